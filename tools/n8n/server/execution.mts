import { lastLines } from '../machine/processes.mts';

/** The JSON of an item. */
export type Json = Record<string, unknown>;

/** An error as n8n keeps it with an execution. */
export interface ExecutionError {
	readonly name?: string;
	readonly message: string;
	readonly description?: string | null;
	readonly node?: { readonly name: string };
}

interface NodeRun {
	readonly executionStatus?: string;
	readonly error?: ExecutionError;
	readonly data?: { readonly main?: (({ readonly json: Json }[] | null) | undefined)[] };
}

interface ResultData {
	readonly error?: ExecutionError;
	readonly lastNodeExecuted?: string;
	readonly runData: Readonly<Record<string, NodeRun[]>>;
}

/** One execution of a workflow. */
export interface Execution {
	/** The exit code of `n8n execute`: 0, or 1 if the workflow failed. */
	readonly exitCode: number;
	/** n8n's status: `success`, `error`, … */
	readonly status: string;
	/** The error that ended the workflow. */
	readonly error?: ExecutionError;
	/** Every run of every node, by the node's name. */
	readonly runData: ResultData['runData'];
	/** Milliseconds, n8n's own start included. */
	readonly tookMs: number;
	/** Everything that n8n printed. */
	readonly output: string;
}

interface Run {
	readonly status?: string;
	readonly data: { readonly resultData: ResultData };
}

/**
 * Reads the output of `n8n execute` with n8n's JSON log format: the log entry whose message is itself JSON holds the execution.
 *
 * @throws with the last lines of the output if it holds no execution.
 */
export function readExecution({
	code,
	output,
	tookMs,
}: {
	readonly code: number | null;
	readonly output: string;
	readonly tookMs: number;
}): Execution {
	const run = messagesOf(output)
		.map(parse<Partial<Run>>)
		.find((message) => message?.data?.resultData?.runData);
	if (!run?.data) {
		throw new Error(
			`n8n ended (exit code ${String(code)}) without running the workflow:\n` +
				lastLines(readLog(output)),
		);
	}
	const { error, runData } = run.data.resultData;
	return { exitCode: code ?? 1, status: run.status ?? 'unknown', error, runData, tookMs, output };
}

/** The JSON of each item on a node's first output in its last run; none if it did not run. */
export function itemsOf(execution: Pick<Execution, 'runData'>, node: string): Json[] {
	const items = execution.runData[node]?.at(-1)?.data?.main?.[0] ?? [];
	return items.map((item) => item.json);
}

/** The messages of n8n's JSON log, one a line; other lines stay as they are. */
export function readLog(output: string): string {
	return messagesOf(output).join('\n');
}

function messagesOf(output: string): string[] {
	return output.split('\n').map((line) => parse<{ message?: string }>(line)?.message ?? line);
}

function parse<T>(line: string): T | undefined {
	if (!line.startsWith('{')) return undefined;
	try {
		return JSON.parse(line) as T;
	} catch {
		return undefined;
	}
}
