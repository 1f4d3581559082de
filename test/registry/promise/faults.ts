import type { ActKind, RandomAct } from './acts.ts';
import type { World } from './world.ts';

/** Something wrong that an act does beside what it should; the promise finds it. */
export interface Fault {
  readonly name: string;
  readonly kind: ActKind;
  readonly spoil: (world: World, act: RandomAct) => Promise<void>;
}

export const FAULTS: readonly Fault[] = [];
