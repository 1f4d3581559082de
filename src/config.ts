import { resolve } from 'node:path';
import { z } from 'zod';

const settings = z.object({
  BANGFU_DATA: z.string().min(1).default('.data'),
});

/** What the environment sets, parsed once and frozen; nothing else reads the environment. */
export interface Config {
  /** The folder that holds the embedded database, whole. */
  readonly dataFolder: string;
}

export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  const { BANGFU_DATA: data } = settings.parse(environment);
  return Object.freeze({ dataFolder: resolve(data) });
}
