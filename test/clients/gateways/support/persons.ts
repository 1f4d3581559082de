import { signedFetch } from '../../../../src/signing/signed-fetch.ts';
import { CITY_CLERK, platform, sampleGateway, tokenOf } from '../../support/platform.ts';

/** A household of the sample with one of its persons, as our side shows them through the contract's gateway. */
export interface Known {
  readonly id: string;
  readonly name: string;
  /** Under the contract of the gateway. */
  readonly token: string;
  readonly householdId: string;
  readonly fileNumber: string;
  readonly outcome: string;
}

interface HouseholdRow {
  readonly id: string;
  readonly fileNumber: string | null;
  readonly currentEligibility: { readonly outcome: string };
  readonly members: readonly { readonly person: { id: string; name: string; token: string } }[];
}

/** The union whose clerk asks, and one that they may not see. */
export const NEAR = '410502';
export const FAR = '410581';

const QUERY = `query ($union: String) {
  households(first: 200, filter: { union: $union }) {
    nodes { id fileNumber currentEligibility { outcome } members { person { id name token } } }
  }
}`;

/** The contract of the sample's gateway with the graph at an address. */
export function contractAt(url: string) {
  const { id, key } = sampleGateway();
  return { gateway: id, key, url };
}

/** Asks the platform itself through the gateway, as who sees every household. */
export async function askPlatform<Data>(query: string, variables: object = {}): Promise<Data> {
  const { url } = platform();
  const response = await signedFetch(fetch, contractAt(url))(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${tokenOf(CITY_CLERK)}` },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data?: Data; errors?: unknown };
  if (data === undefined || errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
}

/** Households that a union keeps, at most 200, with the first member of each. */
export async function householdsOf(union: string): Promise<readonly Known[]> {
  const { households } = await askPlatform<{ households: { nodes: readonly HouseholdRow[] } }>(QUERY, { union });
  return households.nodes.flatMap(({ id: householdId, fileNumber, currentEligibility: { outcome }, members }) => {
    const [first] = members;
    return first === undefined || fileNumber === null ? [] : [{ ...first.person, householdId, fileNumber, outcome }];
  });
}
