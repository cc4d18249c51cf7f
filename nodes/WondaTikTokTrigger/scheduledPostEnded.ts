import type { IDataObject } from 'n8n-workflow';

import { Failure } from '../shared/api/failure';
import { asFailure } from '../shared/api/requestFailure';
import { Semaphore } from '../shared/api/semaphore';
import { isId } from '../shared/validation/values';
import { outcomes, selected } from './fields';
import { entriesById, type Poll, type TriggerEvent } from './poll';
import {
	boundedPosts,
	isTerminal,
	isUpcoming,
	MAX_ENDED,
	MAX_WATCHED,
	watchedPosts,
	type Listed,
	type Post,
	type Remembered,
} from './scheduledPosts';
import { boundedSeen, dedupKey } from './state';

const HOUR_MS = 60 * 60 * 1000;

/** A job that Wonda does not know (404) is polled for so long after it was last seen: it may come back. */
const MAX_UNKNOWN_MS = 24 * HOUR_MS;

/** A post is polled for so long after it left the list: a day longer than it can be scheduled ahead. */
const MAX_UNENDED_MS = 30 * 24 * HOUR_MS;

const MAX_JOBS_PER_POLL = 100;
const MAX_JOBS_AT_ONCE = 10;

/** By outputJobId: the job, or why it could not be seen. */
type Answers = Map<string, IDataObject | Failure>;

/** What is remembered is bounded, IDs included. */
const MAX_ID_LENGTH = 100;

const isJobId = (id: unknown): id is string => isId(id) && id.length <= MAX_ID_LENGTH;

/** The list of "Schedule management", soonest first. */
async function listScheduled(poll: Poll): Promise<Listed> {
	const request = { kind: 'scheduledList', path: '/publish/scheduled' } as const;
	return entriesById(await poll.list(request, MAX_WATCHED), 'outputJobId', isJobId);
}

/** Polls jobs. One that fails hurts no other. */
async function pollJobs(posts: Post[], poll: Poll): Promise<Answers> {
	const semaphore = new Semaphore(MAX_JOBS_AT_ONCE);
	const answers = posts.slice(0, MAX_JOBS_PER_POLL).map(async ({ id }) => {
		const request = { kind: 'read', path: `/jobs/publish/${id}` } as const;
		const answer = semaphore.run(async () => await poll.get(request));
		return [id, await answer.catch(asFailure)] as const;
	});
	return new Map(await Promise.all(answers));
}

const isUnknown = (answer?: IDataObject | Failure) =>
	answer instanceof Failure && answer.facts.httpStatus === 404;

/** Why not all jobs could be seen. What one job is refused for may pass, unless it is the key, which counts for all. */
function failureIn(answers: Answers): Failure | undefined {
	const failures = [...answers].flatMap(([id, answer]) => {
		if (!(answer instanceof Failure) || isUnknown(answer)) return [];
		const isOwn = answer.kind === 'refused' && answer.facts.httpStatus !== 401;
		return answer.with({}, isOwn ? 'outcomeUnknown' : answer.kind).advising(`Job ID: ${id}.`);
	});
	return failures.find(({ kind }) => kind === 'refused') ?? failures[0];
}

const itemOf = ({ id, entry }: Post, job: IDataObject): IDataObject => ({
	...job,
	outputJobId: id,
	scheduledPost: entry ?? { outputJobId: id },
});

/** Finds the jobs that have ended, each with its post, and what is remembered from now on. */
function settle(listed: Listed, answers: Answers, before: Remembered, poll: Poll) {
	const now = Date.now();
	const ended: Array<{ post: Post; job: IDataObject }> = [];
	const notPolled: Post[] = [];
	const notEnded: Post[] = [];
	const upcoming: Post[] = [];

	for (const post of watchedPosts(listed, before)) {
		const answer = answers.get(post.id);
		const job = answer instanceof Failure ? undefined : answer;
		const { leftAt = now, seenAt = leftAt } = post;
		if (isUpcoming(post, listed)) {
			upcoming.push(post);
		} else if (job && isTerminal(job)) {
			ended.push({ post, job });
		} else if (
			(isUnknown(answer) && now - seenAt > MAX_UNKNOWN_MS) ||
			now - leftAt > MAX_UNENDED_MS
		) {
			poll.warn(
				`The scheduled post ${post.id} is no longer polled: Wonda never showed that it ended.`,
			);
		} else {
			const list = answer ? notEnded : notPolled;
			list.push({ ...post, leftAt, seenAt: job ? now : seenAt });
		}
	}

	const endedKeys = ended.map(({ post }) => dedupKey(post.id));
	const remembered: Remembered = {
		// Posts that had no turn are the first at the next poll.
		posts: boundedPosts([...notPolled, ...notEnded, ...upcoming]),
		ended: boundedSeen(before.ended, endedKeys, MAX_ENDED),
	};
	return { ended, remembered };
}

/** From the page "Publish to TikTok". */
const DOCUMENTED_ENTRY = {
	outputJobId: '019e1b76-74d7-8c7e-a927-6bd34bfaa114',
	status: 'scheduled',
	scheduledFor: '2026-06-20T14:30:00+00:00',
};

/** Scheduled posts that have ended: those that left the scheduled list are polled until their job has ended. */
export const scheduledPostEnded: TriggerEvent = {
	// Other outcomes begin nothing anew: the posts that are watched stay the same.
	filters: () => [],

	async check(poll, state) {
		const wanted = selected(poll.context, outcomes);
		const listed = await listScheduled(poll);
		const known = state.load<Remembered>();
		if (!known) {
			const over = [...listed].filter(([, entry]) => isTerminal(entry));
			const ended = over.map(([id]) => dedupKey(id));
			state.save({ posts: boundedPosts(watchedPosts(listed, { posts: [], ended })), ended });
			return { items: [] };
		}

		const due = watchedPosts(listed, known).filter((post) => !isUpcoming(post, listed));
		const answers = await pollJobs(due, poll);
		// Another poll may have ended meanwhile.
		const { ended, remembered } = settle(listed, answers, state.load() ?? known, poll);
		state.save(remembered);
		const items = ended
			.filter(({ job }) => wanted.includes(String(job.status)))
			.map(({ post, job }) => itemOf(post, job));
		return { items, failure: failureIn(answers) };
	},

	/** Posts that have ended are in no list, so the job is made up. */
	async example(poll) {
		const [[id, entry] = [DOCUMENTED_ENTRY.outputJobId, DOCUMENTED_ENTRY]] =
			await listScheduled(poll);
		const job = {
			isExample: true,
			outputJobId: id,
			status: 'succeeded',
			scheduledFor: entry.scheduledFor ?? DOCUMENTED_ENTRY.scheduledFor,
			permalink: 'https://www.tiktok.com/@example/video/7000000000000000000',
			errorMessage: null,
		};
		return itemOf({ id, entry }, job);
	},
};
