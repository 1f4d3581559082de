import type { Act } from '../../database/time/act.codes.ts';
import type { UnionKind } from '../union.codes.ts';

/** What becomes of a union (第十条), or of the division that it is in. */
export const UNION_CHANGE_KINDS = {
  FOUND: '成立',
  RENAME: '更名',
  NAME_CENTRE: '帮扶中心定名',
  MOVE: '变更隶属',
  MERGE: '并入',
  DISSOLVE: '撤销',
  HAND_OVER: '移交已撤销工会的家庭',
  FOUND_DIVISION: '登记行政区划',
  RENAME_DIVISION: '行政区划更名',
} as const;

export type UnionChangeKind = keyof typeof UNION_CHANGE_KINDS;

/** The act of the change log that each kind is, once it is confirmed. */
export const UNION_ACTS = {
  FOUND: 'FOUND_UNION',
  RENAME: 'RENAME_UNION',
  NAME_CENTRE: 'NAME_CENTRE',
  MOVE: 'MOVE_UNION',
  MERGE: 'MERGE_UNIONS',
  DISSOLVE: 'DISSOLVE_UNION',
  HAND_OVER: 'HAND_OVER_UNION',
  FOUND_DIVISION: 'FOUND_DIVISION',
  RENAME_DIVISION: 'RENAME_DIVISION',
} as const satisfies Readonly<Record<UnionChangeKind, Act>>;

/** A change of a union from a day on. What its kind does not need is `null`. */
export interface UnionChange {
  readonly kind: UnionChangeKind;
  /** The id of the union; `null` for a union or division that is founded. */
  readonly unionId: string | null;
  /** The id of its superior, of the union that it is merged into or that takes over its households, or of a union of the division that a division is part of. */
  readonly targetId: string | null;
  readonly code: string | null;
  readonly name: string | null;
  readonly unionKind: UnionKind | null;
  /** The code of its division. */
  readonly region: string | null;
  /** The name of its centre; without it, the union has none from that day on. */
  readonly centreName: string | null;
  /** Whether the code of a new division is said to be in no edition of GB/T 2260 that the platform has, on the document's word. */
  readonly unlisted: boolean;
  /** `YYYY-MM-DD`. */
  readonly from: string;
}

/** Whether a change is of a division, and of no union. */
export function isOfDivision({ kind }: Pick<UnionChange, 'kind'>): boolean {
  return kind === 'FOUND_DIVISION' || kind === 'RENAME_DIVISION';
}

/** Whether a change ends a union: nobody acts for it from that day on. */
export function endsUnion({ kind }: UnionChange): boolean {
  return kind === 'DISSOLVE' || kind === 'MERGE';
}
