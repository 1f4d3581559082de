import { startApollo } from './support/apollo.ts';
import { gatewayTests } from './support/suite.ts';

gatewayTests('`@apollo/gateway`', { composer: 'apollo', start: startApollo() });
