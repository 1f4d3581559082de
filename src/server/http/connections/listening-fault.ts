import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Config } from '../../../config.ts';
import { errorCode } from '../../../kernel/error-code.ts';

type Address = Pick<Config, 'host' | 'port'>;

/** The reason why the server cannot listen on an address, or `undefined` if it can. It listens briefly to find out. */
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

/** The message for the operator when the server cannot listen on its address; `undefined` for any other error. */
export function listeningFault({ host, port }: Address, error: unknown): string | undefined {
  const code = errorCode(error);
  if (code === 'EADDRINUSE')
    return `端口 ${port} 已被占用，请用 PORT 另设端口 / port ${port} is already in use: set another with PORT`;
  if (code === 'EACCES')
    return `无权使用端口 ${port}，请用 PORT 另设端口 / you are not allowed to use port ${port}: set another with PORT`;
  if (code !== 'EADDRNOTAVAIL' && code !== 'ENOTFOUND') return undefined;
  return `无法监听地址 ${host}，请用 BANGFU_HOST 另设地址 / the server cannot listen on ${host}: set another address with BANGFU_HOST`;
}
