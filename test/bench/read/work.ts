export type Variables = Readonly<Record<string, unknown>>;
export type Data = Readonly<Record<string, unknown>>;
/** Sends a document to one server and gives its data. */
export type Ask = (query: string, variables: Variables) => Promise<Data>;

/** What the requests of all servers vary over, in the same order for each. */
export interface Samples {
  /** Ids of households, at random. */
  readonly households: readonly string[];
  /** Ids of persons, at random, a hundred to a request. */
  readonly persons: readonly (readonly string[])[];
  /** How many rows lie between the starts of two pages, and how many pages there are. */
  readonly windows: { readonly leap: number; readonly count: number };
  /** Codes of unions that keep households. */
  readonly unions: readonly string[];
  readonly listings: readonly { readonly union: string; readonly cause: string }[];
  /** In which something was paid. */
  readonly years: readonly number[];
}

/** How one server does a work: one document, and the variables of each request in their order. */
export interface Part {
  readonly query: string;
  readonly requests: (ask: Ask, samples: Samples) => Promise<readonly Variables[]>;
  /** What of an answer is compared. */
  readonly read: (data: Data) => unknown;
  /** Whether an answer of the server as shipped is as this work alone can tell. */
  readonly check?: (data: Data) => boolean;
  /** Sent along. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether a gateway asks. */
  readonly signed?: boolean;
}

export type Kind = 'bangfu' | 'postgraphile' | 'plain';

export interface Work {
  readonly key: string;
  readonly title: string;
  /** By the kind of the server; a server that cannot do it has none. */
  readonly parts: Readonly<Partial<Record<Kind, Part>>>;
}

/** Always the same order, without a run of neighbours. */
export function shuffled<T>(values: readonly T[]): readonly T[] {
  return values
    .map((value, at) => ({ value, by: (at * 2_654_435_761) % 4_294_967_296 }))
    .sort((a, b) => a.by - b.by)
    .map(({ value }) => value);
}
