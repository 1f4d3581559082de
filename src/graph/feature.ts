import type { Readable } from 'node:stream';
import type { GraphQLSchema } from 'graphql';
import type { Fields } from '../fields/field.ts';
import type { JobKind } from '../jobs/job.ts';
import type { Deps } from '../usecase/command.ts';
import type { GraphContext } from './context.ts';
import type { Class } from './dictionary.ts';
import type { ResolveReferences } from './federation.ts';
import type { NodeSource } from './views/node.ts';

/** The parts of a feature, which its `*.feature.ts` declares; its tables are found by the names `*.entity.ts`. */
export interface Feature {
  readonly resolvers: readonly Class[];
  /** For each type of entity, how it is loaded by its keys. */
  readonly references?: Readonly<Record<string, ResolveReferences>>;
  /** How `node` finds its types that are a `Node`. */
  readonly nodes?: readonly NodeSource[];
  /** The field dictionaries that `docs/fields.md` shows. */
  readonly glossary?: readonly GlossaryTable[];
  /** The kinds of its jobs, by their names. */
  readonly jobs?: Readonly<Record<string, (deps: () => Deps) => JobKind<never, object>>>;
  /** The names of those jobs that every start of the platform submits, and its leading process every hour, without data. */
  readonly repeatedJobs?: readonly string[];
  /** Opens its routes for uploads, which keep what is sent in a folder. */
  readonly uploads?: (folder: string) => Promise<readonly UploadRoute[]>;
  /** Its routes for downloads, to which the graph makes links. */
  readonly downloads?: readonly DownloadRoute[];
  /** Its pages that are shown without an account. */
  readonly publicPages?: readonly PublicPage[];
}

/** A page that is shown to everybody who has its address. */
export interface PublicPage {
  /** With its parameters, such as `/publicity/:union/:key`. */
  readonly path: `/${string}`;
  /** Inline, for the screen and for paper. */
  readonly style: string;
  /** Returns title and body as HTML; `null` if there is nothing at the address. It reads without anybody's rights. */
  readonly show: (
    deps: Deps,
    parameters: Readonly<Record<string, string>>,
  ) => Promise<{ readonly title: string; readonly body: string } | null>;
}

/** A route that sends a file as a stream. */
export interface DownloadRoute {
  readonly path: `/${string}`;
  /** Returns the file; throws a `graphError` to refuse. The schema is the one that is served. */
  readonly send: (
    context: GraphContext,
    parameters: URLSearchParams,
    record: RecordReads,
    schema: GraphQLSchema,
  ) => Promise<Download>;
}

/**
 * Records which sensitive values were read in a context. A download calls it for each part that it reads, before it sends the
 * part; if it fails, so must the download.
 */
export type RecordReads = (read: GraphContext) => Promise<void>;

export interface Download {
  readonly fileName: string;
  readonly contentType: string;
  readonly body: Readable;
}

/** A route that reads its body as a stream. */
export interface UploadRoute {
  readonly path: `/${string}`;
  readonly contentTypes: readonly string[];
  readonly mostBytes: number;
  /** Returns what is sent as JSON; throws a `graphError` to refuse. Beyond `mostBytes` the stream fails. */
  readonly receive: (context: GraphContext, body: Readable, parameters: URLSearchParams) => Promise<object>;
}

/** One table of `docs/fields.md`: the fields of a dictionary, as the form calls them and as the code and the graph do. */
export interface GlossaryTable {
  readonly zh: string;
  readonly articles: string;
  readonly fields: Fields;
}
