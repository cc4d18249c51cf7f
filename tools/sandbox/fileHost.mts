import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Request, RequestHandler, Response } from 'express';

/** The first bytes of an MP4: the box with its type. */
export const MP4_BEGINNING = Buffer.from('\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41', 'latin1');

/** The first bytes of a JPEG, up to the version of JFIF. */
export const JPEG_BEGINNING = Buffer.from('\xff\xd8\xff\xe0\0\x10JFIF\0', 'latin1');

/** A request to the host of files. */
export interface FileRequest {
	/** As sent, with its query. */
	url: string;
	headers: Request['headers'];
	/** Whether the whole answer was sent; missing while it is under way. */
	sentWhole?: boolean;
}

/** How large a file is, in bytes, unless the query says otherwise. */
const USUAL_BYTES = 100_000;
const CHUNK_BYTES = 64 * 1024;

/** A chunk of a slow file comes after so many milliseconds, unless the query says otherwise. */
const USUAL_PAUSE_MS = 200;

const VIDEO = { type: 'video/mp4', beginning: MP4_BEGINNING };
const IMAGE = { type: 'image/jpeg', beginning: JPEG_BEGINNING };

/** What stands in place of a file, under its name. */
const OTHER_CONTENT: Readonly<Record<string, { type: string; text: string }>> = {
	html: {
		type: 'text/html',
		text: '<!doctype html><title>Sign in</title><p>The link has expired.',
	},
	json: { type: 'application/json', text: '{"error":"The link has expired."}' },
	empty: { type: 'video/mp4', text: '' },
	zeros: { type: 'video/mp4', text: '\0'.repeat(1000) },
};

const numberIn = ({ query }: Request, name: string, usual: number) =>
	query[name] === undefined ? usual : Number(query[name]);

/** The content of a file, in chunks: its first bytes say what it is, the rest is empty. */
function* contentOf(beginning: Buffer, bytes: number): Generator<Buffer> {
	yield beginning.subarray(0, bytes);
	for (let left = bytes - beginning.length; left > 0; left -= CHUNK_BYTES) {
		yield Buffer.alloc(Math.min(left, CHUNK_BYTES));
	}
}

/**
 * A host of files that need no key, as drives and buckets give links to them: `/files/NAME` is a file with its length, and
 * `/files/HOW/NAME` one that is sent in another way.
 */
export class FileHost {
	/** Oldest first. */
	requests: FileRequest[] = [];

	clear(): void {
		this.requests = [];
	}

	/** Answers `GET /:how/:name` and `GET /:name`. */
	readonly handler: RequestHandler = async (req, res) => {
		const request: FileRequest = { url: req.originalUrl, headers: req.headers };
		this.requests.push(request);
		res.once('close', () => {
			request.sentWhole = res.writableFinished;
		});
		const isFirst = this.requests.filter(({ url }) => url === request.url).length === 1;
		await answer(req, res, isFirst);
	};
}

async function answer(req: Request, res: Response, isFirst: boolean): Promise<void> {
	const { how = 'whole', name = '' } = req.params as Record<string, string>;
	const other = OTHER_CONTENT[how];
	if (other) {
		res.set('Content-Type', other.type).send(other.text);
		return;
	}
	if (/^\d{3}$/.test(how)) {
		res.status(Number(how)).set('Content-Type', 'application/json').send('{"error":"secret body"}');
		return;
	}
	const { search } = new URL(req.originalUrl, 'http://files.test');
	const plain = `/files/${encodeURIComponent(name)}${search}`;
	if (how === 'redirect') {
		res.redirect(plain);
		return;
	}
	// The same computer by its other name is another origin.
	if (how === 'elsewhere') {
		const other = req.hostname === 'localhost' ? '127.0.0.1' : 'localhost';
		res.redirect(`http://${other}:${String(req.socket.localPort)}${plain}`);
		return;
	}
	if (how === 'circle') {
		res.redirect(req.originalUrl);
		return;
	}
	if (how === 'file') {
		res.redirect('file:///etc/passwd');
		return;
	}
	if (how === 'unavailableOnce' && isFirst) {
		res.sendStatus(503);
		return;
	}
	await sendFile(req, res, how === 'resetOnce' && isFirst ? 'reset' : how);
}

async function sendFile(req: Request, res: Response, how: string): Promise<void> {
	const { type, beginning } = /\.jpe?g$/.test(req.path) ? IMAGE : VIDEO;
	const bytes = numberIn(req, 'bytes', USUAL_BYTES);
	const pauseMs = numberIn(req, 'pauseMs', USUAL_PAUSE_MS);
	res.set('Content-Type', type);
	const isAskedToCompress = /gzip/.test(String(req.headers['accept-encoding']));
	if (how === 'forcedGzip' || (how === 'gzip' && isAskedToCompress)) {
		const packed = gzipSync(Buffer.concat([...contentOf(beginning, bytes)]));
		res.set('Content-Encoding', 'gzip').set('Content-Length', String(packed.length)).end(packed);
		return;
	}
	// Without both, the end of the connection is that of the file.
	if (how === 'unbounded') res.useChunkedEncodingByDefault = false;
	else if (how !== 'chunked') res.set('Content-Length', String(bytes));

	const sent = async function* () {
		let left = bytes;
		for (const chunk of contentOf(beginning, bytes)) {
			if (left <= bytes / 2) {
				if (how === 'stalled') await once(res, 'close');
				if (how === 'cut') res.req.socket.destroy();
				if (how === 'reset') res.req.socket.resetAndDestroy();
			}
			if (how === 'slow') await sleep(pauseMs);
			left -= chunk.length;
			yield chunk;
		}
	};
	// A client may leave at any time.
	await pipeline(sent, res).catch(() => undefined);
}
