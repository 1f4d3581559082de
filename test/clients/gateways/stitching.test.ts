import { startStitching } from './support/stitching.ts';
import { gatewayTests } from './support/suite.ts';

const absence = /^Cannot return null for non-nullable field (Person|Household)\./;
gatewayTests('schema stitching', { composer: 'apollo', start: startStitching(), absence });
