/**
 * Ends everything, one after the other, where a step fails as well.
 *
 * @throws what the steps threw.
 */
export async function endAll(steps: readonly (() => unknown)[]): Promise<void> {
	const errors: unknown[] = [];
	for (const step of steps) {
		try {
			await step();
		} catch (error) {
			errors.push(error);
		}
	}
	if (errors.length === 1) throw errors[0];
	if (errors.length > 1) throw new AggregateError(errors, errors.map(String).join('\n'));
}
