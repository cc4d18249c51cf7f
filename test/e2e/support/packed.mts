import type { PackedNode } from '../../../host/package/pack.mts';

/** The package as the run packed it, which outlives any one file of tests. */
export function packed(): PackedNode {
	const pack = JSON.parse(process.env.E2E_PACK ?? 'null') as Omit<PackedNode, 'remove'> | null;
	if (!pack)
		throw new Error('Run these tests with `npm run test:e2e`: it packs the package first.');
	return { ...pack, remove: () => Promise.resolve() };
}
