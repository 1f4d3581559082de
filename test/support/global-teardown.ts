import { stopServers } from './servers.ts';

export default async function tearDown(): Promise<void> {
  await stopServers();
}
