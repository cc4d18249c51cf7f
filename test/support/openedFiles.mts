import type { Readable } from 'node:stream';

import { Container } from '@n8n/di';
import { BinaryDataService } from 'n8n-core';

import { until } from './until.mts';

/**
 * Watches the files that the node opens on n8n's store in each test of a file.
 *
 * @returns waits until the node has closed all of them, of which there is at least one
 */
export function useOpenedFiles(): () => Promise<void> {
	/** All streams that the node opened on n8n's store. Open files tell nothing: garbage collection closes them as well. */
	const streams: Readable[] = [];

	beforeEach(() => {
		streams.length = 0;
		const service = Container.get(BinaryDataService);
		const open = service.getAsStream.bind(service);
		jest.spyOn(service, 'getAsStream').mockImplementation(async (...named) => {
			const stream = await open(...named);
			streams.push(stream);
			return stream;
		});
	});
	afterEach(() => jest.restoreAllMocks());

	return async () => {
		expect(streams.length).toBeGreaterThan(0);
		await until(() => streams.every(({ closed }) => closed));
	};
}
