import { startHive } from './support/hive.ts';
import { gatewayTests } from './support/suite.ts';

gatewayTests('Hive Gateway', 'hive', startHive());
