import {
	requestOptionsProblem,
	type RequestOptions,
} from '../../../nodes/shared/validation/requestOptions';

const batching = (batch: object) => ({ batching: { batch } });

test.each<[name: string, options: RequestOptions]>([
	['none', {}],
	['all of them', { ...batching({ batchSize: 5, batchInterval: 1000 }), timeout: 10_000 }],
	['no batching', batching({ batchSize: -1 })],
	['numbers as texts', { ...batching({ batchSize: '5' }), timeout: '10000' }],
	['a proxy with a password', { proxy: 'http://user:pass@proxy.example.com:3128' }],
	['an empty proxy', { proxy: '' }],
])('%s can be used', (_name, options) => {
	expect(requestOptionsProblem(options)).toBeUndefined();
});

test.each<[option: string, options: RequestOptions]>([
	['Timeout', { timeout: -5 }],
	['Timeout', { timeout: 1e12 }],
	['Timeout', { timeout: 'soon' }],
	['Timeout', { timeout: null }],
	['Items per Batch', batching({ batchSize: 'ten' })],
	['Batch Interval', batching({ batchInterval: -1 })],
	['Batch Interval', batching({ batchInterval: 'a second' })],
	['Proxy', { proxy: 'proxy.example.com' }],
	['Proxy', { proxy: 'http://proxy.example.com' }],
	['Proxy', { proxy: 'socks://proxy.example.com:1080' }],
	['Proxy', { proxy: 'http://[:3128' }],
	['Proxy', { proxy: 3128 }],
])('%s is refused: %j', (option, options) => {
	expect(requestOptionsProblem(options)).toContain(`${option} (Request Options) must be`);
});
