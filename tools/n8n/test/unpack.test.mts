import { chmod, mkdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { machineEnvironment, runProcess } from '../machine/processes.mts';
import { temporaryFolder } from '../machine/temporary.mts';
import { unpack } from '../package.mts';

it('an archive cannot set owners, setuid bits or rights for others', async () => {
	const { folder, remove } = await temporaryFolder();
	const file = path.join(folder, 'package', 'tool');
	await mkdir(path.dirname(file));
	await writeFile(file, '#!/bin/sh\n');
	await chmod(file, 0o6777);
	const tarball = path.join(folder, 'hostile.tgz');
	const args = ['--owner=12345', '--group=12345', '-czf', tarball, '-C', folder, 'package'];
	await runProcess('tar', args, { cwd: folder, env: machineEnvironment() });

	const target = path.join(folder, 'target');
	await unpack(tarball, target);
	const { uid, mode } = await stat(path.join(target, 'tool'));
	expect({ uid, special: mode & 0o7000, others: mode & 0o002 }).toEqual({
		uid: process.getuid?.(),
		special: 0,
		others: 0o002 & ~process.umask(),
	});
	await remove();
});
