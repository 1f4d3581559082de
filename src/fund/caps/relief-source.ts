import type { FUND_SOURCES } from '../../registry/household/disbursement.fields.ts';
import type { Level } from '../../policy/facts/facts.ts';
import type { Decision } from '../../policy/decision/outcome.ts';

/** Which sources of money may reach a household on a day (Article 2; POLICY, section 7). */

export type FundSource = keyof typeof FUND_SOURCES;

/** Why money of a source may reach a household, or may not. */
export const SOURCE_REASONS = {
  OPEN: '可用 / may be used',
  NO_RECORDED_FILE: '没有已备案的档案 / there is no recorded file',
  NATIONAL_FILES_ONLY: '只能用于全国级档案 / reaches files at the national level only',
  NOT_ELIGIBLE: '当日认定不符合建档条件 / the household is not eligible on that day',
  UNDECIDED: '当日尚不能认定 / whether the household is eligible on that day is not known',
} as const;
type SourceReason = keyof typeof SOURCE_REASONS;

export interface SourceRoom {
  readonly source: FundSource;
  readonly isOpen: boolean;
  readonly why: SourceReason;
}

/** The recorded file of a household, and how the household is decided at its level on the day; `null`: there are no rules of that level. */
export interface RecordedFile {
  readonly level: Level;
  readonly outcome: Decision['outcome'] | null;
}

/** Central and provincial money reaches files at the national level; what a document of an allocation admits beside is not known here. */
const NATIONAL_ONLY: readonly FundSource[] = ['CENTRAL_FINANCE', 'PROVINCIAL_FINANCE'];

export function sourcesFor(sources: readonly FundSource[], file: RecordedFile | null): readonly SourceRoom[] {
  return sources.map((source) => {
    const why = reasonFor(source, file);
    return { source, isOpen: why === 'OPEN', why };
  });
}

function reasonFor(source: FundSource, file: RecordedFile | null): SourceReason {
  if (file === null) return 'NO_RECORDED_FILE';
  if (NATIONAL_ONLY.includes(source) && file.level !== 'NATIONAL') return 'NATIONAL_FILES_ONLY';
  if (file.outcome === 'ELIGIBLE') return 'OPEN';
  return file.outcome === 'INELIGIBLE' ? 'NOT_ELIGIBLE' : 'UNDECIDED';
}
