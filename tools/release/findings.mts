import { sectionsOf } from './changelog.mts';
import { repositoryOf, type Manifest } from './manifest.mts';

/** What a release is made of. */
export interface Release {
	manifest: Manifest;
	changelog: string;
	/** Paths in the packed tarball. */
	packed: string[];
	/** The tag that asks for the release, where there is one. */
	tag?: string;
}

/** All that a tarball holds. */
const SHIPPED = /^(?:dist\/.+\.(?:js|json|svg)|package\.json|README\.md|LICENSE)$/;

const DATE = /^\d{4}-\d{2}-\d{2}$/;

function* inManifest({ manifest, packed }: Release): Generator<string> {
	const { dependencies = {}, n8n = {} } = manifest;
	if (!repositoryOf(manifest)) {
		yield 'package.json names no repository. Enter the address of the public repository on GitHub that the package is published from: "repository": { "type": "git", "url": "git+https://github.com/<owner>/<name>.git" }.';
	}
	for (const name of Object.keys(dependencies)) {
		yield `package.json: n8n verifies no package with dependencies; ${name} is one.`;
	}
	for (const file of [...(n8n.nodes ?? []), ...(n8n.credentials ?? [])]) {
		if (!packed.includes(file))
			yield `package.json names ${file}, which the tarball does not hold.`;
	}
}

function* inTarball({ packed }: Release): Generator<string> {
	for (const file of packed) {
		if (!SHIPPED.test(file)) yield `The tarball holds ${file}, which does not belong into it.`;
	}
	for (const file of ['README.md', 'LICENSE']) {
		if (!packed.includes(file)) yield `The tarball holds no ${file}.`;
	}
}

function* inChangelog({ manifest: { version }, changelog, tag }: Release): Generator<string> {
	const sections = sectionsOf(changelog);
	const section = sections.get(version);
	const waiting = sections.get('Unreleased')?.notes;
	if (!section?.notes)
		yield `CHANGELOG.md says nothing of ${version}, the version in package.json.`;
	if (waiting) yield `CHANGELOG.md: move what stands under Unreleased to ${version}.`;
	if (tag === undefined) return;
	if (tag !== version) yield `The tag is ${tag}, and the version in package.json ${version}.`;
	if (section && !DATE.test(section.date)) yield `CHANGELOG.md: enter the date of ${version}.`;
}

/** What has to be set right before a version is released, in sentences; nothing is good. */
export const findingsIn = (release: Release): string[] =>
	[inManifest, inTarball, inChangelog].flatMap((look) => [...look(release)]);
