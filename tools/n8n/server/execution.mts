import { lastLines } from '../machine/processes.mts';

/** The JSON of one item that a node put out. */
export type Json = Record<string, unknown>;

/** An error as n8n keeps it with an execution: what the editor shows a user. */
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

/** One workflow, run once. */
export interface Execution {
	/** The exit code of `n8n execute`: 0, or 1 where the workflow failed. */
	readonly exitCode: number;
	/** n8n's own word: `success`, `error`, … */
	readonly status: string;
	/** The error that ended the workflow. */
	readonly error?: ExecutionError;
	/** Every run of every node, by the node's name, just as n8n holds it. */
	readonly runData: ResultData['runData'];
	/** Milliseconds from starting n8n to its end. */
	readonly tookMs: number;
	/** All that n8n printed. */
	readonly output: string;
}

/**
 * Reads what `n8n execute` printed with n8n's JSON log format. There each line is one log entry, and the entry that
 * holds the execution is the one whose message is itself JSON, for executions that succeed and that fail alike.
 *
 * @throws with the last lines of the output where it holds no execution.
 */
export function readExecution(ended: {
	readonly code: number | null;
	readonly output: string;
	readonly tookMs: number;
}): Execution {
	const run = ended.output.split('\n').map(executionIn).find(Boolean);
	if (!run) {
		throw new Error(
			`n8n ended (exit code ${String(ended.code)}) without running the workflow:\n` +
				lastLines(readLog(ended.output)),
		);
	}
	return {
		exitCode: ended.code ?? 1,
		status: run.status ?? 'unknown',
		error: run.data.resultData.error,
		runData: run.data.resultData.runData,
		tookMs: ended.tookMs,
		output: ended.output,
	};
}

/** What a node put out on its first output in its last run: one JSON for each item, none where it did not run. */
export function itemsOf(execution: Pick<Execution, 'runData'>, node: string): Json[] {
	const items = execution.runData[node]?.at(-1)?.data?.main?.[0] ?? [];
	return items.map((item) => item.json);
}

/** The messages of n8n's JSON log, a line each; lines that are none pass through as they are. */
export function readLog(output: string): string {
	return output
		.split('\n')
		.map((line) => parse<{ message?: string }>(line)?.message ?? line)
		.join('\n');
}

interface Run {
	readonly status?: string;
	readonly data: { readonly resultData: ResultData };
}

function executionIn(line: string): Run | undefined {
	const message = parse<{ message?: unknown }>(line)?.message;
	if (typeof message !== 'string' || !message.startsWith('{')) return undefined;
	const run = parse<Partial<Run>>(message);
	return run?.data?.resultData?.runData ? (run as Run) : undefined;
}

function parse<T>(text: string): T | undefined {
	if (!text.startsWith('{')) return undefined;
	try {
		return JSON.parse(text) as T;
	} catch {
		return undefined;
	}
}
