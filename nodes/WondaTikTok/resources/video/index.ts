import { describeResource } from '../operation';
import { publish } from './publish';
import { schedule } from './schedule';

export const videoDescription = describeResource('video', [publish, schedule]);
