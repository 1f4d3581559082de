import { errorCode } from '../../kernel/error-code.ts';

/** Classes and codes of SQLSTATE that are no fault of the request: it may succeed when it is repeated later. */
const STATES = [
  // Connections lost or refused; too few resources, "too many connections" among them; shutdown, crash, starting up.
  ...['08', '53', '57P', '58'],
  // Statements that were cancelled or timed out; a read-only database; deadlocks that five attempts did not resolve.
  ...['57014', '25006', '25P03', '25P04', '40001', '40P01', '55P03'],
];

const OF_THE_SYSTEM = new Set(
  'ECONNREFUSED ECONNRESET ECONNABORTED EPIPE ETIMEDOUT EHOSTUNREACH ENETUNREACH ENOTFOUND EAI_AGAIN'.split(' '),
);

/** The driver's message for a statement that has no answer in time: the connection still waits for it. */
const READ_TIMEOUT = 'Query read timeout';

/** Messages of the driver, which have no code, for a connection that is lost or cannot be opened. */
const OF_THE_DRIVER = [
  'timeout exceeded when trying to connect',
  'timeout expired',
  'Connection terminated',
  'Client has encountered a connection error',
  'Client was closed and is not queryable',
  READ_TIMEOUT,
  'Cannot use a pool after calling end on the pool',
  'Query runner already released',
];

const MOST_CAUSES = 5;

/** Whether an error, or one that it wraps, means that the database is unavailable: gone, out of connections or too slow. */
export function isUnavailable(error: unknown): boolean {
  let one = error;
  for (let causes = 0; causes < MOST_CAUSES && isRecord(one); causes += 1) {
    if (saysSo(one)) return true;
    one = one['originalError'] ?? one['driverError'] ?? one['cause'];
  }
  return false;
}

/** Whether the connection of a statement cannot be used again: what is sent on it would wait behind the statement. */
export function isConnectionLost(error: unknown): boolean {
  return error instanceof Error && error.message === READ_TIMEOUT;
}

function saysSo(error: Readonly<Record<string, unknown>>): boolean {
  const code = errorCode(error) ?? '';
  if (OF_THE_SYSTEM.has(code)) return true;
  if (/^[0-9A-Z]{5}$/.test(code)) return STATES.some((state) => code.startsWith(state));
  const { message } = error;
  return typeof message === 'string' && OF_THE_DRIVER.some((start) => message.startsWith(start));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
