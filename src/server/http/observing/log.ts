import { pino, type Logger } from 'pino';
import type { Config } from '../../../config.ts';

/** Lines of JSON on standard output. What is given to it holds no personal data: no bodies, variables, tokens, addresses. */
export function openLog({ logLevel }: Pick<Config, 'logLevel'>): Logger {
  return pino({ level: logLevel, base: null, timestamp: () => `,"time":"${new Date().toISOString()}"` });
}
