import { parseArgs } from 'node:util';
import { bootstrap, type Bootstrap, refusalSentence } from '../staff/bootstrap/bootstrap.ts';
import { readBootstrap } from '../staff/bootstrap/read-bootstrap.ts';
import { openPlatform } from '../app/platform.ts';
import { type Config, readConfig } from '../config.ts';
import { printDay } from '../kernel/calendar.ts';
import { dayInChina } from '../usecase/today.ts';

const USAGE = `用法 / usage: npm run bootstrap --
  --union CODE                          最上级工会编号 / the topmost union
  [--union-name NAME --region 410500 --region-name NAME]
                                        库中尚无工会时 / where there is no union yet
  --code CODE --name NAME --subject SUBJECT
                                        第一名管理员 / the first administrator
  --second-code CODE --second-name NAME --second-subject SUBJECT
                                        第二名管理员 / the second
  [--issuer ISSUER]                     令牌签发方，缺省为 BANGFU_ISSUER / the issuer of their tokens
授权须两人，故一次设两名管理员，互相授予；此命令只在从未有过管理员时可用。SUBJECT 为身份提供方令牌中的 sub。
Granting takes two people, so two administrators are made at once, each granted by the other; it works only while
there never was one. SUBJECT is the claim \`sub\` of the identity provider's tokens.`;

const text = { type: 'string' } as const;
const OPTIONS = {
  ...{ union: text, 'union-name': text, region: text, 'region-name': text, issuer: text },
  ...{ code: text, name: text, subject: text },
  ...{ 'second-code': text, 'second-name': text, 'second-subject': text },
};

/** `bootstrap`: the first two administrators, and the union that the register begins with. */
process.exitCode = await run();

async function run(): Promise<number> {
  const config = readConfig();
  const command = readArguments(config);
  if (command === undefined) return refuse(USAGE);
  const platform = await openPlatform(config, (event) => process.stderr.write(`${event}\n`));
  if (!platform.ok) return refuse(platform.error);
  const { database, close } = platform.value;
  try {
    const made = await bootstrap(database, command);
    if (!made.ok) return refuse(refusalSentence(made.error));
    const { first, second, union } = command;
    process.stdout.write(`${union.code}: ${first.code}, ${second.code}\n`);
    return 0;
  } finally {
    await close();
  }
}

function readArguments({ identity }: Config): Bootstrap | undefined {
  try {
    const { values } = parseArgs({ options: OPTIONS });
    return readBootstrap({ issuer: identity?.issuer, ...values }, printDay(dayInChina(Date.now())));
  } catch {
    return undefined;
  }
}

function refuse(message: string): number {
  process.stderr.write(`${message}\n`);
  return 1;
}
