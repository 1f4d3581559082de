import { Directive, Field, ID, ObjectType } from 'type-graphql';
import type { Action } from '../../access/permissions.ts';
import { addFields, type Class, classNamed } from '../../graph/dictionary.ts';
import { Needs } from '../../graph/policy/policy.ts';
import { RECORD_KINDS, RECORDS, type RecordKind } from '../kinds.ts';
import './codes.type.ts';

/** The object types of a household's records, one for each kind, made from the field dictionaries. */

const RECORD_TYPES = {
  employment: { name: 'Employment', en: 'A period of employment' },
  incomes: { name: 'Income', en: 'An income, spread evenly over its months' },
  deductions: { name: 'Deduction', en: 'A tax or social security contribution' },
  expenses: { name: 'Expense', en: 'A necessary expense, spread evenly over its months' },
  events: { name: 'HardshipEvent', en: 'A sudden event' },
  dwellings: { name: 'Dwelling', en: 'A dwelling' },
  vehicles: { name: 'Vehicle', en: 'A vehicle, ship or large machine' },
  schooling: { name: 'Schooling', en: 'A child’s schooling' },
  dibao: { name: 'DibaoSpell', en: 'A period in which the household is recognised for 低保' },
  disbursements: { name: 'Disbursement', en: 'A payment that was made' },
} as const satisfies Record<RecordKind, { readonly name: string; readonly en: string }>;

function recordType(kind: RecordKind): Class {
  const { name, en } = RECORD_TYPES[kind];
  const { zh, articles, fields } = RECORDS[kind];
  const policy: Action = kind === 'disbursements' ? 'READ_PAYMENTS' : 'READ_FACTS';
  const target = classNamed(name);
  const prototype = target.prototype as object;
  Field(() => ID, { description: `${zh}标识。The id of the record.` })(prototype, 'id');
  Field(() => String, { description: `${zh}编号。Its key among the household’s records of this kind.` })(
    prototype,
    'key',
  );
  addFields(target, fields, { articles });
  if (Object.values(fields).some(({ sensitivity }) => sensitivity !== null)) {
    Field(() => [String], {
      description: '未予显示的敏感字段。The sensitive fields that have a value which you may not see.',
    })(prototype, 'withheld');
  }
  ObjectType(name, { description: `${zh}（${articles}）。${en}.`, simpleResolvers: true })(target);
  Needs(policy)(target);
  if (kind === 'disbursements') Directive('@key(fields: "id")')(target);
  return target;
}

export const RECORD_CLASSES = Object.fromEntries(RECORD_KINDS.map((kind) => [kind, recordType(kind)])) as Readonly<
  Record<RecordKind, Class>
>;
