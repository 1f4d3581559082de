import type { Contract } from '../../../../src/signing/signed-fetch.ts';

/** What the reader of a gateway sends along with a query. */
export interface Asking {
  readonly token?: string;
  readonly purpose?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

export interface GatewayError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export interface GatewayAnswer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly GatewayError[];
}

/** A running gateway of a partner's. */
export interface Gateway {
  readonly ask: (query: string, asking: Asking) => Promise<GatewayAnswer>;
  readonly close: () => Promise<void>;
}

/** Starts a gateway over a supergraph, with the contract that it signs by. */
export type StartGateway = (supergraph: string, contract: Contract) => Promise<Gateway>;

/** The headers of the reader that go along to each subgraph. */
export type ReaderHeaders = Readonly<Record<string, string>>;

export function readerHeaders({ token, purpose }: Asking): ReaderHeaders {
  return {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(purpose === undefined ? {} : { 'bangfu-purpose': encodeURIComponent(purpose) }),
  };
}
