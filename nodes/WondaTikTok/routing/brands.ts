import type { IDataObject, IExecuteSingleFunctions, IHttpRequestOptions } from 'n8n-workflow';

/** The parameters that say whose brand a commercial content promotes. */
const BRANDS = ['brandOrganic', 'brandedContent'];

/** `preSend` hook of `discloseCommercial`: sends the brands that were added beside it. */
export async function sendBrands(
	this: IExecuteSingleFunctions,
	request: IHttpRequestOptions,
): Promise<IHttpRequestOptions> {
	for (const brand of BRANDS) {
		const value = this.getNodeParameter(`additionalFields.${brand}`, null) as boolean | null;
		if (value !== null) (request.body as IDataObject)[brand] = value;
	}
	return request;
}
