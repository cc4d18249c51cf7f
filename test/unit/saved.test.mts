import { WondaApi } from '../../credentials/WondaApi.credentials';
import { WondaTikTok } from '../../nodes/WondaTikTok/WondaTikTok.node';
import { WondaTikTokTrigger } from '../../nodes/WondaTikTokTrigger/WondaTikTokTrigger.node';

// Whoever changes a name, a value, a text or a route sees beside it what the editor shows now, and says so with `npm test -- -u`.
test.each([
	['the node', new WondaTikTok().description],
	['the trigger', new WondaTikTokTrigger().description],
	['the credential', { ...new WondaApi() }],
])('what n8n is told of %s is as it was', (_name, told) => {
	expect(told).toMatchSnapshot();
});
