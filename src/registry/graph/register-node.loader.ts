import type { GraphContext } from '../../graph/context.ts';
import type { FoundNode, NodeSource } from '../../graph/views/node.ts';
import { RECORD_KINDS } from '../kinds.ts';
import { loadHouseholdNode, loadMemberNodes, loadRecordNodes } from './household.loader.ts';
import { loadPersonNode } from './person.loader.ts';
import { recordPolicy } from '../household/field-policies.ts';
import { RECORD_CLASSES } from './record.type.ts';

/** How `node` finds and loads the objects of the register: a part of a household through its household. */

async function loadMember(context: GraphContext, { id, owner, at }: FoundNode): Promise<object | null> {
  const household = await loadHouseholdNode(context, owner, at);
  const members = household === null ? [] : await loadMemberNodes(context, household);
  return members.find((member) => member.id === id) ?? null;
}

async function loadRecord(context: GraphContext, { id, owner, type, at }: FoundNode): Promise<object | null> {
  const household = await loadHouseholdNode(context, owner, at);
  const kind = RECORD_KINDS.find((one) => RECORD_CLASSES[one].name === type);
  if (household === null || kind === undefined || !household.rights.has(recordPolicy(kind))) return null;
  return (await loadRecordNodes(context, kind, household)).find((record) => record.id === id) ?? null;
}

export const registerNodes: readonly NodeSource[] = [
  {
    ...{ type: 'Household', table: 'household', standsForMissing: true },
    load: (context, { id, at }) => loadHouseholdNode(context, id, at),
  },
  {
    ...{ type: 'Person', table: 'person' },
    load: (context, { id, at }) => loadPersonNode(context, { by: 'id', id }, at),
  },
  { type: 'ArchiveMember', table: 'membership', owner: 'household_id', load: loadMember },
  ...RECORD_KINDS.map((kind): NodeSource => {
    return {
      type: RECORD_CLASSES[kind].name,
      table: 'household_record',
      kind,
      owner: 'household_id',
      load: loadRecord,
    };
  }),
];
