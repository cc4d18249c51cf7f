// What any program needs of the machine: where its programs, its temporary files and its languages are.
const BASICS = /^(path|pathext|systemroot|comspec|tmpdir|tmp|temp|lang|lc_all)$/i;

/**
 * The part of an environment that a program may have. It is a list of what is handed on, for keys and tokens have names
 * that nobody can foresee: what a program does not need is none of its business, nor that of what it runs.
 *
 * @param more the names that this program needs beside the basics.
 * @param env what to take from; this process's own environment unless told.
 */
export function machineEnvironment(
	more?: RegExp,
	env: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
	const handedOn = Object.entries(env).filter(([name]) => BASICS.test(name) || more?.test(name));
	return Object.fromEntries(handedOn);
}
