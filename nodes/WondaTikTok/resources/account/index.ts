import { describeResource } from '../operation';
import { getAll } from './getAll';

export const accountDescription = describeResource('account', [getAll]);
