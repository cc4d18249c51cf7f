// The smallest node once more, with as many requests at once as this project's node sends: ten.
const { Smallest } = require('./Smallest.node.cjs');

const waiting = [];
let free = 10;

/** Waits for a free place, and hands it on afterwards. */
async function inPlace(work) {
	if (free > 0) free -= 1;
	else await new Promise((resolve) => waiting.push(resolve));
	try {
		return await work();
	} finally {
		const next = waiting.shift();
		if (next) next();
		else free += 1;
	}
}

exports.Limited = class {
	constructor() {
		const { description } = new Smallest();
		const [first, ...others] = description.properties;
		const routing = { send: { ...first.routing.send, paginate: true } };
		this.description = {
			...description,
			displayName: 'Limited',
			name: 'limited',
			properties: [{ ...first, routing }, ...others],
			requestOperations: {
				async pagination(request) {
					return await inPlace(() => this.makeRoutingRequest(request));
				},
			},
		};
	}
};
