import type { INodeProperties } from 'n8n-workflow';

/** What differs between resource locators. */
interface LocatorOptions {
	name: string;
	displayName: string;
	description: string;
	/** The placeholder of the list, as in "Select an account…". */
	select: string;
	/** The method of the node that fills the list. */
	searchListMethod: string;
	/** An ID of the documented form. */
	exampleId: string;
}

/** A field whose value is chosen from a searchable list, or entered as an ID. A plain text in it is an ID. */
export const locator = ({
	select,
	searchListMethod,
	exampleId,
	...property
}: LocatorOptions): INodeProperties => ({
	...property,
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
