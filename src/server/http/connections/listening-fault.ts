import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Config } from '../../../config.ts';
import { errorCode } from '../../../kernel/error-code.ts';

type Address = Pick<Config, 'host' | 'port'>;

/** Why the server cannot listen at an address; `undefined` if it can. It listens for a moment to find out. */
export async function probePort(address: Address): Promise<string | undefined> {
  const server = createServer();
  try {
    server.listen(address.port, address.host);
    await once(server, 'listening');
  } catch (error) {
    return `无法启动 / cannot start: ${listeningFault(address, error) ?? String(error)}`;
  }
  server.close();
  await once(server, 'close');
  return undefined;
}

/** The message for an operator whose address cannot be listened at; `undefined` for an unknown error. */
export function listeningFault({ host, port }: Address, error: unknown): string | undefined {
  const code = errorCode(error);
  if (code === 'EADDRINUSE') return `端口 ${port} 已被占用，请另设 PORT / the port ${port} is taken: set PORT`;
  if (code === 'EACCES') return `无权使用端口 ${port}，请另设 PORT / the port ${port} is not allowed: set PORT`;
  if (code !== 'EADDRNOTAVAIL' && code !== 'ENOTFOUND') return undefined;
  return `无法监听 ${host}，请另设 BANGFU_HOST / nobody can listen at ${host}: set BANGFU_HOST`;
}
