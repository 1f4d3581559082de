import type { ServedPlatform } from './served/platform.ts';

const ALLOCATE = `mutation ($input: ReliefAllocateInput!) {
  allocateRelief(input: $input) { problems { code path } allocation { id } } }`;
const RECEIVE = `mutation ($input: ReliefMovementInput!) {
  remitRelief(input: $input) { problems { code path } }
  receiveRelief(input: $input) { problems { code path } } }`;
const CONDITION = `mutation ($input: ReliefConditionInput!) { addReliefCondition(input: $input) { problems { code path } } }`;
const PREPARE = `mutation ($input: ReliefBatchPreparationInput!) {
  prepareReliefBatch(input: $input) { problems { code path } batch { id } } }`;
const ACT = { on: '2026-02-02', documentNumber: '=1+1', documentDay: '2026-01-05', documentTitle: '通知' };

interface Answered {
  readonly allocation: { readonly id: string };
  readonly batch: { readonly id: string };
}

/**
 * Allocates money to the city of a sample, and passes a part of it down to its counties, as its finance officer; prepares
 * a batch of the city's for a household, and returns its id.
 */
export async function allocateSome(served: ServedPlatform, token: string, household: string): Promise<string> {
  const send = async (query: string, input: object) => {
    const { data, errors } = await served.ask(query, { token, variables: { input } });
    const answers = Object.values((data ?? {}) as Record<string, { readonly problems: readonly unknown[] }>);
    if (errors.length > 0 || answers.some(({ problems }) => problems.length > 0))
      throw new Error(JSON.stringify(answers));
    return answers[0] as unknown as Answered;
  };
  const allocate = async (union: string, amount: string, more: object) => {
    const { allocation } = await send(ALLOCATE, { ...ACT, union, amount, ...more });
    await send(RECEIVE, { ...ACT, allocation: allocation.id, amount });
    return allocation.id;
  };
  const money = { source: 'CENTRAL_FINANCE', subFund: 'ASSISTANCE', fundYear: 2026 };
  const from = await allocate('410500', '90000.00', money);
  await send(CONDITION, {
    ...{ allocation: from, startsOn: '2026-02-02', levels: ['NATIONAL', 'MUNICIPAL'], withoutFile: true },
    ...{ documentNumber: '1号', documentDay: '2026-01-05', documentTitle: '通知' },
  });
  await allocate('410502', '30000.00', { from, aidType: 'LIVING' });
  await allocate('410581', '20000.00', { from });
  const period = { basisKind: 'MONTHS', periodFrom: '2026-02-01', periodTo: '2026-02-28' };
  const lines = ['12.00', '3.50'].map((amount) => ({ household, allocation: from, amount, ...period }));
  const { batch } = await send(PREPARE, { union: '410500', aidType: 'WARMTH', amountDocument: '=1+1', lines });
  return batch.id;
}
