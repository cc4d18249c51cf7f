import type { Locator, Page } from 'playwright-core';

/** The result of a click is there within a second; a busy machine may take much longer. */
const WITHIN_MS = 60_000;

/** A page of n8n's editor, and what a user does there. */
export class EditorPage {
	/** Errors in the browser's console, without those of requests to the outside world. */
	readonly errors: string[] = [];

	constructor(
		readonly page: Page,
		private readonly url: string,
	) {
		page.setDefaultTimeout(WITHIN_MS);
		page.on('pageerror', (error) => this.errors.push(String(error)));
		page.on('console', (message) => {
			const from = message.location().url;
			if (message.type() === 'error' && (from === '' || from.startsWith(url))) {
				this.errors.push(`${message.text()} (${from})`);
			}
		});
	}

	/** The fields of the node that is open. */
	get parameters(): Locator {
		return this.page.getByTestId('node-parameters');
	}

	/** The right part of the node that is open. */
	get output(): Locator {
		return this.page.getByTestId('output-panel');
	}

	get stopButton(): Locator {
		return this.page.getByTestId('stop-execution-button');
	}

	async openWorkflow(id: string): Promise<void> {
		await this.page.goto(`${this.url}/workflow/${id}`, { waitUntil: 'commit' });
		await this.page.getByTestId('canvas-node').first().waitFor();
	}

	async newWorkflow(): Promise<void> {
		await this.page.goto(`${this.url}/workflow/new`, { waitUntil: 'commit' });
		await this.page.getByTestId('node-creator-plus-button').waitFor();
	}

	/** A node or a note on the canvas. */
	node(name: string): Locator {
		return this.page.getByTestId('canvas').locator(`[data-node-name="${name}"][data-node-type]`);
	}

	/** Opens a node of the canvas. */
	async openNode(name: string): Promise<void> {
		await this.node(name).dblclick();
		await this.parameters.waitFor();
	}

	/** Opens a workflow and a node in it. */
	async openNodeOf(workflowId: string, name: string): Promise<void> {
		await this.openWorkflow(workflowId);
		await this.openNode(name);
	}

	/** Runs the workflow of the canvas. */
	async executeWorkflow(): Promise<void> {
		await this.page.getByTestId('execute-workflow-button').click();
	}

	/** Runs the node that is open, and what comes before it. */
	async executeStep(): Promise<void> {
		await this.page.getByTestId('node-execute-button').click();
	}

	/** Runs the node that is open, and waits for its success. */
	async executeStepWell(): Promise<void> {
		await this.executeStep();
		await this.output.getByTestId('node-run-status-success').waitFor();
	}

	/** The input of a field, by the parameter's name. */
	field(parameter: string): Locator {
		return this.page.getByTestId(`parameter-input-${parameter}`);
	}

	/** The text of a field that holds an expression, or that picks from a list. */
	async shown(parameter: string): Promise<string> {
		const field = this.field(parameter);
		const expression = field.getByTestId('inline-expression-editor-input');
		// Not the first input of a resource locator, which chooses the mode.
		const input = field.getByTestId('rlc-input');
		await expression.or(input).first().waitFor();
		return (await expression.count()) > 0 ? await expression.innerText() : await input.inputValue();
	}

	/** Switches a resource locator from its ID to its list, and opens it. Out: its entries. */
	async openList(parameter: string): Promise<Locator> {
		await this.field(parameter).getByTestId('rlc-mode-selector').click();
		await this.option('From list').click();
		await this.field(parameter).getByTestId('rlc-input').click();
		return this.page.getByTestId('rlc-item');
	}

	/** Chooses an option of a list by its text. */
	async choose(parameter: string, option: string): Promise<void> {
		await this.field(parameter).click();
		await this.option(option).click();
	}

	/** Turns a switch on or off. */
	async turn(parameter: string, on: boolean): Promise<void> {
		const toggle = this.field(parameter).getByRole('switch');
		// The input itself is invisible; the element around it takes the click.
		if ((await toggle.isChecked()) !== on) await toggle.locator('xpath=..').click();
	}

	/** An entry of the list that is open. */
	option(text: string): Locator {
		const { page } = this;
		const plain = page.getByRole('option', { name: text, exact: true });
		const described = page
			.getByRole('option')
			.filter({ has: page.getByText(text, { exact: true }) });
		return plain.or(described);
	}

	/** The name and label of every visible field, in their order. */
	async fields(): Promise<[name: string, label: string][]> {
		const labels = this.parameters.locator('label[for]').filter({ visible: true });
		return await labels.evaluateAll((found) =>
			found.map((label) => [
				label.getAttribute('for') ?? '',
				label.querySelector('.n8n-text')?.textContent?.trim() ?? '',
			]),
		);
	}

	/** The types of the inputs whose value contains a text: the page's HTML does not show values. */
	async inputsHolding(text: string): Promise<string[]> {
		const inputs = this.page.locator('input, textarea, select');
		return await inputs.evaluateAll(
			(found, part) =>
				(found as unknown as { value: string; type: string }[])
					.filter(({ value }) => value.includes(part))
					.map(({ type }) => type),
			text,
		);
	}

	/**
	 * Drags one element onto another with the mouse, and holds it there until `arrived`: a sortable list takes no move while its
	 * entries glide to their new places.
	 */
	async drag(
		from: Locator,
		to: Locator,
		arrived: () => Promise<boolean> = async () => true,
	): Promise<void> {
		const { mouse } = this.page;
		await from.hover();
		await mouse.down();
		const box = await to.boundingBox();
		if (!box) throw new Error('The target is not visible.');
		// In steps: n8n takes a single move for a click.
		const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
		await mouse.move(x, y, { steps: 15 });
		for (let nudge = 1; !(await arrived()); nudge++) {
			await mouse.move(x + (nudge % 2), y);
			await this.page.waitForTimeout(20);
		}
		await mouse.up();
	}

	async close(): Promise<void> {
		await this.page.close();
	}
}
