import { madeFromNow, outOfDate } from '../../e2e/pictures/pictures.mts';

// They are taken in the real n8n, in minutes; whether they are out of date is told at once.
test('The pictures of the pages show what there is now', async () => {
	expect(await outOfDate(await madeFromNow())).toEqual([]);
});
