import { also, code, day, type Field, type Fields, text, truth } from '../../fields/field.ts';
import { LEAVING_REASONS } from '../../registry/household/household.codes.ts';
import { householdFields } from '../../registry/household/household.fields.ts';
import { memberFields } from '../../registry/household/member.fields.ts';
import { RECORDS, type RecordKind } from '../../registry/kinds.ts';
import { personFields } from '../../registry/person/person.fields.ts';

/** What a column contains: who or what the row is about, or a field of a dictionary. */
export type Target =
  | {
      readonly of:
        | 'shortNumber'
        | 'worker'
        | 'member'
        | 'key'
        | 'reverses'
        | 'asset'
        | 'date'
        | 'correction'
        | 'leftOn'
        | 'leavingReason';
    }
  | { readonly of: 'person' | 'membershipState' | 'household' | 'record'; readonly field: string };

export interface Column {
  readonly field: Field;
  readonly target: Target;
  /** Whether a sheet without this column is refused. A row may leave it blank if the field is nullable. */
  readonly required: boolean;
}

export interface Sheet {
  readonly name: string;
  readonly columns: readonly Column[];
  /** The kinds of records in its rows; if there are several, the column 资产类别 has the kind of each row. */
  readonly kinds: readonly RecordKind[];
  /** Whether a workbook may be without the sheet, because forms that were handed out earlier have none. */
  readonly optional: boolean;
}

/** The sheets that the template and the report have besides: nothing of the register is read from them. */
export const OWN_SHEETS = ['填写说明', '填写示例', '导入结果'] as const;

export const ASSET_KINDS = { dwellings: '住房', vehicles: '车辆' } as const;

/** The heading of the template for the column that says whose a row is. */
export const BY_SHORT_NUMBER = '户编号或职工身份证号';
/** A household's number within its workbook, such as 1: on the other sheets it stands for the worker's identity number. */
const shortNumber = text('户编号');
const worker = also(text('职工身份证号'), '职工身份证', '困难职工身份证号', BY_SHORT_NUMBER, shortNumber.zh);
const own = also(text('身份证号'), '身份证', '公民身份号码');
const workersOwn = also(text('身份证号'), '身份证', '公民身份号码', '职工身份证号');
const member = also(text('成员'), '成员身份证号', '成员姓名', '姓名');
const key = also(text('记录编号'), '编号');
const reverses = also(text('冲销编号'), '冲销记录编号', '原记录编号');
const since = also(text('信息日期'), '填报日期', '登记日期');

const row = (field: Field, of: Exclude<Target, { readonly field: string }>['of'], required: boolean): Column => {
  return { field, target: { of }, required };
};

function columns(
  of: 'person' | 'membershipState' | 'household' | 'record',
  fields: Fields,
  without: readonly string[] = [],
): Column[] {
  return Object.entries(fields)
    .filter(([name]) => !without.includes(name))
    .map(([name, field]) => ({ field, target: { of, field: name }, required: false }));
}

/** If two dictionaries use one term, such as 工作单位, the first column of this list gets the heading. */
const WORKER: readonly Column[] = [
  row(shortNumber, 'shortNumber', false),
  row(workersOwn, 'worker', true),
  ...columns('person', personFields),
  ...columns('household', householdFields),
  ...columns('membershipState', memberFields, ['relation']),
  row({ ...since, form: 'DAY' }, 'date', false),
  row(also(truth('更正'), '是否更正'), 'correction', false),
];

const MEMBER: readonly Column[] = [
  row(worker, 'worker', true),
  row(own, 'member', true),
  ...columns('person', personFields),
  ...columns('membershipState', memberFields),
  row(day('离开日期'), 'leftOn', false),
  row(code('离开原因', LEAVING_REASONS), 'leavingReason', false),
];

function recordSheet(kind: RecordKind): Sheet {
  const { zh, fields, belongsToMember } = RECORDS[kind];
  const who = [row(worker, 'worker', true), ...(belongsToMember ? [row(member, 'member', false)] : [])];
  const known = [...(kind === 'disbursements' ? [row(reverses, 'reverses', false)] : []), row(key, 'key', false)];
  const sheetColumns = [...who, ...columns('record', fields), ...known];
  return { name: zh, kinds: [kind], optional: kind === 'surveys', columns: sheetColumns };
}

const assetFields = { ...RECORDS.dwellings.fields, ...RECORDS.vehicles.fields };
const ASSETS: Sheet = {
  name: '资产',
  kinds: ['dwellings', 'vehicles'],
  optional: false,
  columns: [
    row(worker, 'worker', true),
    row(code('资产类别', ASSET_KINDS), 'asset', true),
    ...columns('record', assetFields),
    row(key, 'key', false),
  ],
};

export const SHEETS: readonly Sheet[] = [
  { name: '困难职工', kinds: [], optional: false, columns: WORKER },
  { name: '家庭成员', kinds: [], optional: false, columns: MEMBER },
  ...(['surveys', 'employment', 'incomes', 'deductions', 'expenses', 'events'] as const).map(recordSheet),
  ASSETS,
  ...(['schooling', 'dibao', 'disbursements'] as const).map(recordSheet),
];

/** The indexes of the sheets of workers and members; the other sheets hold records. */
export const WORKER_SHEET = 0;
export const MEMBER_SHEET = 1;
