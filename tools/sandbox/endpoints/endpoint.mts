import type { UploadedFile } from '../http/countingStorage.mts';
import type { ApiRequest } from '../requests.mts';
import type { World } from '../world.mts';

/** A valid, authorized request, as an endpoint sees it. */
export interface Call {
	world: World;
	request: ApiRequest;
	/** Path parameters, decoded. */
	params: Record<string, string>;
	/** Query parameters, with the types and defaults of the OpenAPI document. */
	query: Record<string, unknown>;
	/** The JSON body as received. */
	body: Record<string, unknown>;
	files: UploadedFile[];
}

/** What an endpoint answers. Without `body`, the answer has none. */
export interface Answer {
	status: number;
	body?: unknown;
	headers?: Record<string, string>;
}

/** Endpoints are synchronous, so requests are accepted in the order of the calls. Throws ApiError. */
export type Endpoint = (call: Call) => Answer;
