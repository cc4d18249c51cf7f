/** Whether no test of this file and no hook has failed or been left out so far; the environment of the tests tells. */
export function allHavePassed(): boolean {
	return (globalThis as { hasAllPassed?: boolean }).hasAllPassed === true;
}
