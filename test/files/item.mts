import type { IBinaryData, IExecuteSingleFunctions, INode } from 'n8n-workflow';

/** What n8n knows of an item: its files, by field name. */
interface Item {
	files?: Record<string, IBinaryData>;
	/** What n8n finds at a path where a workflow keeps its files in the JSON of its items. */
	inJson?: Record<string, unknown>;
	/** The execution's cancel signal. */
	stop?: AbortSignal;
	/** n8n's store of files. */
	store?: Partial<IExecuteSingleFunctions['helpers']>;
}

/** n8n's context of an item, as far as files are concerned. */
export function contextOf({ files, inJson = {}, stop, store }: Item): IExecuteSingleFunctions {
	const data = { node: { name: 'Wonda' } };
	const context = {
		getNode: () => ({ name: 'Wonda' }) as INode,
		getExecuteData: () => data,
		getExecutionCancelSignal: () => stop,
		getInputData: () => ({ json: {}, binary: files }),
		helpers: {
			assertBinaryData(field: string) {
				const found = files && Object.hasOwn(files, field) ? files[field] : inJson[field];
				if (found === undefined) throw new Error(`The item has no binary field '${field}'`);
				return found;
			},
			...store,
		},
	};
	return context as unknown as IExecuteSingleFunctions;
}

/** A file as n8n keeps it in memory. */
export const inMemory = (content: string, details: Partial<IBinaryData> = {}): IBinaryData => ({
	mimeType: '',
	data: Buffer.from(content, 'latin1').toString('base64'),
	...details,
});

/** A file that n8n keeps in a store, under an ID. */
export const stored = (id: string, details: Partial<IBinaryData> = {}): IBinaryData => ({
	mimeType: '',
	data: 'filesystem-v2',
	id,
	...details,
});
