import { unionsFor } from '../../access/staff.read.ts';
import { digestOf } from '../../artefacts/artefact.ts';
import { scanTypeOf } from '../../artefacts/scan-type.ts';
import { storeArtefact } from '../../artefacts/store-artefact.ts';
import type { Sql } from '../../database/database.ts';
import { newId } from '../../database/ids.ts';
import { insertChange } from '../../database/time/change-log.ts';
import { fail, succeed } from '../../kernel/result.ts';
import type { Command, Deps } from '../../usecase/command.ts';
import { execute } from '../../usecase/execute.ts';
import { type OrProblems, problem } from '../../usecase/problem.ts';
import { findDocuments, NO_UNION, openRuleProposal } from './rule-proposal.read.ts';
import { insertDocument, lockRules } from './rule-proposal.store.ts';

/** The scan of the document that sets what is proposed. */
export interface ReceiveDocument extends Command {
  readonly proposalId: string;
  readonly content: Buffer;
}

interface Received {
  /** The SHA-256 of the scan, in hexadecimal. */
  readonly digest: string;
}

/** Stores the scan of a proposal's document, as long as nobody has confirmed the proposal: who confirms it has seen it. */
export async function receiveDocument(deps: Deps, command: ReceiveDocument): Promise<OrProblems<Received>> {
  const about = { ...command, content: digestOf(command.content) };
  const mediaType = scanTypeOf(command.content);
  if (mediaType === null) return fail([problem('NOT_A_SCAN', 'content')]);
  return execute(deps, 'receiveDocument', about, (sql) => receive(sql, deps, command, mediaType));
}

async function receive(
  sql: Sql,
  { secrets, today }: Deps,
  command: ReceiveDocument,
  mediaType: string,
): Promise<OrProblems<Received>> {
  const { actorId, proposalId, content } = command;
  await lockRules(sql);
  const proposal = await openRuleProposal(sql, proposalId, today);
  const own = await unionsFor(sql, actorId, 'PROPOSE_RULE', [proposal?.unionId ?? NO_UNION], today);
  if (proposal === undefined || own.size === 0) return fail([problem('NO_SUCH_PROPOSAL', 'proposalId')]);
  const kind = proposal.kind === 'STANDARDS' ? 'STANDARD' : 'PROFILE';
  const changeId = await insertChange(sql, command, 'RECEIVE_RULE_DOCUMENT', kind, proposalId);
  const { digest } = await storeArtefact(sql, secrets, changeId, { mediaType, bytes: content });
  const place = (await findDocuments(sql, [proposalId])).length + 1;
  const about = { receivedOn: today, receivedBy: actorId, recordedIn: changeId };
  await insertDocument(sql, { id: newId(), proposalId, place, content: Buffer.from(digest, 'hex'), ...about });
  return succeed({ digest });
}
