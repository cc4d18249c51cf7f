import { ExecuteSingleContext } from 'n8n-core';

/**
 * What the node writes into n8n's log from now on, until mocks are restored.
 *
 * @param entry what is kept of a line and its level; the line alone unless told
 */
export function readLog(entry: (line: string, level: string) => string = (line) => line): string[] {
	const lines: string[] = [];
	const at = (level: string) => (line: string) => lines.push(entry(line, level));
	jest.spyOn(ExecuteSingleContext.prototype, 'logger', 'get').mockReturnValue({
		info: at('info'),
		warn: at('warn'),
	} as unknown as ExecuteSingleContext['logger']);
	return lines;
}
