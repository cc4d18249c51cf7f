import { MEDIA } from '../../tools/sandbox/seed.mts';
import type { FaultEffect } from '../../tools/sandbox/faults/fault.mts';
import { useLeapingTime } from '../support/time.mts';
import { useSandbox } from '../support/sandbox.mts';

const api = useSandbox({}, useLeapingTime());

/** Real time, which no other answer may run out of. */
const timeOutFor = ({ kind }: FaultEffect) => ({
	parameters: kind === 'slow' ? { requestOptions: { timeout: 100 } } : {},
});

/** What becomes of a request that has no usable answer: the first line, and what its description ends with. */
const FAULTS: [
	name: string,
	fault: FaultEffect,
	message: string,
	reason: string,
	words?: string,
][] = [
	[
		'a reset',
		{ kind: 'resetAfter' },
		'The connection to Wonda broke before there was an answer',
		'(ECONNRESET)',
	],
	[
		'a time-out',
		{ kind: 'slow', delayMs: 600_000, when: 'after' },
		'Wonda did not answer in time',
		'(ECONNABORTED)',
	],
	[
		'a 408',
		{ kind: 'status', status: 408 },
		'Wonda did not answer in time',
		'The service, or a gateway before it, gave the request up. Wonda answered: “Request Timeout.” (request_timeout, HTTP 408).',
		': Request Timeout',
	],
	[
		'a 500',
		{ kind: 'status', status: 500 },
		'Wonda failed to process the request',
		'The fault is on the side of the service. Wonda answered: “Internal Server Error.” (internal_server_error, HTTP 500).',
		': Internal Server Error',
	],
	[
		'a web page with 200',
		{ kind: 'status', status: 200, body: 'html' },
		"Instead of Wonda's answer came a web page (HTTP 200)",
		'A gateway or proxy between n8n and Wonda may have answered. Check the base URL of the Wonda API credential.',
	],
	[
		'nothing with 502',
		{ kind: 'status', status: 502, body: 'empty' },
		"Instead of Wonda's answer came nothing (HTTP 502)",
		'A gateway or proxy between n8n and Wonda may have answered. Check the base URL of the Wonda API credential.',
	],
];

/** Redirects that may follow what was asked for. */
for (const status of [302, 303]) {
	FAULTS.push([
		`a ${status}`,
		{ kind: 'status', status, body: 'empty' },
		`Instead of Wonda's answer came another address (HTTP ${status})`,
		'A gateway or proxy between n8n and Wonda may have answered. Check the base URL of the Wonda API credential.',
	]);
}

/** Schedules a video; gives the ID of its job. */
async function schedule(): Promise<string> {
	await api.run('video-schedule');
	return String(api.sandbox.posts.at(-1)?.outputJobId);
}

describe.each(FAULTS)('After %s', (_name, fault, message, reason, words = '') => {
	test.each([
		['schedule-get-all', '/publish/scheduled'],
		['account-get-all', '/tiktok/accounts'],
		['job-get', '/jobs/publish/*'],
	])('what only looks may run again: %s', async (workflow, path) => {
		const outputJobId = await schedule();
		api.sandbox.faults.add({ method: 'GET', path, ...fault });

		const { error } = await api.run(workflow, {
			...timeOutFor(fault),
			items: [{ outputJobId }],
		});

		expect(error?.message).toBe(`${message}${words}`);
		expect(error?.description).toBe(
			`Nothing was posted or changed, so it is safe to run again. ${reason}`,
		);
	});

	test('a cancellation may have happened, and the list tells', async () => {
		const outputJobId = await schedule();
		api.sandbox.faults.add({ method: 'DELETE', ...fault });

		const { error } = await api.run('schedule-cancel', {
			...timeOutFor(fault),
			items: [{ outputJobId }],
		});

		expect(error?.message).toBe(`${message}${words}`);
		expect(error?.description).toBe(
			`The post may be canceled or not: look at Scheduled Post > Get Many, and cancel it again if it is still there. ${reason}`,
		);
		expect(api.sent('DELETE')).toHaveLength(1);
	});

	test('a post may be live, and nothing says to run it again', async () => {
		api.sandbox.faults.add({ method: 'POST', path: '/publish/tiktok', ...fault });

		const { error } = await api.run('video-publish', timeOutFor(fault));

		expect(error?.message).toBe(`${message}, so the post may be live or not${words}`);
		expect(error?.description).toBe(
			`It was not sent again, so that it cannot be posted twice. Before you run this again, look at the TikTok profile and at Scheduled Post > Get Many. ${reason}`,
		);
		expect(api.sent('POST')).toHaveLength(1);
	});
});

test('A gateway that refuses a post says to run it again later, since nothing was posted', async () => {
	api.sandbox.faults.add({ method: 'POST', kind: 'status', status: 403, body: 'html' });

	const { error } = await api.run('video-publish', { parameters: { mediaId: MEDIA.videos[0] } });

	expect(error?.description).toBe(
		'A gateway or proxy between n8n and Wonda may have answered. Check the base URL of the Wonda API credential; if it is right, run again later. Nothing was posted.',
	);
});
