import { useSandbox } from '../../support/sandbox.mts';

const api = useSandbox();

const list = (parameters: Record<string, unknown> = {}) =>
	api.run('account-get-all', { parameters });

/** The accounts as the API itself lists them. */
async function connected(): Promise<Record<string, unknown>[]> {
	const answer = await fetch(`${api.sandbox.baseUrl}/tiktok/accounts`, {
		headers: { Authorization: `Bearer ${api.sandbox.apiKey}` },
	});
	const { accounts } = (await answer.json()) as { accounts: Record<string, unknown>[] };
	return accounts;
}

test('lists the connected accounts, one item each, with all that the API tells of them', async () => {
	const { outputs, error } = await list();

	expect(error).toBeUndefined();
	const accounts = await connected();
	expect(accounts.length).toBeGreaterThan(1);
	expect(outputs[0]).toEqual(accounts.map((json) => ({ json, pairedItem: { item: 0 } })));
});

test('lists as many as Limit says, or all', async () => {
	for (let count = 0; count < 60; count++) api.sandbox.addAccount();
	const ids = async (parameters: Record<string, unknown>) => {
		const { outputs } = await list(parameters);
		return outputs[0]?.map(({ json }) => json.tiktokAccountId);
	};

	const all = (await connected()).map(({ tiktokAccountId }) => tiktokAccountId);
	expect(await ids({ returnAll: true })).toEqual(all);
	expect(await ids({ returnAll: false, limit: 3 })).toEqual(all.slice(0, 3));
	expect(await ids({ returnAll: undefined })).toEqual(all.slice(0, 50));
	expect(await ids({ returnAll: '={{ true }}' })).toEqual(all);
	expect(await ids({ returnAll: '={{ false }}', limit: 3 })).toEqual(all.slice(0, 3));
});

test('lists once for every item, each paired with its own', async () => {
	const { outputs } = await api.run('account-get-all', { items: [{}, {}] });

	expect(outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual([
		{ item: 0 },
		{ item: 0 },
		{ item: 1 },
		{ item: 1 },
	]);
});

test('where Return All is a text that says false, the usual limit counts', async () => {
	for (let account = 0; account < 60; account++) api.sandbox.addAccount();

	const { outputs } = await api.run('account-get-all', { parameters: { returnAll: 'false' } });

	expect(outputs[0]).toHaveLength(50);
});
