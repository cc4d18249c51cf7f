import { describeResource } from '../operation';
import { get } from './get';
import { wait } from './wait';

export const jobDescription = describeResource('job', [get, wait]);
