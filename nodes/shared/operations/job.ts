import type { IDataObject } from 'n8n-workflow';

/** An ID that may stand in a URL: others would ask for another address (`..`), or for none. */
const ID = /^[A-Za-z0-9_-]+$/;

/** Whether a value is an ID that may stand in a URL, whoever named it (rule 14). */
export const isId = (value: unknown): value is string =>
	typeof value === 'string' && ID.test(value);

/** The path of a publish job ("Single video publish": GET /jobs/publish/{outputJobId}). */
export const jobPath = (outputJobId: string) => `/jobs/publish/${outputJobId}`;

/** Whether an answer names a job; what it names may still be no ID. */
export const namesJob = ({ outputJobId }: IDataObject) =>
	outputJobId !== undefined && outputJobId !== null;

/**
 * A job as an answer tells it. It keeps its own ID where the answer names none that could be looked up.
 *
 * @param known the job that was asked for
 */
export const jobIn = (answer: IDataObject | undefined, known: IDataObject): IDataObject =>
	answer !== undefined && isId(answer.outputJobId)
		? answer
		: { ...answer, outputJobId: known.outputJobId };
