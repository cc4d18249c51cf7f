import type { IDataObject } from 'n8n-workflow';

/** The path of a publish job ("Single video publish": GET /jobs/publish/{outputJobId}). */
export const jobPath = (outputJobId: string) => `/jobs/publish/${outputJobId}`;

/** Whether an answer names a job; what it names may still be no ID. */
export const namesJob = ({ outputJobId }: IDataObject) =>
	outputJobId !== undefined && outputJobId !== null;

/**
 * A job as an answer tells it, under the ID that was asked for: an answer that names none, or another one, must not make it
 * forgotten.
 *
 * @param known the job that was asked for
 */
export const jobIn = (answer: IDataObject | undefined, known: IDataObject): IDataObject => ({
	...answer,
	outputJobId: known.outputJobId,
});
