import type { N8nUser } from '../support/n8nUser.mts';

/** A row of the calendar's table. */
export interface CalendarRow {
	readonly id: number;
	readonly time: string | null;
	readonly media: string | null;
	readonly caption: string | null;
	readonly account: string | null;
	readonly privacy_level: string | null;
	readonly status: string | null;
	readonly note: string | null;
	readonly link: string | null;
	readonly job_id: string | null;
	readonly claim: string | null;
}

export type NewRow = Partial<Omit<CalendarRow, 'id'>>;

const NAME = 'TikTok content calendar';
/** n8n returns no more rows at once; a trial has 200. */
const MOST_ROWS = 250;

/** The calendar's table, read and edited like a user of n8n's editor does. */
export class Table {
	private constructor(
		private readonly user: () => N8nUser,
		private readonly route: string,
	) {}

	/**
	 * Finds the table.
	 *
	 * @param user signed in at the editor; another one after a restart.
	 * @throws if there is none, or more than one.
	 */
	static async find(user: () => N8nUser): Promise<Table> {
		const { id } = await user().ask<{ id: string }>('/projects/personal');
		const tables = `/projects/${id}/data-tables`;
		const { data } = await user().ask<{ data: { id: string; name: string }[] }>(tables);
		const [found, ...others] = data.filter(({ name }) => name === NAME);
		if (!found || others.length > 0) throw new Error(`There is not one ${NAME}.`);
		return new Table(user, `${tables}/${found.id}`);
	}

	/** Every row, in the order of their IDs. */
	async rows(): Promise<CalendarRow[]> {
		const all = `${this.route}/rows?take=${String(MOST_ROWS)}&sortBy=id:asc`;
		return (await this.user().ask<{ data: CalendarRow[] }>(all)).data;
	}

	/** Adds rows. */
	async add(rows: readonly NewRow[]): Promise<void> {
		await this.user().ask(`${this.route}/insert`, { data: rows, returnType: 'count' });
	}

	/** Renames a column: a workflow that writes it fails. */
	async rename(column: string, name: string): Promise<void> {
		const columns = await this.user().ask<{ id: string; name: string }[]>(`${this.route}/columns`);
		const { id = '' } = columns.find((one) => one.name === column) ?? {};
		await this.user().ask(`${this.route}/columns/${id}/rename`, { name }, 'PATCH');
	}

	/** Renames the table, by default back to its own name: no workflow finds it under another one. */
	async renameTable(name = NAME): Promise<void> {
		await this.user().ask(this.route, { name }, 'PATCH');
	}

	/** Removes every row. */
	async clear(): Promise<void> {
		const all = { type: 'and', filters: [{ columnName: 'id', condition: 'gt', value: 0 }] };
		const filter = encodeURIComponent(JSON.stringify(all));
		await this.user().ask(`${this.route}/rows?filter=${filter}`, undefined, 'DELETE');
	}
}
