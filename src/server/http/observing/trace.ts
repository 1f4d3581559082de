import { randomBytes } from 'node:crypto';

/** The parts of a W3C `traceparent`: version, trace, span, flags. */
const TRACE_PARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/;
const NO_TRACE = '0'.repeat(32);

/** The trace id of a request, from its header `traceparent`; a new one if the header is missing or invalid. */
export function parseTrace(header: string | string[] | undefined): string {
  const [, trace = NO_TRACE] = typeof header === 'string' ? (TRACE_PARENT.exec(header) ?? []) : [];
  return trace === NO_TRACE ? randomBytes(16).toString('hex') : trace;
}
