import { pageOf, replaceSections, type Section, sectionText } from '../page.mts';

function section(title: string, text = `How ${title} was measured.`): Section {
	const targets = [{ aim: `${title} is fast`, measured: '1 s', met: true }];
	return { name: title, title, text, tables: ['| a |'], targets };
}

const FIRST = section('First');
const SECOND = section('Second');
const AROUND = { machine: '| | |', took: '1 min' };

test.each([
	['a measure', [FIRST, SECOND], section('First', 'Measured again.')],
	['the last measure', [FIRST, SECOND], section('Second', 'Measured again.')],
])('Replaces %s and nothing else', (_, sections, renewed) => {
	const before = pageOf(sections, AROUND);
	const old = sections.find(({ title }) => title === renewed.title) ?? FIRST;
	expect(replaceSections(before, [renewed])).toBe(
		before.replace(sectionText(old), sectionText(renewed)),
	);
});

test('Adds a new measure after the others', () => {
	expect(replaceSections(pageOf([FIRST], AROUND), [SECOND])).toBe(pageOf([FIRST, SECOND], AROUND));
});

test('Refuses a text without the end of the page', () => {
	expect(() => replaceSections('# Something else', [FIRST])).toThrow('Machine and versions');
});
