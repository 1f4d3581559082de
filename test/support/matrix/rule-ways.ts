import { newId } from '../../../src/database/ids.ts';
import type { Scope } from './oracle.ts';
import type { Way } from './ways.ts';
import type { World } from './world.ts';

const AT_COUNTY: Scope = { kind: 'unions', unions: ['county'] };
const DOCUMENT = 'union: "COUNTY", documentNumber: "豫民〔2026〕2号", documentTitle: "通知"';
const WAGE = `{ kind: MINIMUM_WAGE, region: "410502", from: "2025-01-01", amount: "2200.00", status: PUBLISHED,
  checkedUntil: "2026-12-31" }`;

/** The arguments of the root fields about proposals of local standards and profiles. */
export function ruleWays({ ruleProposal }: World): Readonly<Record<string, readonly Way[]>> {
  const on = (id: string) => `proposalId: "${id}"`;
  const named: Way = { args: on(ruleProposal), missing: on(newId()), scope: AT_COUNTY };
  // Each answer has a proposal of its own.
  const proposed: Way = { scope: AT_COUNTY, selection: () => '{ __typename problems { code } }' };
  return {
    'Query.ruleProposals': [{ args: 'first: 200' }],
    'Query.rulePreviewChanges': [
      { args: `${on(ruleProposal)}, first: 200` },
      { args: `${on(ruleProposal)}, part: THROUGH_WINDOW, first: 200` },
    ],
    'Mutation.proposeStandards': [{ ...proposed, args: `input: { ${DOCUMENT}, standards: [${WAGE}] }` }],
    'Mutation.proposeProfile': [
      { ...proposed, args: `input: { ${DOCUMENT}, profile: { level: COUNTY, from: "2026-07-01", dwellings: 3 } }` },
    ],
    'Mutation.previewRuleProposal': [named],
    'Mutation.confirmRuleProposal': [named],
    'Mutation.exportRuleDocument': [
      // A link differs from every other.
      { ...named, selection: () => '{ __typename fileName sha256 }', refusal: 'INVALID_ARGUMENT' },
    ],
  };
}
