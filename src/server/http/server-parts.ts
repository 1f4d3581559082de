import type { IncomingHttpHeaders } from 'node:http';
import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import type { Database } from '../../database/database.ts';
import type { GraphContext } from '../../graph/context.ts';
import type { DownloadRoute, PublicPage, UploadRoute } from '../../graph/feature.ts';
import type { JobQueue } from '../../jobs/job.ts';
import type { Deps } from '../../usecase/command.ts';
import type { Served } from './served.ts';

/** A request before its sender is authenticated. */
export interface IncomingRequest {
  readonly headers: IncomingHttpHeaders;
  readonly method: string;
  /** The path as requested, with its query string. */
  readonly path: string;
  /** The body as it arrived; empty if it is read as a stream. */
  readonly rawBody: Buffer;
  readonly trace: string;
  readonly address: string;
}

/** The context of a request, and the key of its sender in the rate limit per person. */
export interface RequestContext {
  readonly context: GraphContext;
  /** `null` for an anonymous sender, whose requests are counted by address only. */
  readonly viewerKey: string | null;
}

/** Takes note of the refusals of a request by its route, and never throws. */
export type RecordRefusals = (served: Served, route: string) => void;

/** What the HTTP server needs from the application. */
export interface ServerParts {
  readonly schema: GraphQLSchema;
  /** Authenticates a request; throws a `graphError` if the token or the gateway's signature is invalid. */
  readonly createContext: (request: IncomingRequest) => Promise<RequestContext>;
  readonly plugins: readonly ApolloServerPlugin<GraphContext>[];
  readonly uploads: readonly UploadRoute[];
  readonly downloads: readonly DownloadRoute[];
  readonly publicPages: readonly PublicPage[];
  /** What public pages are read with, at the time of a request. */
  readonly publicDeps: () => Deps;
  /** Records the sensitive reads of a download; `operation` names it. */
  readonly recordReads: (context: GraphContext, operation: string) => Promise<void>;
  /** Records what was refused of a request, after its answer. */
  readonly recordRefusals: RecordRefusals;
  readonly database: Database;
  readonly jobs: JobQueue;
}
