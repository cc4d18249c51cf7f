import type { FaultSpec, Sandbox } from '../../../sandbox/index.mts';
import { ACCOUNTS } from '../../../sandbox/seed.mts';
import type { N8nUser } from '../examples/n8nUser.mts';

/** A row of the calendar as its table holds it. */
export interface CalendarRow {
	readonly id: number;
	readonly time: string | null;
	readonly media_id: string | null;
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
/** n8n gives no more rows at once. */
const PAGE = 250;

/** The table of the calendar, as somebody at n8n's editor sees and edits it. */
export class Table {
	private constructor(
		private readonly user: () => N8nUser,
		private readonly route: string,
	) {}

	/**
	 * Finds the table.
	 *
	 * @param user somebody at the editor; another one once n8n has been started anew.
	 * @throws where there is none, or more than one.
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
		const rows: CalendarRow[] = [];
		for (;;) {
			const page = `/rows?take=${String(PAGE)}&skip=${String(rows.length)}&sortBy=id:asc`;
			const { data, count } = await this.user().ask<{ data: CalendarRow[]; count: number }>(
				this.route + page,
			);
			rows.push(...data);
			if (rows.length >= count || data.length === 0) return rows;
		}
	}

	/** Adds rows. */
	async add(rows: readonly NewRow[]): Promise<void> {
		await this.user().ask(`${this.route}/insert`, { data: rows, returnType: 'count' });
	}

	/** Gives a column another name: a workflow that writes it fails. */
	async rename(column: string, name: string): Promise<void> {
		const columns = await this.user().ask<{ id: string; name: string }[]>(`${this.route}/columns`);
		const { id = '' } = columns.find((one) => one.name === column) ?? {};
		await this.user().ask(`${this.route}/columns/${id}/rename`, { name }, 'PATCH');
	}

	/** Removes every row. */
	async clear(): Promise<void> {
		const all = { type: 'and', filters: [{ columnName: 'id', condition: 'gt', value: 0 }] };
		const filter = encodeURIComponent(JSON.stringify(all));
		await this.user().ask(`${this.route}/rows?filter=${filter}`, undefined, 'DELETE');
	}
}

/** What is special about some of the rows, and what becomes of them where no process dies. */
export interface Kind {
	/** How many there are of 200. */
	readonly count: number;
	/** The state that such a row ends in. */
	readonly ends: string;
	/** Values of the row that are not the usual ones. */
	readonly row?: NewRow;
	/** A fault that strikes its post, once. */
	readonly fault?: Pick<FaultSpec, 'kind'> & Record<string, unknown>;
	/** What its job fails with. */
	readonly fails?: string;
	/** Its media is not in the library. */
	readonly unknownMedia?: true;
}

const DAY_MS = 24 * 60 * 60_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();

/** Every kind of row; those that make up 200 with them are good ones. */
export const KINDS: Readonly<Record<string, Kind>> = {
	failsAtTikTok: { count: 12, ends: 'failed', fails: 'spam_risk_too_many_posts: try later' },
	unknownMedia: { count: 10, ends: 'refused', unknownMedia: true },
	past: { count: 6, ends: 'refused', row: { time: inDays(-1) } },
	unreadableTime: { count: 4, ends: 'refused', row: { time: 'next friday' } },
	yearAlone: { count: 2, ends: 'refused', row: { time: '2099' } },
	withoutMedia: { count: 4, ends: 'refused', row: { media_id: null } },
	withoutPrivacy: { count: 4, ends: 'refused', row: { privacy_level: null } },
	withoutAccount: { count: 3, ends: 'refused', row: { account: '' } },
	farAhead: { count: 5, ends: 'ready', row: { time: inDays(40) } },
	acceptedUnheard: { count: 12, ends: 'look', fault: { kind: 'resetAfter' } },
	neverArrived: { count: 6, ends: 'look', fault: { kind: 'resetBefore' } },
	serverFails: { count: 6, ends: 'look', fault: { kind: 'status', status: 500 } },
	answeredLate: { count: 6, ends: 'live', fault: { kind: 'slow', delayMs: 1500, when: 'after' } },
	askedToWait: { count: 4, ends: 'live', fault: { kind: 'rateLimit', seconds: 1 } },
};

/** A good row: a video of its own, some minutes to weeks ahead, of a usual form. */
export const GOOD: Kind = { count: 0, ends: 'live' };

/**
 * Makes a row of a kind, with a video of its own in the sandbox.
 *
 * @param number from 0: no two rows are due at the same time.
 */
export function rowOf(kind: Kind, number: number, sandbox: Sandbox): NewRow {
	const { fails, fault, unknownMedia } = kind;
	const outcome = fails === undefined ? {} : { outcome: { fail: { errorMessage: fails } } };
	const { mediaId } = sandbox.addMedia(outcome);
	if (unknownMedia) sandbox.removeMedia(mediaId);
	if (fault) sandbox.faults.add({ method: 'POST', mediaId, ...fault } as FaultSpec);
	return {
		time: inDays(0.02 + number * 0.13),
		media_id: mediaId,
		caption: number % 7 === 0 ? null : `Row ${String(number)}, "Grüße" 🎬`,
		account: ACCOUNTS.studio,
		privacy_level: 'SELF_ONLY',
		status: 'ready',
		...kind.row,
	};
}
