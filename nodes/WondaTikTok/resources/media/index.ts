import { describeResource } from '../operation';
import { upload } from './upload';

export const mediaDescription = describeResource('media', [upload]);
