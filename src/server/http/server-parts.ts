import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import type { Database } from '../../database/database.ts';
import type { GraphContext } from '../../graph/context.ts';
import type { JobQueue } from '../../jobs/job.ts';

/** What is known of a request before anybody knows who sends it. */
export interface IncomingRequest {
  readonly headers: IncomingHttpHeaders;
  readonly method: string;
  /** As it was asked for, with what stands after the question mark. */
  readonly path: string;
  /** The body as it arrived; empty where it is a stream. */
  readonly rawBody: Buffer;
  readonly trace: string;
  readonly address: string;
}

/** The context of a request, and whom its requests are counted for. */
export interface RequestContext {
  readonly context: GraphContext;
  /** `null`: nobody, whose requests are counted by address alone. */
  readonly viewerKey: string | null;
}

/** A route that takes a body as a stream, from somebody who is known. */
export interface Upload {
  readonly path: `/${string}`;
  readonly contentType: string;
  readonly mostBytes: number;
  /** Answers what is sent back as JSON; throws a `graphError` to refuse. The stream ends with an error beyond `mostBytes`. */
  readonly receive: (context: GraphContext, body: Readable, parameters: URLSearchParams) => Promise<object>;
}

/** What the server serves; all but HTTP itself. */
export interface ServerParts {
  readonly schema: GraphQLSchema;
  /** Throws a `graphError` where a token or a gateway's signature does not hold. */
  readonly contextOf: (request: IncomingRequest) => Promise<RequestContext>;
  readonly plugins: readonly ApolloServerPlugin<GraphContext>[];
  readonly uploads: readonly Upload[];
  readonly database: Database;
  readonly jobs: JobQueue;
}
