import { NOBODY } from '../../src/graph/arguments/ids.ts';

type Call = (mutation: string, type: string, input: object) => readonly [string, object];

/** The ids that acts on allocations take, each in a call of its mutation. */
export function reliefIds(
  call: Call,
  today: string,
): Readonly<Record<string, (id: string) => readonly [string, object]>> {
  const document = { documentNumber: '1号', documentDay: today, documentTitle: '通知' };
  const act = { ...document, amount: '1.00', on: today };
  const condition = { ...document, startsOn: today, levels: ['NATIONAL'] };
  const line = { amount: '1.00', basisKind: 'MONTHS', periodFrom: '2026-01-01', periodTo: '2026-01-31' };
  const prepare = (given: object) => {
    const whose = { household: NOBODY, allocation: NOBODY, ...given };
    return call('prepareReliefBatch', 'ReliefBatchPreparation', {
      ...{ union: '410500', aidType: 'LIVING', lines: [{ ...line, ...whose }] },
    });
  };
  const reason = '误';
  return {
    'ReliefBatchLineInput.household': (household) => prepare({ household }),
    'ReliefBatchLineInput.member': (member) => prepare({ member }),
    'ReliefBatchLineInput.allocation': (allocation) => prepare({ allocation }),
    'ReliefLinesStrikeInput.batch': (batch) =>
      call('strikeReliefLines', 'ReliefLinesStrike', { batch, lines: [1], reason }),
    'ReliefBatchSubmissionInput.batch': (batch) =>
      call('submitReliefBatch', 'ReliefBatchSubmission', { batch, minutesNumber: '1号', payBy: today }),
    'ReliefBatchStepInput.batch': (batch) => call('reviewReliefBatch', 'ReliefBatchStep', { batch }),
    'ReliefBatchRejectionInput.batch': (batch) => call('rejectReliefBatch', 'ReliefBatchRejection', { batch, reason }),
    'ReliefAllocateInput.from': (from) => call('allocateRelief', 'ReliefAllocate', { ...act, union: '410500', from }),
    'ReliefConditionInput.allocation': (allocation) =>
      call('addReliefCondition', 'ReliefCondition', { ...condition, allocation }),
    'ReliefMovementInput.allocation': (allocation) => call('remitRelief', 'ReliefMovement', { ...act, allocation }),
    'ReliefReversalInput.act': (id) =>
      call('reverseRelief', 'ReliefReversal', { act: id, on: '2026-02-02', reason: '误登' }),
  };
}
