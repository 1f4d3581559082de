import type { UnionChange } from '../changes/union-change.ts';

/** A division or a union that a workbook founds; what a division does not have is `null`. */
export interface TreeRow extends Pick<UnionChange, 'unionKind' | 'region' | 'centreName' | 'unlisted' | 'from'> {
  readonly kind: 'FOUND' | 'FOUND_DIVISION';
  readonly code: string;
  readonly name: string;
  /** The code of the superior of a union, or of the division that a division is part of. */
  readonly superiorCode: string | null;
}
