import type { EditorPage } from '../support/editorPage.mts';

const MONTHS_AHEAD = 2;

/**
 * Picks a date with the mouse in n8n's date picker, and types the time.
 *
 * @param parameter name of the field.
 * @param date such as 2027-01-31, in this month or one of the next two.
 * @param time such as 18:30:00.
 * @throws where the picker does not reach that month.
 */
export async function pickTime(
	editor: EditorPage,
	parameter: string,
	date: string,
	time: string,
): Promise<void> {
	const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
	const heading = new Date(Date.UTC(year, month - 1)).toLocaleString('en', {
		month: 'long',
		timeZone: 'UTC',
	});
	await editor.field(parameter).locator('input').click();
	const panel = editor.page.locator('.el-picker-panel').filter({ visible: true });
	const shown = async () =>
		(await panel.locator('.el-date-picker__header-label').allInnerTexts()).join(' ').trim();
	const isThere = async () => {
		const text = await shown();
		return text.includes(String(year)) && text.includes(heading);
	};
	// Until it is drawn, no month is shown, and it would be taken for another one.
	await panel.locator('.el-date-picker__header-label').first().waitFor();
	for (let step = 0; step < MONTHS_AHEAD && !(await isThere()); step++) {
		await panel.getByRole('button', { name: 'Next Month' }).click();
	}
	if (!(await isThere())) throw new Error(`The date picker shows ${await shown()}, not ${date}.`);
	await panel.locator('td.available, td.today').getByText(String(day), { exact: true }).click();
	await panel.getByPlaceholder('Select time').fill(time);
	await panel.getByPlaceholder('Select time').press('Enter');
	await panel.locator('.el-picker-panel__footer').getByRole('button', { name: 'OK' }).click();
	await panel.waitFor({ state: 'hidden' });
}
