import { ExecuteSingleContext } from 'n8n-core';

/** What the node writes into n8n's log from now on, until mocks are restored. */
export function readLog(): string[] {
	const lines: string[] = [];
	const write = (line: string) => lines.push(line);
	jest
		.spyOn(ExecuteSingleContext.prototype, 'logger', 'get')
		.mockReturnValue({ info: write, warn: write } as unknown as ExecuteSingleContext['logger']);
	return lines;
}
