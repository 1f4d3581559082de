import { RECORDS } from '../../../registry/kinds.ts';
import type { ImportAnswer } from '../../import-answer.ts';
import type { ImportFault } from '../fault.ts';

/** What an import found: faults, which refuse a household, notices, which refuse nothing, and what has no row any more. */
export type Reported = Pick<ImportAnswer, 'faults' | 'notices' | 'missing'>;

export const SORTS = { FAULT: '错误', NOTICE: '提示', GONE: '已不在表中' } as const;

export type Found = ImportFault & { readonly sort: keyof typeof SORTS };

/** Lists what was found, the faults first. */
export function listFound({ faults, notices, missing }: Reported): readonly Found[] {
  return [
    ...faults.map((one) => ({ ...one, sort: 'FAULT' as const })),
    ...notices.map((one) => ({ ...one, sort: 'NOTICE' as const })),
    ...missing.map(goneFromWorkbook),
  ];
}

/** Says in words which entry of the register has no row in the workbook: `incomes.i1` is 收入“i1”. */
function goneFromWorkbook({ sheet, row, what }: Reported['missing'][number]): Found {
  const [kind = '', ...rest] = what.split('.');
  const term = kind === 'members' ? '家庭成员' : kind in RECORDS ? RECORDS[kind as keyof typeof RECORDS].zh : kind;
  return {
    ...{ sheet, row, column: null, code: 'GONE', sort: 'GONE' },
    zh: `此户登记中的${term}“${rest.join('.')}”在工作簿中没有行：登记保留不变；确已不存在的请另行办理`,
    en: `${what} of this household is on record and has no row in the workbook: it is kept`,
  };
}

/** Faults that follow from others, and what says so. Rows of a worker who is not there are right as soon as the worker is. */
const FOLLOWING: Partial<Readonly<Record<string, { readonly from: string; readonly zh: string }>>> = {
  NO_HOUSEHOLD: { from: '困难职工', zh: '改正“困难职工”表后不再出现' },
  UNKNOWN_MEMBER: { from: '家庭成员', zh: '改正“家庭成员”表中的错误后，多不再出现' },
};

/** Folds follow-on faults into one of each sheet, where the sheet that they follow from has a fault. */
export function foldFollowing(found: readonly Found[]): readonly Found[] {
  const faulty = new Set(found.filter(({ code }) => FOLLOWING[code] === undefined).map(({ sheet }) => sheet));
  const isFollowing = ({ code, sort }: Found) =>
    sort === 'FAULT' && (code === 'NO_HOUSEHOLD' || faulty.has(FOLLOWING[code]?.from ?? null));
  const isFolded = (one: Found) => FOLLOWING[one.code] !== undefined && isFollowing(one);
  const groups = Map.groupBy(found.filter(isFolded), ({ sheet, code }) => `${code} ${sheet}`);
  const folded = [...groups.values()].flatMap(([first, ...others]): readonly Found[] => {
    if (first === undefined) return [];
    const more = others.length === 0 ? '' : `（本表共 ${others.length + 1} 行；${FOLLOWING[first.code]?.zh ?? ''}）`;
    return [{ ...first, zh: `${first.zh}${more}` }];
  });
  return [...found.filter((one) => !isFolded(one)), ...folded];
}
