import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The platform that all test files ask, which `run.ts` has started. */
export interface Platform {
  /** The address of the graph, with its path. */
  readonly url: string;
  /** The tokens that it printed, by role: `clerk`, `partner`, …; and {@link CITY_CLERK}. */
  readonly tokens: Readonly<Record<string, string>>;
  /** Its data folder. */
  readonly dataFolder: string;
}

/** A gateway as the platform knows it: the contract and its key, in base64. */
export interface Gateway {
  readonly id: string;
  readonly key: string;
}

/** The variable of the environment by which `run.ts` tells the test files of the platform. */
export const PLATFORM_VARIABLE = 'CLIENTS_PLATFORM';

/** The name of the token of a clerk of the city among those by role. */
export const CITY_CLERK = 'clerk of the city';

/** The running platform. */
export function platform(): Platform {
  const told = process.env[PLATFORM_VARIABLE];
  if (told === undefined)
    throw new Error('start the tests by `npm test` in test/clients, or `npm test -- stores/x.test.ts`');
  return JSON.parse(told) as Platform;
}

/** A token of a role. */
export function tokenOf(role: string): string {
  const { tokens } = platform();
  const token = tokens[role];
  if (token === undefined) throw new Error(`no token of ${role}, only of ${Object.keys(tokens).join(', ')}`);
  return token;
}

/** The gateway that the sample data come with. */
export function sampleGateway(): Gateway {
  const gateways = JSON.parse(readFileSync(join(platform().dataFolder, 'gateways.json'), 'utf8')) as Gateway[];
  const sample = gateways.find(({ id }) => id === 'sample');
  if (sample === undefined) throw new Error('the sample has no gateway');
  return sample;
}
