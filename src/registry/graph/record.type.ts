import { Field, ObjectType } from 'type-graphql';
import { addFields, type Class, classNamed } from '../../graph/dictionary.ts';
import { Needs } from '../../graph/policy/policy.ts';
import { Node } from '../../graph/views/node.ts';
import { addViewFields } from '../../graph/views/view-fields.ts';
import { recordPolicy } from '../household/field-policies.ts';
import { RECORDS, type RecordKind, RECORD_KINDS } from '../kinds.ts';
import { WithheldFieldEnum } from './codes.type.ts';
import './codes.type.ts';

/** The object types of a household's records, one for each kind, made from the field dictionaries. */

const RECORD_TYPES = {
  surveys: { name: 'ArchiveSurvey', en: 'A survey of the household, whose figures decisions weigh' },
  employment: { name: 'ArchiveEmployment', en: 'A period of employment' },
  incomes: { name: 'ArchiveIncome', en: 'An income, spread evenly over its months' },
  deductions: { name: 'ArchiveDeduction', en: 'A tax or social security contribution' },
  expenses: { name: 'ArchiveExpense', en: 'A necessary expense, spread evenly over its months' },
  events: { name: 'HardshipEvent', en: 'A sudden event' },
  dwellings: { name: 'ArchiveDwelling', en: 'A dwelling' },
  vehicles: { name: 'ArchiveVehicle', en: 'A vehicle, ship or large machine' },
  schooling: { name: 'ArchiveSchooling', en: 'A child’s schooling' },
  dibao: { name: 'ArchiveDibaoSpell', en: 'A period in which the household is recognised for 低保' },
  disbursements: { name: 'Disbursement', en: 'A payment that was made' },
} as const satisfies Record<RecordKind, { readonly name: string; readonly en: string }>;

function recordType(kind: RecordKind): Class {
  const { name, en } = RECORD_TYPES[kind];
  const { zh, articles, fields } = RECORDS[kind];
  const target = classNamed(name);
  const prototype = target.prototype as object;
  Field(() => String, { description: `${zh}编号。Its key among the household’s records of this kind.` })(
    prototype,
    'key',
  );
  addFields(target, fields, { articles });
  if (Object.values(fields).some(({ sensitivity }) => sensitivity !== null)) {
    Field(() => [WithheldFieldEnum], {
      description:
        '未予显示的敏感字段（须说明用途）。The sensitive fields that have a value which you may see, but only for a purpose.',
    })(prototype, 'withheld');
  }
  ObjectType(name, { description: `${zh}（${articles}）。${en}.`, simpleResolvers: true, implements: Node })(target);
  Needs(recordPolicy(kind))(target);
  addViewFields(target, zh, { isEntity: kind === 'disbursements' });
  return target;
}

export const RECORD_CLASSES = Object.fromEntries(RECORD_KINDS.map((kind) => [kind, recordType(kind)])) as Readonly<
  Record<RecordKind, Class>
>;
