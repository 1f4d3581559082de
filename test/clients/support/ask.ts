import { deepStrictEqual } from 'node:assert/strict';
import { platform, tokenOf } from './platform.ts';

/** An answer of the graph. */
export interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly extensions?: Readonly<Record<string, unknown>> }[];
}

type Variables = Readonly<Record<string, unknown>>;

/** Asks without any client: what clients must show is compared with this. */
export async function ask(query: string, variables: Variables = {}, role = 'clerk'): Promise<Answer> {
  const response = await fetch(platform().url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${tokenOf(role)}` },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as Answer;
}

/** The data of an answer without errors. */
export async function dataOf(query: string, variables: Variables = {}, role = 'clerk'): Promise<unknown> {
  const { data, errors } = await ask(query, variables, role);
  deepStrictEqual(errors, undefined);
  return data;
}

/** The households of the county that have been on file since before 2023-06-30, by file number. */
export async function householdAt(place: number): Promise<string> {
  const query = '{ households(first: 20, asOf: "2023-06-30") { nodes { registerId } } }';
  const { households } = (await dataOf(query)) as { households: { nodes: readonly { registerId: string }[] } };
  const id = households.nodes[place]?.registerId;
  if (id === undefined) throw new Error(`the sample has no household at ${place}`);
  return id;
}

/** Leaves out what clients ask for on their own. */
export function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([name]) => !name.startsWith('__'));
  return Object.fromEntries(entries.map(([name, child]) => [name, plain(child)]));
}
