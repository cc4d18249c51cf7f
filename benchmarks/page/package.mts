import type { PackageResult } from '../measures/package.mts';
import { bars } from './chart.mts';
import { kilobytes, milliseconds, nameOf, table, whole } from './markdown.mts';
import type { Section } from './section.mts';

/** What the page says of the packages themselves. */
export function packageSection({ rows }: PackageResult): Section {
	const [own, ...others] = rows.map((row, index) => ({
		...row,
		id: index === 0 ? 'wonda' : row.name,
	}));
	const all = own ? [own, ...others] : [];
	const smallest = Math.min(...others.map(({ packed }) => packed));
	return {
		title: 'The package',
		command: 'package',
		text: "What npm delivers, and how long n8n's own loader takes for it in a fresh process in which n8n's engine is loaded already.",
		chart: {
			name: 'package',
			alt: 'Size of the packages as they are downloaded',
			spec: bars(
				all.map((row) => ({
					id: row.id,
					name: row.name,
					value: row.packed / 1000,
					text: kilobytes(row.packed),
				})),
				{ title: 'kB to download' },
			),
		},
		tables: [
			table(
				['', 'Version', 'To download', 'On disk', 'Files', 'Load time'],
				all.map((row) => [
					nameOf(row),
					row.version,
					kilobytes(row.packed),
					kilobytes(row.unpacked),
					whole(row.files),
					milliseconds(row.loadMs),
				]),
			),
		],
		targets: [
			{
				aim: 'the smallest package',
				measured: `${kilobytes(own?.packed ?? NaN)}; the smallest of the others ${kilobytes(smallest)}`,
				met: (own?.packed ?? NaN) < smallest,
				why: 'Its README is part of the package.',
			},
		],
	};
}
