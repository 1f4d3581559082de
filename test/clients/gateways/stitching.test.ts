import { startStitching } from './support/stitching.ts';
import { gatewayTests } from './support/suite.ts';

gatewayTests('schema stitching', 'apollo', startStitching);
