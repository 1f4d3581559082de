import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compare, type Doing } from './compare.ts';
import type { BenchDatabase } from './database.ts';
import { ask, bodyOf, load } from './load.ts';
import {
  databaseTime,
  forgetStatements,
  postmasterOf,
  processorTime,
  statementsOf,
  statementTable,
  timePlanning,
} from './measure.ts';
import { profileOf, summaryOf } from './profile.ts';
import { type Measured, type Result, tableOf } from './report.ts';
import type { Server } from './servers.ts';
import type { Settings } from './settings.ts';
import type { Part, Samples, Work } from './work.ts';

/** Before each round: while others had their turns, pools have closed their connections. */
const SETTLE_SECONDS = 1;

/** Servers that run side by side over one database, and how they are measured. */
interface Setting {
  readonly settings: Settings;
  readonly database: BenchDatabase;
  readonly servers: readonly Server[];
  /** The statements that come while nothing is asked. */
  readonly background: readonly string[];
  readonly samples: Samples;
  /** The server that the others are told in parts of. */
  readonly base: string;
  /** The port of the first server's inspector. */
  readonly inspector: number;
}

export class Bench {
  readonly #of: Setting;

  constructor(setting: Setting) {
    this.#of = setting;
  }

  /** Compares the answers, then measures in rounds that take turns. */
  async measureWork(work: Work): Promise<string> {
    const { settings, base } = this.#of;
    console.error(`(${work.key}) ${work.title}`);
    const doing = await this.#prepare(work);
    const compared = await compare(work.key, doing, settings.compared);
    const statements: number[] = [];
    for (const one of doing) statements.push(await this.#countStatements(one));
    for (const { target, bodies } of doing) await load(target, bodies, { ...settings, seconds: settings.warm });
    if (settings.profile) return this.#profiles(work, doing);
    const rounds = await this.#takeTurns(work, doing);
    const results = doing.map(({ server: { name } }, at): Result => {
      return { server: name, rounds: rounds[at] ?? [], statements: statements[at] ?? NaN };
    });
    return `${tableOf(`(${work.key}) ${work.title}`, results, base)}\n\n${compared}`;
  }

  async #prepare(work: Work): Promise<readonly Doing[]> {
    const doing: Doing[] = [];
    for (const server of this.#of.servers) {
      const part = work.parts[server.kind];
      if (part === undefined) continue;
      const target = targetOf(server, part);
      const requests = await part.requests(
        (query, variables) => ask(target, bodyOf(query, variables)),
        this.#of.samples,
      );
      doing.push({ server, part, target, bodies: requests.map((variables) => bodyOf(part.query, variables)) });
    }
    return doing;
  }

  /** The rounds of each server, in their order. */
  async #takeTurns(work: Work, doing: readonly Doing[]): Promise<readonly (readonly Measured[])[]> {
    const { settings, database } = this.#of;
    const rounds = doing.map((): Measured[] => []);
    const postmaster = await postmasterOf(database.owner);
    for (let round = 0; round < settings.rounds; round += 1) {
      for (const [at, one] of doing.entries()) {
        const measured = await this.#measure(one, postmaster);
        rounds[at]?.push(measured);
        const rate = (measured.requests / measured.seconds).toFixed(1);
        console.error(`(${work.key}) round ${round + 1} of ${settings.rounds}: ${one.server.name} ${rate}/s`);
      }
    }
    return rounds;
  }

  /** Where each server's processor time goes. */
  async #profiles(work: Work, doing: readonly Doing[]): Promise<string> {
    const { settings, database, servers, inspector } = this.#of;
    const parts: string[] = [];
    for (const { server, target, bodies } of doing) {
      let requests = 0;
      await timePlanning(database.owner, true);
      await forgetStatements(database.owner);
      const profile = await profileOf(`http://127.0.0.1:${inspector + servers.indexOf(server)}`, async () => {
        ({ requests } = await load(target, bodies, settings));
      });
      const statements = await statementTable(database.owner, server.role, requests);
      await timePlanning(database.owner, false);
      writeFileSync(join(settings.home, `${work.key}-${server.name}.cpuprofile`), JSON.stringify(profile));
      parts.push(
        `### (${work.key}) ${work.title}: ${server.name}\n\n${statements}\n\n${summaryOf(profile, settings.most)}`,
      );
    }
    return parts.join('\n\n');
  }

  async #countStatements({ server, target, bodies }: Doing): Promise<number> {
    const { owner } = this.#of.database;
    const counted = bodies.slice(0, 20);
    for (const body of counted) await ask(target, body);
    await forgetStatements(owner);
    for (const body of counted) await ask(target, body);
    return (await statementsOf(owner, server.role, this.#of.background)) / counted.length;
  }

  async #measure({ server, target, bodies }: Doing, postmaster: number): Promise<Measured> {
    const { settings } = this.#of;
    const pid = server.child.pid ?? 0;
    await load(target, bodies, { ...settings, seconds: SETTLE_SECONDS });
    const [own, base] = [processorTime(pid), databaseTime(postmaster)];
    const round = await load(target, bodies, settings);
    return {
      ...round,
      serverTime: (processorTime(pid) - own) / round.requests,
      databaseTime: (databaseTime(postmaster) - base) / round.requests,
    };
  }
}

function targetOf({ target, sign }: Server, { headers, signed }: Part): Doing['target'] {
  const all = { ...target, headers: { ...target.headers, ...headers } };
  return signed === true && sign !== undefined ? { ...all, sign } : all;
}
