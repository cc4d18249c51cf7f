import { askedBy } from '../../nodes/shared/failures/asked';

const LATER = { scheduledAt: '2026-12-01T09:00:00+00:00' };

test.each([
	['POST', '/publish/tiktok', {}, 'post'],
	['POST', '/publish/tiktok', LATER, 'postLater'],
	['POST', '/publish/tiktok/carousel', {}, 'post'],
	['GET', '/publish/scheduled', undefined, 'scheduledList'],
	['GET', '/publish/scheduled?limit=100', undefined, 'scheduledList'],
	['DELETE', '/publish/scheduled/a-job', undefined, 'cancellation'],
	// Where the body is that of a file, or none.
	['POST', '/publish/tiktok', undefined, 'post'],
	['POST', '/publish/tiktok', null, 'post'],
	['POST', '/publish/tiktok', 'scheduledAt', 'post'],
	// What only holds the words of a route is another one.
	['GET', '/publish/tiktok', LATER, 'other'],
	['POST', '/publish', {}, 'other'],
	['POST', '/media/publish/tiktok', {}, 'other'],
	['GET', '/jobs/publish/scheduled', undefined, 'other'],
	['GET', '/publish/scheduled-before', undefined, 'other'],
	['GET', '/publish/scheduled/a-job', undefined, 'other'],
	['DELETE', '/publish/scheduled', undefined, 'other'],
	['DELETE', '/jobs/publish/scheduled/a-job', undefined, 'other'],
	['GET', '/jobs/publish/a-job', undefined, 'other'],
	['PATCH', '/media/upload', LATER, 'other'],
])('%s %s with %j asks for: %s', (method, url, body, asked) => {
	expect(askedBy({ method, url, body })).toBe(asked);
});

test('A request that names no method is a GET', () => {
	expect(askedBy({ url: '/publish/scheduled' })).toBe('scheduledList');
	expect(askedBy({})).toBe('other');
	expect(askedBy({ method: 'POST' })).toBe('other');
});
