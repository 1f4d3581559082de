import { bootstrap, type Bootstrap, BOOTSTRAP_REFUSALS } from '../staff/bootstrap/bootstrap.ts';
import { bootstrapValue, readBootstrap } from '../staff/bootstrap/read-bootstrap.ts';
import type { Command } from '../app/command-line/command-line.ts';
import { onPlatform } from '../app/command-line/on-platform.ts';
import { type OptionValues, optionalOption, required } from '../app/command-line/option.ts';
import { type CommandLine, refuseCommand, runCommand, withConfig } from '../app/command-line/run-command.ts';
import type { Config } from '../config.ts';
import { todayInChina } from '../usecase/today.ts';

const COMMAND = {
  call: 'npm run bootstrap --',
  about: '设立首任两名管理员 / creates the first two administrators',
  options: {
    union: required('CODE', '最上级工会编号 / the code of the topmost union', bootstrapValue('union')),
    'union-name': optionalOption(
      'NAME',
      '工会名称，库中尚无工会时须给出 / the name of the union, if the database has none yet',
      bootstrapValue('union-name'),
    ),
    region: optionalOption(
      '410500',
      '工会所在区划代码，库中尚无工会时须给出 / the code of its division, if the database has no union yet',
      bootstrapValue('region'),
    ),
    'region-name': optionalOption(
      'NAME',
      '工会所在区划名称，库中尚无工会时须给出 / the name of its division, if the database has no union yet',
      bootstrapValue('region-name'),
    ),
    code: required('CODE', '第一名管理员的编号 / the code of the first administrator', bootstrapValue('code')),
    name: required('NAME', '姓名 / the name of the first administrator', bootstrapValue('name')),
    subject: required('SUBJECT', '账号 / the login of the first administrator', bootstrapValue('subject')),
    'second-code': required(
      'CODE',
      '第二名管理员的编号 / the code of the second administrator',
      bootstrapValue('second-code'),
    ),
    'second-name': required('NAME', '姓名 / the name of the second administrator', bootstrapValue('second-name')),
    'second-subject': required(
      'SUBJECT',
      '账号 / the login of the second administrator',
      bootstrapValue('second-subject'),
    ),
    issuer: optionalOption(
      'ISSUER',
      '令牌签发方，缺省为 BANGFU_ISSUER / the issuer of their tokens; by default BANGFU_ISSUER',
      bootstrapValue('issuer'),
    ),
  },
  notes: [
    '授权须由两人完成，因此一次设立两名管理员，互相授权。此命令只在从未有过管理员时可用。SUBJECT 为身份提供方令牌中的 sub。',
    'A grant takes two people, so this command creates two administrators, and each is granted by the other. It works only if',
    "there has never been an administrator. SUBJECT is the claim `sub` of the identity provider's tokens.",
  ],
} satisfies Command;

process.exitCode = await runCommand(COMMAND, (line) => withConfig((config) => run(line, config)));

async function run({ options, refuseArguments }: CommandLine<typeof COMMAND.options>, config: Config): Promise<number> {
  const command = readCommand(options, config);
  if (command === undefined) {
    return refuseArguments(
      '须有签发方；--union-name、--region、--region-name 须一并给出；两名管理员的编号、账号须不同 / an issuer is ' +
        'required; --union-name, --region and --region-name must be given together; the two codes and logins must differ',
    );
  }
  return onPlatform(config, async ({ database }) => {
    const made = await bootstrap(database, command);
    if (!made.ok) return refuseCommand(BOOTSTRAP_REFUSALS[made.error]);
    const { first, second, union } = command;
    process.stdout.write(`${union.code}: ${first.code}, ${second.code}\n`);
    return 0;
  });
}

function readCommand(options: OptionValues<typeof COMMAND.options>, { identity }: Config): Bootstrap | undefined {
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  return readBootstrap({ issuer: identity?.issuer, ...given }, todayInChina());
}
