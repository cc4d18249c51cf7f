import { describeResource } from '../operation';
import { cancel } from './cancel';
import { getAll } from './getAll';

export const scheduleDescription = describeResource('schedule', [cancel, getAll], 'getAll');
