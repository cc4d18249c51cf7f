import type { INodeProperties } from 'n8n-workflow';

import { allChosen, chosen, valuesOf } from '../../nodes/WondaTikTokTrigger/chosen';
import { kind, outcomes, source, triggerOn } from '../../nodes/WondaTikTokTrigger/fields';
import type { Failure } from '../../nodes/shared/failures/failure';
import { answer } from '../operations/loop.mts';
import { Poller } from './poller.mts';

/** A trigger with one value in a field, or none. */
function contextWith({ name }: INodeProperties, ...values: unknown[]) {
	const poller = new Poller(() => answer([]));
	if (values.length > 0) poller.parameters = { [name]: values[0] as string };
	return poller.context;
}

const failureOf = (work: () => unknown): Failure => {
	try {
		work();
	} catch (error) {
		return error as Failure;
	}
	throw new Error('It did not fail');
};

test.each([
	['Trigger On', triggerOn, ['newMedia', 'scheduledPostEnded']],
	['Kind', kind, ['any', 'audio', 'image', 'video']],
	[
		'Source',
		source,
		['any', 'editor_output', 'import', 'model_generated', 'scrape', 'user_upload'],
	],
	['Outcomes', outcomes, ['canceled', 'failed', 'succeeded']],
])('%s offers what is documented', (_name, field, values) => {
	expect(valuesOf(field)).toEqual(values);
});

test('A field without options offers nothing', () => {
	expect(valuesOf({ ...kind, options: undefined })).toStrictEqual([]);
});

test.each([
	['Trigger On', triggerOn, 'newMedia'],
	['Kind', kind, 'video'],
	['Source', source, 'any'],
])('%s has a value where nothing was chosen', (_name, field, value) => {
	expect(chosen(contextWith(field), field)).toBe(value);
});

test('Outcomes are two where nothing was chosen', () => {
	expect(allChosen(contextWith(outcomes), outcomes)).toEqual(['succeeded', 'failed']);
});

test.each<[unknown, string[]]>([
	['canceled', ['canceled']],
	[['canceled'], ['canceled']],
	[
		['succeeded', 'canceled', 'failed'],
		['succeeded', 'canceled', 'failed'],
	],
])('Outcomes may be %j', (value, values) => {
	expect(allChosen(contextWith(outcomes, value), outcomes)).toEqual(values);
});

test.each<[unknown, string]>([
	[[], 'empty'],
	['', 'empty'],
	[null, 'empty'],
	[['succeeded', null], 'empty'],
	[['succeeded', 'success'], '“success”'],
	[['Failed'], '“Failed”'],
	[' failed', '“failed”'],
	['constructor', '“constructor”'],
	[5, '5'],
	[{ a: 1 }, '{"a":1}'],
	[[['failed']], '["failed"]'],
	['x'.repeat(101), `“${'x'.repeat(100)}…”`],
])('Outcomes may not be %j', (value, shown) => {
	const failure = failureOf(() => allChosen(contextWith(outcomes, value), outcomes));
	expect(failure.kind).toBe('invalid');
	expect(failure.message).toBe(
		`Outcomes must be one of canceled, failed, succeeded, but is ${shown}`,
	);
	expect(failure.facts.description).toBe('Choose Outcomes from the list.');
});

test('One option is read like several', () => {
	expect(chosen(contextWith(kind, 'any'), kind)).toBe('any');
	expect(failureOf(() => chosen(contextWith(kind, 'film'), kind)).message).toBe(
		'Kind must be one of any, audio, image, video, but is “film”',
	);
});
