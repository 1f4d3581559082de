import type { Server } from '../read/servers.ts';

/** What is done with a file: the mutation of its body, the act, and what the act names. */
interface Act {
  readonly role: 'clerk' | 'reviewer';
  readonly mutation: string;
  readonly act: string;
  readonly words: object;
}

/** A file to step, with the number of its steps that were seen. */
export interface FileToStep {
  readonly id: string;
  readonly seen: number;
  readonly steward: string;
  /** The code of the union that is the body of the act. */
  readonly union: string;
  readonly kind: Kind;
}

const ACTS = {
  SUSPEND: { role: 'clerk', mutation: 'takeFilingStep', act: 'SUSPEND', words: { note: '待查' } },
  RETURN: { role: 'reviewer', mutation: 'takeReviewStep', act: 'RETURN', words: { note: '材料不全' } },
  PUBLICISE: { role: 'clerk', mutation: 'takeFilingStep', act: 'PUBLICISE', words: { document: '会议纪要1号' } },
} as const satisfies Readonly<Record<string, Act>>;

export type Kind = keyof typeof ACTS;

/** The state in which files are to which each kind of step is possible. */
const STATES: Readonly<Record<Kind, string>> = {
  SUSPEND: 'RECORDED',
  RETURN: 'VERIFIED',
  PUBLICISE: 'SURVEYED',
};

/** Asks as a member of staff of the sample; throws what is not answered. */
export type Ask = <T>(staff: string, query: string, variables?: object) => Promise<T>;

export function askingBy({ target: { url } }: Server, tokens: ReadonlyMap<string, string>): Ask {
  return async <T>(staff: string, query: string, variables: object = {}) => {
    const token = tokens.get(staff);
    if (token === undefined) throw new Error(`the sample has no ${staff}`);
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${token}`,
        'bangfu-purpose': encodeURIComponent('档案审核'),
      },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as { data?: T; errors?: readonly unknown[] };
    if (errors !== undefined || data === undefined) throw new Error(JSON.stringify(errors ?? response.status));
    return data;
  };
}

interface Listed {
  readonly archiveFiles: {
    readonly nodes: readonly {
      readonly id: string;
      readonly steward: { readonly code: string } | null;
      readonly steps: readonly unknown[];
      readonly nextActs: readonly {
        readonly act: string;
        readonly union: { readonly code: string } | null;
        readonly refusal: unknown;
      }[];
    }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  };
}

const LIST = `query ($state: ArchiveFileState, $union: String, $after: String) {
  archiveFiles(filter: { state: $state, union: $union }, first: 100, after: $after) {
    nodes { id steward { code } steps { id } nextActs { act union { code } refusal { code } } }
    pageInfo { hasNextPage endCursor } } }`;

/** Files of a county on which a kind of step is possible. */
export async function filesFor(ask: Ask, county: string, kind: Kind, most: number): Promise<readonly FileToStep[]> {
  const found: FileToStep[] = [];
  for (let after: string | null = null; found.length < most;) {
    const { archiveFiles }: Listed = await ask<Listed>(`auditor.${county}`, LIST, {
      ...{ state: STATES[kind], union: county, after },
    });
    for (const { id, steward, steps, nextActs } of archiveFiles.nodes) {
      const next = nextActs.find(({ act, refusal }) => act === kind && refusal === null);
      if (next !== undefined && next.union !== null) {
        found.push({ id, seen: steps.length, steward: steward?.code ?? county, union: next.union.code, kind });
      }
    }
    if (!archiveFiles.pageInfo.hasNextPage) break;
    after = archiveFiles.pageInfo.endCursor;
  }
  return found.slice(0, most);
}

interface Stepped {
  readonly answer: {
    readonly stepId: string | null;
    readonly problems: readonly { readonly code: string; readonly zh: string }[];
  };
}

/** Takes the step as somebody of the county; the key makes it one. */
export async function step(ask: Ask, county: string, file: FileToStep, today: string) {
  const { role, mutation, act, words } = ACTS[file.kind];
  const input = {
    ...{ fileId: file.id, act, union: file.union, on: today, afterStep: file.seen, ...words },
    idempotencyKey: crypto.randomUUID(),
  };
  const query = `mutation ($input: ArchiveTakeFileStepInput!) { answer: ${mutation}(input: $input) { stepId problems { code zh } } }`;
  return (await ask<Stepped>(`${role}.${county}`, query, { input })).answer;
}
