import type { Fields } from '../fields/field.ts';
import type { JobKind } from '../jobs/job.ts';
import type { Deps } from '../usecase/command.ts';
import type { Class } from './dictionary.ts';
import type { ResolveReferences } from './federation.ts';

/** What a feature's `*.feature.ts` tells the platform; its tables are found by the names `*.entity.ts`. */
export interface Feature {
  readonly resolvers: readonly Class[];
  /** How the federation's entities are loaded by their keys, for each type of entity. */
  readonly references?: Readonly<Record<string, ResolveReferences>>;
  /** The field dictionaries that `docs/fields.md` shows. */
  readonly glossary?: readonly GlossaryTable[];
  /** The kinds of its jobs, by name. */
  readonly jobs?: Readonly<Record<string, (deps: () => Deps) => JobKind<never, object>>>;
}

/** One table of `docs/fields.md`: the fields of a dictionary, as the form calls them and as the code and the graph do. */
export interface GlossaryTable {
  readonly zh: string;
  readonly articles: string;
  readonly fields: Fields;
}
