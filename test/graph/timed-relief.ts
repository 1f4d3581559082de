type Call = (mutation: string, type: string, input: object) => readonly [string, object];

/** The ids that acts on allocations take, each in a call of its mutation. */
export function reliefIds(
  call: Call,
  today: string,
): Readonly<Record<string, (id: string) => readonly [string, object]>> {
  const document = { documentNumber: '1号', documentDay: today, documentTitle: '通知' };
  const act = { ...document, amount: '1.00', on: today };
  const condition = { ...document, startsOn: today, levels: ['NATIONAL'] };
  return {
    'ReliefAllocateInput.from': (from) => call('allocateRelief', 'ReliefAllocate', { ...act, union: '410500', from }),
    'ReliefConditionInput.allocation': (allocation) =>
      call('addReliefCondition', 'ReliefCondition', { ...condition, allocation }),
    'ReliefMovementInput.allocation': (allocation) => call('remitRelief', 'ReliefMovement', { ...act, allocation }),
    'ReliefReversalInput.act': (id) =>
      call('reverseRelief', 'ReliefReversal', { act: id, on: '2026-02-02', reason: '误登' }),
  };
}
