import { changeKeys } from '../secrets/keys/change-keys.ts';
import { administratorOfCode } from '../access/staff.ts';
import { openPlatform } from '../app/platform.ts';
import { readConfig } from '../config.ts';
import { printDay } from '../kernel/calendar.ts';
import { dayInChina } from '../usecase/today.ts';

/** `keys:rotate --as STAFF`: new master keys, and everything under them, while the platform is used. */
const [flag, staff, ...rest] = process.argv.slice(2);
if (flag !== '--as' || staff === undefined || rest.length > 0) {
  process.stderr.write('用法 / usage: npm run keys:rotate -- --as STAFF\n');
  process.exitCode = 1;
} else {
  process.exitCode = await rotate(staff);
}

async function rotate(code: string): Promise<number> {
  const config = readConfig();
  const platform = await openPlatform(config, (event) => process.stderr.write(`${event}\n`));
  if (!platform.ok) return refuse(platform.error);
  const { database, secrets, ownerUrl, close } = platform.value;
  try {
    const today = printDay(dayInChina(Date.now()));
    const actorId = await database.session((sql) => administratorOfCode(sql, code, today));
    if (actorId === undefined) return refuse('只有管理员可更换密钥 / only an administrator may rotate the keys');
    const keys = { keyFile: config.keyFile, ownerUrl, secrets };
    const tell = (rows: number) => process.stderr.write(`${rows} 行 / rows\n`);
    const { version, rows } = await changeKeys(keys, actorId, tell);
    process.stdout.write(`第 ${version} 版 / version ${version}: ${rows} 行 / rows\n`);
    return 0;
  } finally {
    await close();
  }
}

function refuse(message: string): number {
  process.stderr.write(`${message}\n`);
  return 1;
}
