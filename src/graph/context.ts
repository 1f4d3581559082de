import type { KeyObject } from 'node:crypto';
import type { Viewer } from '../access/viewer.ts';
import type { SelectedFields } from '../fields/selected-fields.ts';
import type { JobQueue } from '../jobs/job.ts';
import type { Deps } from '../usecase/command.ts';

/** What every resolver of one request has. */
export interface GraphContext {
  /** `null`: nobody; fields then answer UNAUTHENTICATED. */
  readonly viewer: Viewer | null;
  readonly deps: Deps;
  /** The gateway that proved itself by its signature, `null` without one. */
  readonly gateway: Gateway | null;
  readonly jobs: JobQueue;
  /** What loaders have read stands in it; a mutation replaces it, so that its answer is read anew. */
  readonly reads: { current: object };
  /** For logs and errors. */
  readonly trace: string;
  /** What the document asks for, where it comes often: rows are then read no wider. */
  readonly selectedFields: SelectedFields;
}

/** A gateway, and the key of its contract, under which the tokens of persons stand. */
export interface Gateway {
  readonly id: string;
  readonly contractKey: KeyObject;
}
