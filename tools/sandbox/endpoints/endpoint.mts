import type { UploadedFile } from '../http/countingStorage.mts';
import type { ApiRequest } from '../requests.mts';
import type { World } from '../world.mts';

/** A valid, authorized request, as an endpoint sees it. */
export interface Call {
	world: World;
	request: ApiRequest;
	/** Path parameters, decoded. */
	params: Record<string, string>;
	/** Query parameters, as numbers where the OpenAPI document says so, with its defaults. */
	query: Record<string, unknown>;
	/** The JSON body as received. */
	body: Record<string, unknown>;
	files: UploadedFile[];
}

/** What an endpoint answers; without `body` nothing is sent. */
export interface Answer {
	status: number;
	body?: unknown;
	headers?: Record<string, string>;
}

/** An endpoint does its work at once, so what it accepts is accepted in the order of the calls. Throws ApiError. */
export type Endpoint = (call: Call) => Answer;
