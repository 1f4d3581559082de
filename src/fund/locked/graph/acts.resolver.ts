import { Arg, Ctx, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { GraphContext } from '../../../graph/context.ts';
import { Needs, Requires } from '../../../graph/policy/policy.ts';
import { Problem } from '../../../graph/problem.type.ts';
import { MomentScalar, RevisionScalar } from '../../../graph/scalars.ts';
import { HasFields, maybe, needed } from '../../../graph/values.ts';
import { explainFromInput, lockFromInput, sealFromInput, tieOutFromInput } from './acts.loader.ts';
import { ExplainDifferenceInput, ExportLockedInput, LockTableInput, SealTableInput } from './locked-table.input.ts';
import { makeLockedLink } from './locked-download.loader.ts';
import { LockedRealNameTable } from './locked-table.type.ts';

const INPUT = { description: '内容。The content of the command.' } as const;

@ObjectType('LockedTableAnswer', {
  description: '办理结果。The result of an act on a locked table.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  problems: needed('错误；有错误则什么也没有写入。The reasons for a refusal; if there is any, nothing was written.', [
    Problem,
  ]),
  table: maybe('锁定的汇总表。The table.', LockedRealNameTable),
  revision: maybe(
    '变更序号。The number of the change; `null` if nothing was written, or for a moment after the change.',
    RevisionScalar,
  ),
})
class LockedTableAnswer {}

@ObjectType('LockedTableLink', {
  description:
    '锁定的汇总表的下载链接（第九条）。A link to what is stored, which the one who asked can use once within five minutes.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  url: needed('下载地址。Relative to the address of the graph; GET it with the same `authorization` header.'),
  expiresAt: needed('有效期至。When the link expires.', MomentScalar),
  fileName: needed('文件名。The name of the file.'),
  sha256: needed('校验码。The SHA-256 of the file, in hexadecimal.'),
})
class LockedTableLink {}

@Resolver()
export class LockedTableActsResolver {
  @Mutation(() => LockedTableAnswer, {
    description: '锁定实名制汇总表（第二、九条）。Locks a real-name table under a number; a job then prints its files.',
  })
  @Requires('LOCK_REAL_NAME_TABLE')
  lockRealNameTable(@Arg('input', () => LockTableInput, INPUT) input: LockTableInput, @Ctx() context: GraphContext) {
    return lockFromInput(context, input);
  }

  @Mutation(() => LockedTableAnswer, {
    description:
      '账表核对（第九条）。Compares a locked table with the payments on record, without a general ledger; a ledger is sent to `/imports/general-ledger`.',
  })
  @Requires('LOCK_REAL_NAME_TABLE')
  tieOutRealNameTable(@Arg('input', () => SealTableInput, INPUT) input: SealTableInput, @Ctx() context: GraphContext) {
    return tieOutFromInput(context, input);
  }

  @Mutation(() => LockedTableAnswer, {
    description: '说明差异（第九条）。Explains a difference, as an officer who is not the preparer.',
  })
  @Requires('SIGN_REAL_NAME_TABLE')
  explainTableDifference(
    @Arg('input', () => ExplainDifferenceInput, INPUT) input: ExplainDifferenceInput,
    @Ctx() context: GraphContext,
  ) {
    return explainFromInput(context, input);
  }

  @Mutation(() => LockedTableAnswer, {
    description: '审核实名制汇总表（第九条）。Reviews a locked table, as its reviewer.',
  })
  @Requires('SIGN_REAL_NAME_TABLE')
  reviewRealNameTable(@Arg('input', () => SealTableInput, INPUT) input: SealTableInput, @Ctx() context: GraphContext) {
    return sealFromInput(context, input, 'REVIEWED');
  }

  @Mutation(() => LockedTableAnswer, {
    description: '签署实名制汇总表（第九条）。Signs a reviewed table, as an officer who is not its preparer.',
  })
  @Requires('SIGN_REAL_NAME_TABLE')
  signRealNameTable(@Arg('input', () => SealTableInput, INPUT) input: SealTableInput, @Ctx() context: GraphContext) {
    return sealFromInput(context, input, 'SIGNED');
  }

  // A mutation, although nothing is written yet: a link that works once must not come from a client's cache.
  @Mutation(() => LockedTableLink, {
    description: '下载锁定的汇总表（第九条）。Makes a link to a file of a locked table, as it is stored.',
  })
  @Requires('READ_REAL_NAME_TABLE')
  exportLockedTable(
    @Arg('input', () => ExportLockedInput, INPUT) input: ExportLockedInput,
    @Ctx() context: GraphContext,
  ) {
    return makeLockedLink(context, input);
  }
}
