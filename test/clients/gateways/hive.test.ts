import { startHive } from './support/hive.ts';
import { gatewayTests } from './support/suite.ts';

gatewayTests('Hive Gateway', { composer: 'hive', start: startHive(), absence: /^Unexpected error\.$/ });
