import { getMany } from '../../../shared/operations/read';
import { listFields } from '../../fields/limit';
import { operation } from '../operation';

export const getAll = operation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many TikTok accounts',
	description: 'List the TikTok accounts that are connected to your Wonda account',
	route: { method: 'GET', url: '/tiktok/accounts' },
	kind: 'read',
	work: getMany,
	fields: listFields,
});
