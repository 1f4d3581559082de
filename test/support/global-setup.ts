import { seed } from './runs.ts';
import { startServers } from './servers.ts';

/** Prints the seed, so that a failed run can be repeated, and starts the databases that the store tests share. */
export default async function setUp(): Promise<void> {
  process.env['TEST_SEED'] = seed().toString();
  console.log(`TEST_SEED=${seed()} TEST_COUNT=${process.env['TEST_COUNT'] ?? 'small'}`);
  await startServers();
}
