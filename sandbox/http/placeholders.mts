import { BASE_PATH, type Context } from './context.mts';

type Fill = (context: Context, req: { params: object }) => string | undefined;

/** What a fault's answer may name without knowing it. */
const FILL: Record<string, Fill> = {
	authorization: ({ authorization }) => authorization,
	key: ({ authorization }) => authorization?.replace(/^Bearer /, ''),
	outputJobId: ({ record }, { params }) =>
		record.outputJobId ?? (params as { outputJobId?: string }).outputJobId,
	path: ({ record }) => BASE_PATH + record.path,
};

/**
 * `text` with `{{authorization}}` (the request's header), `{{key}}` (the key in it), `{{outputJobId}}` (the job that
 * was made or looked at) and `{{path}}` (the address that was asked) filled in; one that there is not becomes nothing.
 */
export function fillIn(text: string, context: Context, req: { params: object }): string {
	return text.replace(/\{\{(\w+)\}\}/g, (placeholder, name: string) => {
		const fill = Object.hasOwn(FILL, name) ? FILL[name] : undefined;
		return fill === undefined ? placeholder : (fill(context, req) ?? '');
	});
}
