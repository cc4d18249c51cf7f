import { Failure, stopped, type FailureKind } from '../../nodes/shared/failures/failure';

const failure = (kind: FailureKind, description = 'What was found.') =>
	new Failure(kind, { message: 'What happened', description, httpStatus: 500 });

test('Its message ends with the words of the service, where there are any', () => {
	const { facts } = failure('refused');
	expect(new Failure('refused', facts).message).toBe('What happened');
	expect(new Failure('refused', { ...facts, words: '' }).message).toBe('What happened');
	expect(new Failure('refused', { ...facts, words: 'no' }).message).toBe('What happened: no');
});

test('What is told anew keeps all that is not', () => {
	const anew = failure('refused').with({ message: 'Other words', outputJobId: 'job' });
	expect(anew).toMatchObject({
		kind: 'refused',
		message: 'Other words',
		facts: {
			message: 'Other words',
			description: 'What was found.',
			httpStatus: 500,
			outputJobId: 'job',
		},
	});
	expect(failure('refused').with({}, 'broken').kind).toBe('broken');
});

test('Where the outcome is not known, what to do comes first; elsewhere nothing changes', () => {
	const broken = failure('broken').whereBroken('Look first.');
	expect(broken).toMatchObject({
		kind: 'broken',
		facts: {
			message: 'What happened',
			description: 'Look first. What was found.',
			httpStatus: 500,
		},
	});
	const kinds = ['invalid', 'refused', 'limited', 'unreached', 'stopped', 'ended'] as const;
	for (const kind of kinds) {
		expect(failure(kind).whereBroken('Look first.').facts.description).toBe('What was found.');
	}
});

test('Advice stands at the end, also where there was nothing before it', () => {
	const advised = failure('refused').advising('Then do this.');
	expect(advised.facts.description).toBe('What was found. Then do this.');
	expect(advised.facts.httpStatus).toBe(500);
	expect(failure('refused', '').advising('Then do this.').facts.description).toBe('Then do this.');
});

test('After a stop nothing more was sent', () => {
	expect(stopped()).toMatchObject({
		kind: 'stopped',
		message: 'The execution was stopped',
		facts: { description: 'Nothing more was sent.' },
	});
});
