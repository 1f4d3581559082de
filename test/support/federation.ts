import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Logger, pino } from 'pino';
import { contractToken } from '../../src/signing/contract-token.ts';
import { SIGNATURE_HEADER, type SignedRequest, signRequest } from '../../src/signing/signature.ts';
import { sampleToken, type TokenSubject } from '../../src/access/token/sample-tokens.ts';
import { parseConfig } from '../../src/config.ts';
import type { Gateway } from '../../src/graph/context.ts';
import { serveGraph } from '../../src/app/serve.ts';
import { printDay } from '../../src/kernel/calendar.ts';
import { seedSample } from '../../src/sample/seed.ts';
import { dayInChina } from '../../src/usecase/today.ts';
import { answerOf, viewerWith } from './graph.ts';
import { emptyRegister, type TestRegister, valueOf } from './register.ts';

const HOUSEHOLDS = 150;
const PATH = '/graphql';

/** A person of the sample, and where they stand. */
export interface Known {
  readonly id: string;
  readonly name: string;
  readonly identityNumber: string;
  /** Under the contract of `civil-affairs`. */
  readonly token: string;
  readonly householdId: string;
  readonly fileNumber: string;
  /** The code of the union that keeps the file. */
  readonly steward: string;
}

/** The platform as it is started for real, over a sample, with the contracts of two gateways. */
export interface Subgraph {
  readonly register: Omit<TestRegister, 'ids'>;
  /** Of the graph. */
  readonly url: string;
  readonly today: string;
  /** By name; `stranger` has no entry in the file of gateways. */
  readonly gateways: Readonly<Record<'civil' | 'other' | 'stranger', Gateway>>;
  /** With identity numbers and live files, the city over. */
  readonly persons: readonly Known[];
  readonly unionId: (code: string) => string;
  readonly bearer: (whose: TokenSubject) => Promise<string>;
  readonly close: () => Promise<void>;
}

interface Options {
  /** Takes the lines that it logs. */
  readonly log?: (line: string) => void;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Starts it; of the gateways `civil` alone is registered with a login, that of the sample's partner. */
export async function startSubgraph({ log, environment = {} }: Options = {}): Promise<Subgraph> {
  const register = await emptyRegister('18');
  const folder = mkdtempSync(join(tmpdir(), 'bangfu-federation-'));
  const day = dayInChina(Date.now());
  const { ownerUrl, secrets, database } = register.platform;
  valueOf(await seedSample({ ownerUrl, secrets, households: HOUSEHOLDS, seed: 1, on: day, progress: () => undefined }));
  const gateways = { civil: newGateway('civil-affairs'), other: newGateway('other'), stranger: newGateway('stranger') };
  writeFileSync(
    join(folder, 'gateways.json'),
    JSON.stringify([entryOf(gateways.civil, 'civil-affairs'), entryOf(gateways.other)]),
  );
  const config = valueOf(
    parseConfig({
      ...{ PORT: '0', BANGFU_DATA: folder, BANGFU_KEYS: register.config.keyFile, BANGFU_SAMPLE: '1' },
      DATABASE_URL: register.config.database?.url,
      ...environment,
      DATABASE_MIGRATION_URL: register.config.database?.migrationUrl,
    }),
  );
  const server = valueOf(await serveGraph(config, register.platform, logTo(log)));
  const unions = await register.asOwner('select id, code from trade_union');
  const ids = new Map(unions.map(({ id, code }) => [String(code), String(id)]));
  const unionId = (code: string) => ids.get(code) ?? '';
  const today = printDay(day);
  return {
    ...{ register, url: `${server.url}${PATH}`, today, gateways, unionId },
    persons: await personsOf(register, unionId('410500'), today, gateways.civil.contractKey),
    bearer: async (whose) => `Bearer ${valueOf(await sampleToken(config, database, today, whose))}`,
    close: async () => {
      await server.close();
      await register.drop();
      rmSync(folder, { recursive: true });
    },
  };
}

function logTo(write: ((line: string) => void) | undefined): Logger {
  return write === undefined ? pino({ level: 'silent' }) : pino({ level: 'info', base: null }, { write });
}

function newGateway(id: string): Gateway {
  return { id, contractKey: createSecretKey(randomBytes(32)), keyLimits: null };
}

/** The entry of a gateway in their file, with the login of a partner of the sample or without one. */
export function entryOf({ id, contractKey }: Gateway, partner?: string): object {
  const key = contractKey.export().toString('base64');
  return partner === undefined ? { id, key } : { id, key, login: { issuer: 'bangfu:sample', subject: partner } };
}

interface Page {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly {
    readonly id: string;
    readonly fileNumber: string | null;
    readonly steward: { readonly code: string };
    readonly members: readonly { readonly person: Pick<Known, 'id' | 'name' | 'identityNumber'> }[];
  }[];
}

async function personsOf(
  { platform }: Pick<TestRegister, 'platform'>,
  unionId: string,
  today: string,
  contractKey: KeyObject,
): Promise<readonly Known[]> {
  const persons: Known[] = [];
  let after: string | null = null;
  do {
    const { households } = (await answerOf(
      platform,
      `query ($after: String) { households(first: 100, after: $after) { pageInfo { hasNextPage endCursor }
        nodes { id fileNumber steward { code } members { person { id name identityNumber } } } } }`,
      { viewer: viewerWith('UNION_CLERK', unionId), today, variables: { after } },
    )) as { households: Page };
    for (const { id, fileNumber, steward, members } of households.nodes) {
      for (const { person } of members) {
        if (fileNumber === null) continue;
        const token = contractToken(contractKey, person.identityNumber);
        persons.push({ ...person, token, householdId: id, fileNumber, steward: steward.code });
      }
    }
    after = households.pageInfo.hasNextPage ? households.pageInfo.endCursor : null;
  } while (after !== null);
  return persons;
}

/** The header of a signature over a request, made now unless said otherwise. */
export function signature(
  { id, contractKey }: Gateway,
  request: SignedRequest,
  { seconds = 0, nonce = randomBytes(16).toString('base64url') }: { seconds?: number; nonce?: string } = {},
): Record<string, string> {
  const time = Math.floor(Date.now() / 1000) + seconds;
  return { [SIGNATURE_HEADER]: signRequest(contractKey, id, request, time, nonce) };
}

/** The same over the body of a request for the graph. */
export function signed(gateway: Gateway, body: string, over: Parameters<typeof signature>[2] = {}) {
  return signature(gateway, { method: 'POST', path: PATH, body }, over);
}

/** What a request for the graph was answered. */
export interface Answered {
  readonly status: number;
  readonly text: string;
  readonly data: Readonly<Record<string, unknown>> | null | undefined;
  readonly codes: readonly unknown[];
}

export async function post(url: string, body: string, headers: Readonly<Record<string, string>>): Promise<Answered> {
  const response = await fetch(url, {
    ...{ method: 'POST', body },
    headers: { 'content-type': 'application/json', ...headers },
  });
  const text = await response.text();
  const { data, errors = [] } = JSON.parse(text) as {
    readonly data?: Readonly<Record<string, unknown>> | null;
    readonly errors?: readonly { readonly extensions?: { readonly code?: unknown } }[];
  };
  return { status: response.status, text, data, codes: errors.map(({ extensions }) => extensions?.code) };
}
