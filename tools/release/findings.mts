import { sectionsOf } from './changelog.mts';
import { repositoryOf, type Manifest } from './manifest.mts';

/** The parts of a release. */
export interface Release {
	manifest: Manifest;
	changelog: string;
	/** Paths in the packed tarball. */
	packed: string[];
	/** The tag that starts the release, if there is one. */
	tag?: string;
}

/** The files that belong into the tarball. */
const SHIPPED = /^(?:dist\/.+\.(?:js|json|svg)|package\.json|README\.md|LICENSE)$/;

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** What only the publisher can say. npm derives the address for bugs from the repository. */
const PUBLISHER =
	'Tell in package.json who publishes the package, and from where: "author" with a name and an e-mail address, and "repository": { "type": "git", "url": "git+https://github.com/<owner>/<name>.git" }.';

/** Names under `.example` belong to nobody (RFC 2606). */
const isPlaceholder = (email = '') => !email.includes('@') || email.endsWith('.example');

function* inManifest({ manifest, packed }: Release): Generator<string> {
	const { dependencies = {}, n8n = {} } = manifest;
	if (!repositoryOf(manifest) || isPlaceholder(manifest.author?.email)) yield PUBLISHER;
	for (const name of Object.keys(dependencies)) {
		yield `package.json: n8n verifies no package with dependencies. Remove ${name}.`;
	}
	for (const file of [...(n8n.nodes ?? []), ...(n8n.credentials ?? [])]) {
		if (!packed.includes(file)) yield `package.json names ${file}, which is not in the tarball.`;
	}
}

function* inTarball({ packed }: Release): Generator<string> {
	for (const file of packed) {
		if (!SHIPPED.test(file)) yield `The tarball must not contain ${file}.`;
	}
	for (const file of ['README.md', 'LICENSE']) {
		if (!packed.includes(file)) yield `The tarball has no ${file}.`;
	}
	if (!packed.some((file) => file.includes('/__schema__/'))) {
		yield "The tarball has no output schemas for n8n's editor.";
	}
}

function* inChangelog({ manifest: { version }, changelog, tag }: Release): Generator<string> {
	const sections = sectionsOf(changelog);
	const section = sections.get(version);
	const waiting = sections.get('Unreleased')?.notes;
	if (!section?.notes)
		yield `CHANGELOG.md has no entry for ${version}, the version in package.json.`;
	if (waiting) yield `CHANGELOG.md: move the changes under Unreleased to ${version}.`;
	if (tag === undefined) return;
	if (tag !== version) yield `The tag is ${tag}, but the version in package.json is ${version}.`;
	if (section && !DATE.test(section.date)) yield `CHANGELOG.md: add the date of ${version}.`;
}

/** Everything to fix before a version is released, as sentences. */
export const findingsIn = (release: Release): string[] =>
	[inManifest, inTarball, inChangelog].flatMap((check) => [...check(release)]);
