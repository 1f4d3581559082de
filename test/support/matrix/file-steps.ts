import { insertNationalEntry } from '../../../src/archive/national/national-entry.store.ts';
import type { StatedWork } from '../../../src/archive/jurisdiction/derive-filing.ts';
import type { Step } from '../../../src/archive/procedure/course/step.ts';
import { insertFileStep } from '../../../src/archive/procedure/steps/file-step.store.ts';
import type { Sql } from '../../../src/database/database.ts';
import { newId } from '../../../src/database/ids.ts';
import { insertChange } from '../../../src/database/time/change-log.ts';
import type { ArchiveFileState } from '../../../src/registry/file/archive-file.ts';
import { moveFile } from '../../../src/registry/file/move-file.ts';
import { storedOf } from '../acts.ts';
import type { Deps } from '../../../src/usecase/command.ts';
import { DAY } from '../register-household.ts';
import type { HouseholdKey, World } from './world.ts';

/** A file that has only the step with which it was opened, and a decision on its household. */
interface Opened {
  readonly fileId: string;
  readonly householdId: string;
  readonly receiptId: string;
  /** Who took the steps: no viewer of the matrix, who might then not take others. */
  readonly actorId: string;
  readonly unionId: string;
}

/** Gives a file steps that name all that steps can name, in the order of their acts; it is publicised after the last one. */
export async function giveSteps(deps: Deps, opened: Opened): Promise<void> {
  const { dataKey } = await storedOf(deps, opened.householdId);
  await deps.database.transaction((sql) => writeAll(sql, opened, dataKey));
}

async function writeAll(
  sql: Sql,
  { fileId, householdId, receiptId, actorId, unionId }: Opened,
  householdKey: Parameters<typeof insertFileStep>[2]['householdKey'],
): Promise<void> {
  const by = { actorId, purpose: '测试' };
  const objectionId = newId();
  const head = { actorId, body: 'FILING', unionId, on: DAY(2026, 6, 16), document: '1号', note: 'step note' } as const;
  const papers = { notice: '2号', proof: 'step proof' };
  const content = { name: 'step name', unit: 'step unit', category: 'BELOW_STANDARD_AIDED' } as const;
  const contact = {
    receivingOffice: '办',
    supervisionPhone: '0372',
    supervisionEmail: 'a@b',
    supervisionAddress: '路',
  };
  const publicity = { content, contact, until: DAY(2026, 6, 30), checkReport: '3号', receiptId };
  const visitors = { visitorOne: '甲', visitorTwo: '乙', signedBy: '丙', unsignedReason: 'step unsigned' };
  const received = { objectionId, receivedOn: DAY(2026, 6, 17), author: 'step author' };
  const marked = await insertChange(sql, by, 'ENTER_NATIONAL', 'HOUSEHOLD', householdId);
  const entry = { matter: 'CHANGE', enteredOn: '2026-06-16', recordedIn: marked };
  await insertNationalEntry(sql, { id: newId(), fileId, householdId, ...entry });
  const steps: readonly Step[] = [
    { ...head, act: 'SURVEY', ...visitors },
    { ...head, act: 'PUBLICISE', ...publicity },
    { ...head, act: 'OBJECT', ...received },
    { ...head, act: 'SETTLE_OBJECTION', objectionId, outcome: 'DISMISSED' },
    { ...head, act: 'REFUSE', findings: ['step finding'] },
    { ...head, act: 'DECIDE_APPEAL', outcome: 'UPHELD' },
    { ...head, act: 'WITHDRAW', ...papers, reason: 'CONCEALMENT', recoverFrom: DAY(2026, 6, 1) },
    { ...head, act: 'DECIDE_APPEAL', outcome: 'UPHELD' },
  ];
  const of = { fileId, householdId, householdKey, fromState: 'PUBLICISED', toState: 'PUBLICISED' } as const;
  for (const [at, step] of steps.entries()) {
    const changeId = await insertChange(sql, by, 'STEP_FILE', 'HOUSEHOLD', householdId);
    const id = step.act === 'OBJECT' ? objectionId : newId();
    await insertFileStep(sql, changeId, { id, ...of, number: at + 2, step });
  }
}

/** The statement that the worker is flexibly employed and lives in the street of a union, which then files for them. */
export function workInStreet(unionId: string): StatedWork {
  return {
    ...{ status: 'FLEXIBLE', isDispatched: null, isOnBenefit: null },
    unions: [{ place: 'STREET', unionId, path: [] }],
  };
}

/** One file is offered to another union. */
export function offerOf(key: HouseholdKey, { works, street }: World['unions']): ToRecord['offer'] {
  return key === 'beside' ? { unionId: works, toUnionId: street } : null;
}

interface ToRecord extends Pick<Opened, 'fileId' | 'householdId' | 'actorId'> {
  readonly state: ArchiveFileState;
  /** Whether it stays in hand instead. */
  readonly isInHand: boolean;
  /** Whether it was lifted. */
  readonly ends: boolean;
  /** The union that keeps it, and the one to which it is offered. */
  readonly offer: { readonly unionId: string; readonly toUnionId: string } | null;
}

/** Gives a file that is open since 2024-01-01 the state of one that is recorded. */
export async function recordFile(
  deps: Deps,
  { fileId, householdId, actorId, state, isInHand, ends, offer }: ToRecord,
): Promise<void> {
  if (isInHand) return;
  const { dataKey: householdKey } = await storedOf(deps, householdId);
  await deps.database.transaction(async (sql) => {
    const changeId = await insertChange(sql, { actorId, purpose: '测试' }, 'STEP_FILE', 'HOUSEHOLD', householdId);
    await moveFile(sql, {
      ...{ id: fileId, householdId, householdKey, changeId, before: { from: '2024-01-01', state } },
      after: { from: '2026-06-18', state: { ...state, state: ends ? 'LIFTED' : 'RECORDED' } },
    });
    if (offer === null) return;
    const { unionId, toUnionId } = offer;
    const head = { actorId, body: 'FILING', unionId, on: DAY(2026, 6, 19), document: '4号', note: null } as const;
    const of = { fileId, householdId, householdKey, number: 10, fromState: 'RECORDED', toState: 'RECORDED' } as const;
    await insertFileStep(sql, changeId, { id: newId(), ...of, step: { ...head, act: 'TRANSFER', toUnionId } });
  });
}
