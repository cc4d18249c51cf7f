import { getOne } from '../../../shared/operations/read';
import { mediaId } from '../../fields/mediaId';
import { operation } from '../operation';

export const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get media',
	description: 'Get one file from your Wonda media library',
	route: { method: 'GET', url: '/media/{mediaId}' },
	kind: 'read',
	work: getOne,
	fields: [mediaId],
});
