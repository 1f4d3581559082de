import { tellsNumber } from '../../access/purpose/purpose.ts';
import type { Day } from '../../kernel/calendar.ts';
import { printDay } from '../../kernel/calendar.ts';
import type { UnionChange, UnionChangeKind } from '../../organisation/changes/union-change.ts';
import { type Problem, problem } from '../../usecase/problem.ts';
import { checkWords } from '../logins/login.ts';

/** A change of unions as it is proposed. */
export interface ProposedUnionChange extends Omit<UnionChange, 'from'> {
  readonly from: Day;
  readonly documentNumber: string;
  readonly documentDay: Day;
  readonly documentTitle: string;
}

type Part = 'union' | 'target' | 'code' | 'name' | 'unionKind' | 'region' | 'centreName';

/** What a change of each kind names: what it must, and what it may. */
const PARTS: Readonly<Record<UnionChangeKind, { readonly needed: readonly Part[]; readonly maybe: readonly Part[] }>> =
  {
    FOUND: { needed: ['target', 'code', 'name', 'unionKind', 'region'], maybe: ['centreName'] },
    RENAME: { needed: ['union', 'name'], maybe: [] },
    NAME_CENTRE: { needed: ['union'], maybe: ['centreName'] },
    MOVE: { needed: ['union', 'target'], maybe: [] },
    MERGE: { needed: ['union', 'target'], maybe: [] },
    DISSOLVE: { needed: ['union'], maybe: [] },
    HAND_OVER: { needed: ['union', 'target'], maybe: [] },
    FOUND_DIVISION: { needed: ['target', 'code', 'name'], maybe: [] },
    RENAME_DIVISION: { needed: ['target', 'code', 'name'], maybe: [] },
  };

const CODE = /^[A-Z0-9-]{1,40}$/;

/** Checks the form of a proposed change: that it names what its kind needs and nothing else, and that its texts are texts. */
export function checkProposedChange(change: ProposedUnionChange, today: string): readonly Problem[] {
  const { unionId: union, targetId: target, code, name, unionKind, region, centreName } = change;
  const given = { union, target, code, name, unionKind, region, centreName };
  const { needed, maybe } = PARTS[change.kind];
  const parts = Object.keys(given) as readonly Part[];
  return [
    ...needed.filter((part) => given[part] === null).map((part) => problem('REQUIRED', part)),
    ...parts
      .filter((part) => given[part] !== null && !needed.includes(part) && !maybe.includes(part))
      .map((part) => problem('NOT_OF_THIS_KIND', part)),
    ...(change.unlisted && change.kind !== 'FOUND_DIVISION' ? [problem('NOT_OF_THIS_KIND', 'unlisted')] : []),
    ...(code === null || CODE.test(code) ? [] : [problem('WRONG_UNION_CODE', 'code')]),
    ...checkTexts({ name, centreName, documentNumber: change.documentNumber, documentTitle: change.documentTitle }),
    ...(printDay(change.documentDay) > today ? [problem('AFTER_TODAY', 'documentDay')] : []),
  ];
}

function checkTexts(texts: Readonly<Record<string, string | null>>): readonly Problem[] {
  return Object.entries(texts).flatMap(([path, text]) => (text === null ? [] : checkOpenText(text, path)));
}

/** Checks a text that is stored in clear, and so tells no personal number. */
export function checkOpenText(text: string, path: string): readonly Problem[] {
  return tellsNumber(text) ? [problem('NUMBER_IN_CLEAR', path)] : checkWords(text, path);
}
