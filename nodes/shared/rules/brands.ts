import type { IDataObject, IExecuteSingleFunctions, IHttpRequestOptions } from 'n8n-workflow';

/** The parameters that say whose brand a commercial content promotes. */
const BRANDS = ['brandOrganic', 'brandedContent'];

/**
 * `preSend` hook of `discloseCommercial`: sends the brands that were added beside it, where it is on. n8n hides them where it is
 * off, but not where an expression says so.
 */
export async function sendBrands(
	this: IExecuteSingleFunctions,
	request: IHttpRequestOptions,
): Promise<IHttpRequestOptions> {
	const body = request.body as IDataObject;
	if (!body.discloseCommercial) return request;

	for (const brand of BRANDS) {
		const value = this.getNodeParameter(`additionalFields.${brand}`, null) as boolean | null;
		if (value !== null) body[brand] = value;
	}
	return request;
}
