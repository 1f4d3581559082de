import { addMonths, type Day, firstDay, monthOfDay, printDay, requireDay, yearOf } from '../../kernel/calendar.ts';
import { type Bilingual, bilingual } from '../../kernel/bilingual.ts';
import type { StandardKind } from '../standard.codes.ts';
import type { StandardRow } from '../standard-entries.read.ts';

/** Why a standard in use needs attention, with its sentences. */
export const NOTICE_REASONS = {
  MISSING: '没有标准，用到它的认定尚不能确定 / there is none, and what needs it stays undecided',
  PROVISIONAL:
    '现用标准为暂用，记录认定须有县级帮扶中心的确认文件 / the one in use is provisional: a centre confirms each recorded decision',
  PAST_CHECKED_DAY:
    '已过核实日期，可能已有新标准 / the day until which it was checked is past: there may be a newer one',
  MISSING_NEXT_MONTH:
    '下月尚无已核实的标准，请查找新标准或延长核实日期 / none is checked for the coming month: find the new one, or check this one again',
} as const;

type NoticeReason = keyof typeof NOTICE_REASONS;

/** A standard in use that needs attention. */
export interface StandardNotice extends Bilingual {
  readonly region: string;
  readonly kind: StandardKind;
  readonly code: NoticeReason;
  /** The first day of the standard in use; `null`: there is none. */
  readonly from: Day | null;
  readonly checkedUntil: Day | null;
}

const KINDS: readonly StandardKind[] = ['DIBAO', 'MINIMUM_WAGE', 'RURAL_INCOME'];

/** Finds what needs attention in the standards of divisions: today, and on the first day of the coming month. Pure. */
export function standardNotices(
  regions: readonly string[],
  rows: readonly StandardRow[],
  today: Day,
): readonly StandardNotice[] {
  const next = firstDay(addMonths(monthOfDay(today), 1));
  const series = Map.groupBy(rows, ({ region, kind }) => `${region} ${kind}`);
  return regions.flatMap((region) =>
    KINDS.flatMap((kind) => {
      const own = series.get(`${region} ${kind}`) ?? [];
      const inUse = inForce(own, kind, today);
      const reasons = reasonsOf(inUse, inForce(own, kind, next), { today, next });
      const about = {
        from: inUse === undefined ? null : requireDay(inUse.starts_on),
        checkedUntil: dayOrNull(inUse?.known_until ?? null),
      };
      return reasons.map((reason) => ({ region, kind, code: reason, ...about, ...bilingual(NOTICE_REASONS[reason]) }));
    }),
  );
}

/** The standard of a day: the last that began by then or, of rural income, that of the year before (R5). */
function inForce(rows: readonly StandardRow[], kind: StandardKind, day: Day): StandardRow | undefined {
  if (kind === 'RURAL_INCOME') {
    const year = `${yearOf(monthOfDay(day)) - 1}-01-01`;
    return rows.find(({ starts_on }) => starts_on === year);
  }
  const text = printDay(day);
  return rows
    .filter(({ starts_on }) => starts_on <= text)
    .sort((a, b) => (a.starts_on < b.starts_on ? 1 : -1))
    .at(0);
}

function reasonsOf(
  inUse: StandardRow | undefined,
  comes: StandardRow | undefined,
  { today, next }: { readonly today: Day; readonly next: Day },
): readonly NoticeReason[] {
  const reasons = reasonsToday(inUse, today);
  const isTold = reasons.some((reason) => reason !== 'PROVISIONAL');
  const isMissing = comes === undefined || isPast(comes, next);
  // What is missing or past today is so next month too, unless another one begins.
  return isMissing && (!isTold || comes !== inUse) ? [...reasons, 'MISSING_NEXT_MONTH'] : reasons;
}

function reasonsToday(inUse: StandardRow | undefined, today: Day): readonly NoticeReason[] {
  if (inUse === undefined) return ['MISSING'];
  const provisional = inUse.status === 'PROVISIONAL' ? (['PROVISIONAL'] as const) : [];
  return isPast(inUse, today) ? [...provisional, 'PAST_CHECKED_DAY'] : provisional;
}

function isPast({ known_until: until }: StandardRow, day: Day): boolean {
  return until !== null && requireDay(until) < day;
}

function dayOrNull(text: string | null): Day | null {
  return text === null ? null : requireDay(text);
}
