import { pageOf, sectionText } from '../page/page.mts';
import { renewed } from '../page/renewed.mts';
import type { Section } from '../page/section.mts';

const target = (aim: string) => ({ aim, measured: `${aim} measured`, met: true });

function section(title: string, aims: string[], text = `How ${title} is measured.`): Section {
	const chart = { name: title, alt: title, spec: {} as Section['chart']['spec'] };
	return { title, command: title, text, chart, tables: [], targets: aims.map(target) };
}

const FIRST = section('First', ['one', 'two']);
const SECOND = section('Second', ['three', 'four']);
const AROUND = { machine: '| | |', tried: 'Some.', took: '1 min' };
const LATER = 'Measured by itself, in a later run than the others.';

/** The aims of the table "In short", in its order, and which measure each row names. */
const short = (page: string) =>
	(page.split('## ')[1] ?? '')
		.split('\n')
		.filter((line) => line.startsWith('|'))
		.slice(2)
		.map((line) => line.split(/ *\| */).slice(1, 3));

test('A measure that is there is replaced, and nothing else is', () => {
	const page = pageOf([FIRST, SECOND], AROUND);
	const now = renewed(page, [section('First', ['five'], 'In another way.')]);
	expect(short(now)).toEqual([
		['[First](#first)', 'five'],
		['[Second](#second)', 'three'],
		['', 'four'],
	]);
	expect(now).toContain('In another way.');
	expect(now).toContain(LATER);
	expect(now).not.toContain('How First is measured.');
	expect(now).toContain(sectionText(SECOND).join('\n\n'));
	expect(now.endsWith(page.slice(page.indexOf('## What was tried')))).toBe(true);
});

test('The last one, too', () => {
	const now = renewed(pageOf([FIRST, SECOND], AROUND), [section('Second', ['five', 'six'])]);
	expect(short(now).map(([, aim]) => aim)).toEqual(['one', 'two', 'five', 'six']);
});

test('A measure that is not there comes after the others', () => {
	const now = renewed(pageOf([FIRST], AROUND), [SECOND]);
	expect(short(now)).toEqual([
		['[First](#first)', 'one'],
		['', 'two'],
		['[Second](#second)', 'three'],
		['', 'four'],
	]);
	expect([...now.matchAll(/^## (.+)$/gm)].map(([, title]) => title)).toEqual([
		'In short',
		'What is compared',
		'First',
		'Second',
		'What was tried',
		'Machine and versions',
	]);
});

test('Once more is as good as once', () => {
	const once = renewed(pageOf([FIRST], AROUND), [SECOND]);
	expect(renewed(once, [SECOND])).toBe(once);
});
