import type { INodeProperties } from 'n8n-workflow';

/** What a resource locator is about. */
interface Located {
	name: string;
	displayName: string;
	description: string;
	/** What the list invites to do, as in "Select an account…". */
	select: string;
	/** The method of the node that fills the list. */
	searchListMethod: string;
	/** An ID of the documented form. */
	exampleId: string;
}

/** A field whose value is chosen from a list that can be searched, or entered as an ID. */
export const locator = ({
	select,
	searchListMethod,
	exampleId,
	...field
}: Located): INodeProperties => ({
	...field,
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: select,
			typeOptions: { searchListMethod, searchable: true },
		},
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: `e.g. ${exampleId}` },
	],
});
