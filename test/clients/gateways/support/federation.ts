import { platform } from '../../support/platform.ts';
import { COMPOSERS } from './compose.ts';
import type { Gateway, StartGateway } from './gateway.ts';
import { civilRoot, housingRoot, type ReliefRecord, SDL } from './partners.ts';
import { contractAt, FAR, householdsOf, type Known, NEAR } from './persons.ts';
import { type Proxy, startPartner, startProxy, type SubgraphServer } from './servers.ts';

const FAR_COUNT = 12;
/** Keys that a partner may have wrong: of no form, and of none of ours. */
const WRONG_IDS = ['not an id', '0190a000-0000-7000-8000-000000000000', "' or 1=1 --"];

/** Our subgraph, those of two partners, and a gateway before all three. */
export interface Federation {
  readonly gateway: Gateway;
  /** What the gateway takes for our subgraph. */
  readonly bangfu: Proxy;
  readonly civil: SubgraphServer;
  readonly housing: SubgraphServer;
  /** Whose households a clerk of the county sees, and whose not; civil affairs has a record of each, in this order. */
  readonly near: readonly Known[];
  readonly far: readonly Known[];
  readonly benefits: ReadonlyMap<string, number>;
  /** Another gateway over the same subgraphs. */
  readonly startOther: (start: StartGateway, more?: { readonly key?: string }) => Promise<Gateway>;
  readonly close: () => Promise<void>;
}

export async function startFederation(composer: keyof typeof COMPOSERS, start: StartGateway): Promise<Federation> {
  const near = await householdsOf(NEAR);
  const far = (await householdsOf(FAR)).slice(0, FAR_COUNT);
  const records = [...near.slice(0, 2), ...far, ...near.slice(2)].map(recordOf);
  const benefits = new Map(near.slice(0, 20).map(({ householdId }, at) => [householdId, 100 + at]));
  const bangfu = await startProxy(platform().url);
  const civil = await startPartner(SDL.civil, civilRoot([WRONG_RECORD, ...records]));
  const housing = await startPartner(SDL.housing, housingRoot(benefits, WRONG_IDS));
  const { supergraph } = COMPOSERS[composer]({ bangfu: bangfu.url, civil: civil.url, housing: housing.url });
  const startOther: Federation['startOther'] = (startIt, more) =>
    startIt(supergraph, { ...contractAt(bangfu.url), ...more });
  const gateway = await startOther(start);
  return {
    ...{ gateway, bangfu, civil, housing, near, far, benefits, startOther },
    close: async () => {
      await gateway.close();
      await Promise.all([bangfu, civil, housing].map((server) => server.close()));
    },
  };
}

/** The first record of civil affairs: its keys are nobody's. */
const WRONG_RECORD: ReliefRecord = { programme: 'WRONG', token: 'no token', fileNumber: '不是编号' };

function recordOf({ token, fileNumber }: Known, at: number): ReliefRecord {
  return { programme: `P${at}`, token, fileNumber };
}
