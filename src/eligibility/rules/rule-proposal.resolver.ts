import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { PageArgs } from '../../graph/arguments/args.input.ts';
import { idProblem } from '../../graph/arguments/ids.ts';
import { buildCommand } from '../../graph/command.ts';
import type { GraphContext } from '../../graph/context.ts';
import { Needs, Requires } from '../../graph/policy/policy.ts';
import { fail } from '../../kernel/result.ts';
import { Household } from '../../registry/graph/household.type.ts';
import { confirmRuleProposal } from '../../standards/proposals/confirm-rules.ts';
import type { ListedChange } from './preview.read.ts';
import { previewAgain, proposeProfileFrom, proposeStandardsFrom } from './propose.loader.ts';
import { makeDocumentLink } from './rule-documents.loader.ts';
import { PreviewChangesArgs, ProposeProfileInput, ProposeStandardsInput } from './rule-proposal.input.ts';
import {
  changedHousehold,
  documentNodes,
  loadPreview,
  previewPage,
  ruleAnswer,
  rulePage,
} from './rule-proposal.loader.ts';
import {
  RuleAnswer,
  RuleDocumentLink,
  RuleDocuments,
  RulePreview,
  RulePreviewChange,
  RulePreviewChangeConnection,
  RuleProposal,
  RuleProposalConnection,
} from './rule-proposal.type.ts';

const INPUT = { description: '内容。The content of the command.' } as const;
const ID_ARG = { description: '提出事项的标识。The id of the proposal.' } as const;
const SAYS = {
  list: '提出的当地标准与地方规定（第二、三、二十三条）。What was proposed for your unions, and who confirmed it.',
  changes:
    '试算结果有变的家庭。Your households that a proposal would decide otherwise, as its last preview found; of rules that you may not see, none.',
  standards:
    '提出当地标准（第三至五条），须由县级以上帮扶中心另一人在 90 日内确认。Proposes local standards; a job finds what they would do, and another person of a centre confirms them within 90 days.',
  profile:
    '提出地方规定（第二、二十三条），须由县级以上帮扶中心另一人在 90 日内确认。Proposes a local profile; a job finds what it would do, and another person of a centre confirms it within 90 days.',
  preview: '重新试算。Finds again, by a job, what a proposal would do.',
  confirm:
    '确认当地标准或地方规定，须已存入文件并试算。Confirms what another has proposed, once its document is stored and its preview made.',
  link: '下载文件扫描件。Makes a link to the scan of a proposal’s document.',
};

interface Proposal {
  readonly id: string;
}

@Resolver(() => RuleProposal)
export class RuleProposalResolver {
  @Query(() => RuleProposalConnection, { description: SAYS.list })
  @Requires('READ_RULE_PROPOSALS')
  ruleProposals(@Args(() => PageArgs) given: PageArgs, @Ctx() context: GraphContext) {
    return rulePage(context, given);
  }

  @Query(() => RulePreviewChangeConnection, { description: SAYS.changes })
  @Requires('READ_RULE_PROPOSALS')
  rulePreviewChanges(@Args(() => PreviewChangesArgs) given: PreviewChangesArgs, @Ctx() context: GraphContext) {
    return previewPage(context, given);
  }

  @FieldResolver(() => RuleDocuments, { description: '文件扫描件。The scans of its document, as they came.' })
  documents(@Root() { id }: Proposal, @Ctx() context: GraphContext) {
    return documentNodes(context, id);
  }

  @FieldResolver(() => RulePreview, {
    nullable: true,
    description: '试算。What it would do, as the last preview found; `null`: none has ended yet.',
  })
  preview(@Root() { id }: Proposal, @Ctx() context: GraphContext) {
    return loadPreview(context, id);
  }

  @Mutation(() => RuleAnswer, { description: SAYS.standards })
  @Requires('PROPOSE_RULE')
  proposeStandards(
    @Arg('input', () => ProposeStandardsInput, INPUT) input: ProposeStandardsInput,
    @Ctx() context: GraphContext,
  ) {
    return ruleAnswer(context, proposeStandardsFrom(context, input));
  }

  @Mutation(() => RuleAnswer, { description: SAYS.profile })
  @Requires('PROPOSE_RULE')
  proposeProfile(
    @Arg('input', () => ProposeProfileInput, INPUT) input: ProposeProfileInput,
    @Ctx() context: GraphContext,
  ) {
    return ruleAnswer(context, proposeProfileFrom(context, input));
  }

  @Mutation(() => RuleAnswer, { description: SAYS.preview })
  @Requires('READ_RULE_PROPOSALS')
  previewRuleProposal(@Arg('proposalId', () => ID, ID_ARG) proposalId: string, @Ctx() context: GraphContext) {
    const wrong = idProblem(proposalId, 'NO_SUCH_PROPOSAL', 'proposalId');
    return ruleAnswer(context, wrong === null ? previewAgain(context, proposalId) : Promise.resolve(fail([wrong])));
  }

  @Mutation(() => RuleAnswer, { description: SAYS.confirm })
  @Requires('CONFIRM_RULE')
  confirmRuleProposal(@Arg('proposalId', () => ID, ID_ARG) proposalId: string, @Ctx() context: GraphContext) {
    const wrong = idProblem(proposalId, 'NO_SUCH_PROPOSAL', 'proposalId');
    if (wrong !== null) return ruleAnswer(context, Promise.resolve(fail([wrong])));
    const command = { ...buildCommand(context, null, '确认当地标准或地方规定'), proposalId };
    return ruleAnswer(context, confirmRuleProposal(context.deps, command));
  }

  // A mutation, although nothing is written yet: a link that works once must not come from a client's cache.
  @Mutation(() => RuleDocumentLink, { description: SAYS.link })
  @Requires('READ_RULE_PROPOSALS')
  exportRuleDocument(
    @Arg('proposalId', () => ID, ID_ARG) proposalId: string,
    @Arg('place', () => Int, { defaultValue: 1, description: '次序。Its place, from 1.' }) place: number,
    @Ctx() context: GraphContext,
  ) {
    return makeDocumentLink(context, { proposalId, place });
  }
}

@Resolver(() => RulePreviewChange)
export class RulePreviewChangeResolver {
  @FieldResolver(() => Household, { nullable: true, description: '家庭。The household as of today.' })
  @Needs('READ_HOUSEHOLD')
  household(@Root() change: ListedChange, @Ctx() context: GraphContext) {
    return changedHousehold(context, change);
  }
}
