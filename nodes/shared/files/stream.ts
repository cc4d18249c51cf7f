import type { IExecuteSingleFunctions } from 'n8n-workflow';

/** A stream of Node, as n8n's file store gives it. */
export type Stream = Awaited<ReturnType<IExecuteSingleFunctions['helpers']['getBinaryStream']>>;

/**
 * Parts as a stream. A node may not import `stream`, but the class of any stream makes new ones. (`compose` would need no class;
 * before Node 24 it throws an error that nobody can handle if its stream is ended early.)
 */
export function streamOf({ constructor }: Stream, parts: AsyncIterable<Buffer>): Stream {
	const { from } = constructor as unknown as {
		from(parts: AsyncIterable<Buffer>, options: { objectMode: boolean }): Stream;
	};
	return from(parts, { objectMode: false });
}
