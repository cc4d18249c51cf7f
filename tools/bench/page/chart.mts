import { type Spec, View, parse } from 'vega';
import { type TopLevelSpec, compile } from 'vega-lite';

/** This node's colour and that of the others: in the middle, so that both show on light and on dark. */
export const OWN = '#8257e6';
export const OTHERS = '#8b96a5';

/** The colour of a mark: this node stands out. */
const highlighted = {
	condition: { test: "datum.id === 'wonda'", value: OWN },
	value: OTHERS,
} as const;

/** Pixels that a label may have. Without a screen Vega guesses widths, and guesses far too much. */
const LABEL = 600;

/** The contenders' colours, by their ids. */
const COLOURS: Readonly<Record<string, string>> = {
	wonda: OWN,
	'http-1s': '#d0863a',
	'http-5s': '#b3a03c',
	'upload-post': '#c2596b',
	blotato: '#3f9c9a',
};

/** A colour for each contender, with a legend of their names. */
export function coloured(rows: readonly { readonly id: string; readonly name: string }[]) {
	const names = new Map(rows.map(({ id, name }) => [name, COLOURS[id] ?? OTHERS]));
	return {
		field: 'name',
		type: 'nominal',
		title: null,
		scale: { domain: [...names.keys()], range: [...names.values()] },
	} as const;
}

/** Names on the left, in the order of the rows. */
export const names = {
	field: 'name',
	sort: null,
	title: null,
	axis: { labelLimit: LABEL },
} as const;

/** What a bar shows: `name` on the left, `text` at its end; this node's has its colour. */
export interface Bar {
	readonly id: string;
	readonly name: string;
	/** What stands above the bars that belong together, where there are several groups. */
	readonly group?: string;
	readonly value: number;
	readonly text: string;
}

/**
 * A bar for each row, one below the other.
 *
 * @param axis the title below them, and what else Vega-Lite takes for the axis of the values
 * @param thickness of a bar, in pixels
 */
export function bars(
	values: readonly Bar[],
	axis: { readonly title: string | null; readonly [more: string]: unknown },
	thickness = 11,
): TopLevelSpec {
	const { x2, ...x } = axis;
	const spec = {
		width: 360,
		height: { step: thickness + 8 },
		encoding: {
			y: names,
			x: { field: 'value', type: 'quantitative', axis: { grid: false }, ...x },
		},
		layer: [
			{
				mark: { type: 'bar', height: thickness, cornerRadiusEnd: 2 },
				encoding: { ...(x2 === undefined ? {} : { x2 }), color: highlighted },
			},
			{ mark: { type: 'text', align: 'left', dx: 5 }, encoding: { text: { field: 'text' } } },
		],
	};
	const data = { values: [...values] };
	const isGrouped = values.some(({ group }) => group !== undefined);
	const whole = isGrouped ? { data, facet: { row: grouped }, spacing: 8, spec } : { data, ...spec };
	return whole as TopLevelSpec;
}

/** One chart for each value of `group`, one below the other. */
export const grouped = {
	field: 'group',
	sort: null,
	title: null,
	header: { labelAngle: 0, labelAlign: 'left', labelOrient: 'top', labelAnchor: 'start' },
} as const;

const CONFIG: TopLevelSpec['config'] = {
	background: undefined,
	font: 'system-ui, sans-serif',
	view: { stroke: null },
	axis: { labelFontSize: 12, titleFontSize: 12, labelLimit: LABEL, domain: false, ticks: false },
	header: { labelFontSize: 12, titleFontSize: 12, labelFontWeight: 'bold' },
	legend: { labelFontSize: 12, titleFontSize: 12, labelLimit: LABEL },
	text: { fontSize: 12 },
};

// An image does not know the page's colours, only whether its reader prefers dark ones.
const STYLE = `<style>
text { fill: #4b5563; }
.mark-rule line { stroke: #9ca3af; stroke-opacity: .35; }
@media (prefers-color-scheme: dark) { text { fill: #b4bcc8; } }
</style>`;

/** Draws a chart: an SVG without a background, readable in light and dark. */
export async function draw(spec: TopLevelSpec): Promise<string> {
	const { spec: drawn } = compile({ ...spec, background: 'transparent', config: CONFIG });
	const view = new View(parse(drawn as Spec), { renderer: 'none' });
	const svg = await view.toSVG();
	view.finalize();
	return `${svg.replace(/(<svg[^>]*>)/, `$1${STYLE}`)}\n`;
}
