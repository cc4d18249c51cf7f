import type { Page } from 'playwright-core';

/** A part of a page. */
export type Clip = NonNullable<NonNullable<Parameters<Page['screenshot']>[0]>['clip']>;

/** A canvas that has not moved for so many milliseconds stays where it is. */
const REST_MS = 300;
/** Around the nodes of a canvas, in pixels. */
const MARGIN = 32;

/** The part of a page that `canvasOf` gives, once the editor has moved the canvas to where it stays. */
export async function canvasAtRest(page: Page): Promise<Clip> {
	let before = await canvasOf(page);
	for (;;) {
		await page.waitForTimeout(REST_MS);
		const now = await canvasOf(page);
		const isStill = JSON.stringify(now) === JSON.stringify(before);
		if (isStill && now.width > 0 && now.height > 0) return now;
		before = now;
	}
}

/** The part of a page that the nodes and notes of a canvas take up, their names included, with a margin. */
async function canvasOf(page: Page): Promise<Clip> {
	const boxes = await page
		.locator('#canvas [data-node-name][data-node-type]')
		.evaluateAll((nodes) =>
			nodes
				// And its smallest parts; the ones around those have room for buttons that nobody sees.
				.flatMap((node) => [node, ...node.querySelectorAll(':not(:has(*))')])
				.filter((part) => part.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }))
				.map((part) => part.getBoundingClientRect())
				.filter(({ width, height }) => width > 0 && height > 0)
				.map(({ left, top, right, bottom }) => ({ left, top, right, bottom })),
		);
	const canvas = await page.locator('#canvas').boundingBox();
	if (!canvas) throw new Error('There is no canvas.');
	const [maxX, maxY] = [canvas.x + canvas.width, canvas.y + canvas.height];
	const x = Math.max(canvas.x, Math.floor(Math.min(...boxes.map(({ left }) => left)) - MARGIN));
	const y = Math.max(canvas.y, Math.floor(Math.min(...boxes.map(({ top }) => top)) - MARGIN));
	const right = Math.min(maxX, Math.ceil(Math.max(...boxes.map((box) => box.right)) + MARGIN));
	const bottom = Math.min(maxY, Math.ceil(Math.max(...boxes.map((box) => box.bottom)) + MARGIN));
	return { x, y, width: right - x, height: bottom - y };
}
