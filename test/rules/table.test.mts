import { FILE_RULES } from '../../nodes/shared/files/fileRules';
import { RULES } from '../../nodes/shared/rules/table';
import { parametersOf, SCREENS } from '../support/screens.mts';

const rules = { ...RULES, ...FILE_RULES };

/** Every parameter of every screen; a collection is nothing but what was added to it. */
const parameters = SCREENS.flatMap(({ resource, operation }) =>
	parametersOf(resource, operation)
		.filter(({ property }) => property.type !== 'collection')
		.map((parameter) => ({ ...parameter, resource, operation })),
);

test.each(parameters)(
	'$path of $resource > $operation has a rule, under the label of the screen',
	({ path, property }) => {
		expect(rules[path]?.label).toBe(property.displayName);
	},
);

test('there is no rule for what no screen has', () => {
	const paths = new Set(parameters.map(({ path }) => path));
	expect(Object.keys(rules).filter((path) => !paths.has(path))).toEqual([]);
});

test.each(parameters.filter(({ property }) => property.routing?.send?.property))(
	'$path of $resource > $operation is checked where it goes out',
	({ path, property }) => {
		const { sent, as = [path.split('.').at(-1)] } = rules[path] ?? {};
		const { type, property: name } = property.routing?.send ?? {};
		expect(sent).toBe(type === 'query' ? 'qs' : 'body');
		expect(as).toContain(name);
	},
);

test('a rule that looks at other fields stands below theirs', () => {
	const paths = Object.keys(RULES);
	const below = (path: string, ...others: string[]) => {
		for (const other of others) expect(paths.indexOf(path)).toBeGreaterThan(paths.indexOf(other));
	};
	below('scheduledAt', 'timezone', 'additionalFields.timezone');
	below('additionalFields.brandedContent', 'privacyLevel', 'additionalFields.postMode');
	below('additionalFields.coverIndex', 'mediaIds');
	below('limit', 'returnAll');
});
