// The smallest declarative node that sends the same posts as Video > Publish: its cost is the engine's own.
const field = (name) => ({
	displayName: name,
	name,
	type: 'string',
	default: '',
	routing: { send: { type: 'body', property: name } },
});

exports.Smallest = class {
	description = {
		displayName: 'Smallest',
		name: 'smallest',
		group: ['output'],
		version: 1,
		description: 'Publishes a video',
		defaults: { name: 'Smallest' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: 'wondaApi', required: true }],
		requestDefaults: {
			baseURL: '={{ $credentials.baseUrl }}',
			method: 'POST',
			url: '/publish/tiktok',
		},
		properties: ['tiktokAccountId', 'mediaId', 'caption', 'privacyLevel'].map(field),
	};
};
