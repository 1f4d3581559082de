import { SENSITIVITIES } from '../../access/sensitivity.codes.ts';
import type { Rights } from '../../access/viewer.ts';
import { type Field, graphName } from '../../fields/field.ts';
import { type Difference, diffVersions } from './diff-versions.ts';
import type { FactKind } from './fact-kind.ts';
import { FACT_KINDS, type FactVersion } from './facts.read.ts';
import { graphValue } from './print-value.ts';

/** What a change did to a fact on some days. */
export interface ChangedFact {
  /** A version of the fact, of those before the change or after it. */
  readonly version: FactVersion;
  readonly effect: keyof typeof EFFECTS;
  readonly from: string | null;
  readonly to: string | null;
  readonly fields: readonly ChangedField[];
}

/** A field that a change altered, with the values as the graph answers them; they are not masked yet. */
export interface ChangedField {
  readonly name: string;
  readonly field: Field;
  readonly old: unknown;
  readonly now: unknown;
}

export const EFFECTS = { ADDED: '新增', CHANGED: '变更', REMOVED: '不再有' } as const;

/** How a sensitive value is masked for who has no right to it. */
type Mask = (value: unknown, field: Field) => unknown;

/**
 * What a change did to the facts of these versions, as far as a reader with these rights may know of it: by kind and id, so that it
 * is the same each time.
 */
export function changedFacts(
  changeId: string,
  versions: readonly FactVersion[],
  rightsOf: (version: FactVersion) => Rights,
  mask: Mask,
): readonly ChangedFact[] {
  const facts = Map.groupBy(versions, ({ kind, anchorId }) => `${kind} ${anchorId}`);
  const inOrder = [...facts.values()].toSorted(([one], [other]) => placeOf(one) - placeOf(other) || byId(one, other));
  return inOrder.flatMap((own) => {
    const [superseded, recorded] = [
      own.filter(({ supersededIn }) => supersededIn === changeId),
      own.filter(({ recordedIn }) => recordedIn === changeId),
    ];
    return diffVersions(superseded.map(asVersion), recorded.map(asVersion)).flatMap((difference) =>
      changedFact(difference, rightsOf, mask),
    );
  });
}

const KINDS = Object.keys(FACT_KINDS);

function placeOf(version: FactVersion | undefined): number {
  return version === undefined ? KINDS.length : KINDS.indexOf(version.kind);
}

function byId(one: FactVersion | undefined, other: FactVersion | undefined): number {
  return (one?.anchorId ?? '') < (other?.anchorId ?? '') ? -1 : 1;
}

function asVersion(value: FactVersion) {
  return { from: value.from, to: value.to, value };
}

function changedFact(
  { old, now, from, to }: Difference<FactVersion>,
  rightsOf: (version: FactVersion) => Rights,
  mask: Mask,
): readonly ChangedFact[] {
  const version = now ?? old;
  if (version === null) return [];
  const { fields, policyOf }: FactKind = FACT_KINDS[version.kind];
  const rights = rightsOf(version);
  const changed = Object.entries(fields).flatMap(([key, field]): readonly ChangedField[] => {
    if (!rights.has(policyOf(key))) return [];
    const [before, after] = [old, now].map((one) => graphValue(field, one?.value(key)));
    const [told, tells] = mayKnow(rights, field) ? [before, after] : [mask(before, field), mask(after, field)];
    const isSame = JSON.stringify(told) === JSON.stringify(tells);
    return isSame ? [] : [{ name: graphName(key), field, old: before, now: after }];
  });
  const effect = old === null ? 'ADDED' : now === null ? 'REMOVED' : 'CHANGED';
  return changed.length === 0 ? [] : [{ version, effect, from, to, fields: changed }];
}

/** Whether a reader may see a value, if need be for a purpose: who may not is not told by its change that there is one. */
function mayKnow(rights: Rights, { sensitivity }: Field): boolean {
  return sensitivity === null || rights.has(SENSITIVITIES[sensitivity]);
}
