import { pino, type Logger } from 'pino';
import type { Config } from '../../../config.ts';

/** Logs JSON lines to standard output. Callers pass no personal data: no bodies, variables, tokens or addresses. */
export function openLog({ logLevel }: Pick<Config, 'logLevel'>): Logger {
  return pino({ level: logLevel, base: null, timestamp: () => `,"time":"${new Date().toISOString()}"` });
}
