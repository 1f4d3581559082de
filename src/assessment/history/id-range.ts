/** Households from one id to another, both included. */
export interface IdRange {
  readonly from: string;
  readonly to: string;
}
