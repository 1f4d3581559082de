import type { KeyObject } from 'node:crypto';
import type { KeyLimits } from '../access/partner/count-keys.ts';
import type { Viewer } from '../access/viewer.ts';
import type { SelectedFields } from '../fields/selected-fields.ts';
import type { JobQueue } from '../jobs/job.ts';
import type { Deps } from '../usecase/command.ts';

/** The header with the purpose of a sensitive read, in percent-encoded UTF-8. */
export const PURPOSE_HEADER = 'bangfu-purpose';

/** The context of one request, which every resolver gets. */
export interface GraphContext {
  /** `null` without a token; fields then answer UNAUTHENTICATED. */
  readonly viewer: Viewer | null;
  readonly deps: Deps;
  /** The gateway whose signature was verified; `null` without a signature. */
  readonly gateway: Gateway | null;
  readonly jobs: JobQueue;
  /** The cache of the loaders; a mutation replaces it, so that its answer is read again. */
  readonly reads: { current: object };
  /** The id of the request in logs and errors. */
  readonly trace: string;
  /** The fields that a hot document selects; only their columns are read. `null`: all columns. */
  readonly selectedFields: SelectedFields;
}

/** A gateway and the key of its contract, by which it names persons as tokens. */
export interface Gateway {
  readonly id: string;
  readonly contractKey: KeyObject;
  /** How much its own login may name by key; `null`: the viewer's login is not the one that the gateway is registered with. */
  readonly keyLimits: KeyLimits | null;
}
