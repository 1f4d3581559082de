import { makeKeys } from '../secrets/keys/key-file.ts';
import { readConfig } from '../config.ts';

/** `keys`: makes the key file of `BANGFU_KEYS` unless it is there. */
const { keyFile } = readConfig();
await makeKeys(keyFile);
process.stdout.write(`${keyFile}\n`);
