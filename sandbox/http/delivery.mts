import type { Response } from 'express';
import type { Answer } from '../endpoints/call.mts';

/** How a request ends. Only an answer is checked against the OpenAPI document; the rest comes of faults. */
export type Delivery =
	| { how: 'answer'; answer: Answer }
	| { how: 'raw'; status: number; headers: Record<string, string>; text: string }
	| { how: 'cut'; answer: Answer }
	| { how: 'reset' };

/** Ends the request as told. */
export function deliver(res: Response, delivery: Delivery): void {
	switch (delivery.how) {
		case 'answer':
			return sendAnswer(res, delivery.answer);
		case 'raw':
			// Not through Express, which would add a content type to an empty body.
			res.writeHead(delivery.status, {
				...delivery.headers,
				'Content-Length': Buffer.byteLength(delivery.text),
			});
			res.end(delivery.text);
			return;
		case 'cut':
			return sendHalf(res, delivery.answer);
		case 'reset':
			res.req.socket.resetAndDestroy();
	}
}

function sendAnswer(res: Response, { status, headers = {}, body }: Answer): void {
	res.status(status).set(headers);
	if (body === undefined) res.end();
	else res.json(body);
}

/** Promises the whole body, sends the first half of it and closes the connection. */
function sendHalf(res: Response, { status, headers = {}, body }: Answer): void {
	const text = Buffer.from(JSON.stringify(body ?? { cancelled: true }));
	res.writeHead(status === 204 ? 200 : status, {
		...headers,
		'Content-Type': 'application/json; charset=utf-8',
		'Content-Length': text.length,
	});
	res.write(text.subarray(0, Math.floor(text.length / 2)), () => res.req.socket.destroy());
}
