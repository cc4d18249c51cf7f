import { chmod, mkdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { machineEnvironment, runProcess } from '../machine/processes.mts';
import { temporaryFolder } from '../machine/temporary.mts';
import { unpack } from '../package.mts';

let folder: string;
let remove: () => Promise<void>;

beforeAll(async () => {
	({ folder, remove } = await temporaryFolder());
});

afterAll(() => remove());

/** A tarball as npm packs them, whose file and folder ask for all there is to ask for. */
async function hostileTarball(): Promise<string> {
	const source = path.join(folder, 'package', 'bin');
	await mkdir(source, { recursive: true });
	await writeFile(path.join(source, 'tool'), '#!/bin/sh\n');
	await chmod(path.join(source, 'tool'), 0o6777);
	await chmod(source, 0o3777);
	const tarball = path.join(folder, 'hostile.tgz');
	const owner = ['--owner=12345', '--group=12345'];
	const ended = await runProcess('tar', [...owner, '-czf', tarball, '-C', folder, 'package'], {
		cwd: folder,
		env: machineEnvironment(),
	});
	expect(ended).toMatchObject({ code: 0, stderr: '' });
	return tarball;
}

it('gives nothing the owner or the rights that a tarball asks for', async () => {
	const target = path.join(folder, 'target');
	await unpack(await hostileTarball(), target);

	for (const name of ['bin', 'bin/tool']) {
		const { uid, mode } = await stat(path.join(target, name));
		expect({ name, uid, special: mode & 0o7000, writable: mode & 0o022 }).toEqual({
			name,
			uid: process.getuid?.(),
			special: 0,
			writable: 0o022 & ~process.umask(),
		});
	}
});

it('says what is wrong with a file that is no tarball', async () => {
	const file = path.join(folder, 'no.tgz');
	await writeFile(file, 'nothing of the kind');
	await expect(unpack(file, path.join(folder, 'none'))).rejects.toThrow(
		`${file} could not be unpacked`,
	);
});
