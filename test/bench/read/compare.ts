import { isDeepStrictEqual } from 'node:util';
import { ask, type Target } from './load.ts';
import type { Server } from './servers.ts';
import type { Part } from './work.ts';

/** A server at a work, with the bodies of its requests, in the same order for all. */
export interface Doing {
  readonly server: Server;
  readonly part: Part;
  /** The server's, with what the work sends along. */
  readonly target: Target;
  readonly bodies: readonly Buffer[];
}

/** Every server's answers must hold the same; the first that differs ends the benchmark. */
export async function compare(key: string, doing: readonly Doing[], most: number): Promise<string> {
  const count = Math.min(most, ...doing.map(({ bodies }) => bodies.length));
  for (let at = 0; at < count; at += 1) {
    const answers = await answersTo(doing, at);
    const other = answers.findIndex((answer) => !isDeepStrictEqual(answer, answers[0]));
    if (other < 0) continue;
    const names = `${doing[0]?.server.name ?? ''} and ${doing[other]?.server.name ?? ''}`;
    throw new Error(`(${key}) request ${at}: ${names} differ\n${difference(answers[0], answers[other])}`);
  }
  return `Answers to ${count} requests compared: ${doing.length < 2 ? 'one server only' : 'the same content'}.`;
}

async function answersTo(doing: readonly Doing[], at: number): Promise<readonly unknown[]> {
  const answers: unknown[] = [];
  for (const { server, part, target, bodies } of doing) {
    const body = bodies[at];
    if (body === undefined) continue;
    const data = await ask(target, body);
    if (server.without.length === 0 && part.check?.(data) === false)
      throw new Error(`${server.name}: not as it should be`);
    answers.push(part.read(data));
  }
  return answers;
}

/** Where two values part. */
function difference(one: unknown, other: unknown, path = ''): string {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) {
    return `${path}: ${JSON.stringify(one)} / ${JSON.stringify(other)}`;
  }
  const [a, b] = [one as Record<string, unknown>, other as Record<string, unknown>];
  const key = [...new Set([...Object.keys(a), ...Object.keys(b)])].find((name) => !isDeepStrictEqual(a[name], b[name]));
  return key === undefined ? `${path}: the order` : difference(a[key], b[key], `${path}.${key}`);
}
