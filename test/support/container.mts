import type * as DependencyInjection from '@n8n/di';
import path from 'node:path';

const engine = path.dirname(require.resolve('n8n-core'));

/** The container of the engine's own copy of `@n8n/di`: several versions of it are installed. */
export const { Container } = jest.requireActual<typeof DependencyInjection>(
	require.resolve('@n8n/di', { paths: [engine] }),
);
