import { describeResource } from '../operation';
import { publish } from './publish';

export const carouselDescription = describeResource('carousel', [publish]);
