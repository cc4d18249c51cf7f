import type { IDataObject } from 'n8n-workflow';

import { isId } from '../rules/values';

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
