import type { NodeHint } from 'n8n-workflow';

/** Warns before one fixed post is made for each input item. The editor itself warns of many items only for operations that read. */
export const manyItemsHint: NodeHint = {
	message:
		'This node runs once for each input item, and no field uses data from the items, so each item would create the same post. Turn on <b>Execute Once</b> in the settings, or use an expression in a field.',
	type: 'warning',
	location: 'outputPane',
	whenToDisplay: 'beforeExecution',
	// The default of Timezone is an expression.
	displayCondition:
		'={{ ["video", "carousel"].includes($parameter["resource"]) && $parameter["source"] !== "binary" && $input.all().length > 1 && !JSON.stringify({ ...$rawParameter, timezone: "" }).includes(\'":"=\') }}',
};
