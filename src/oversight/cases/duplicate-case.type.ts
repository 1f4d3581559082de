import { ObjectType } from 'type-graphql';
import { registerCodes } from '../../graph/dictionary.ts';
import { makeConnectionType } from '../../graph/page/connection.type.ts';
import { Needs } from '../../graph/policy/policy.ts';
import { argumentsType, HasFields, maybe, needed } from '../../graph/values.ts';
import { FINDINGS, type Finding } from '../../registry/duplicates/finding.codes.ts';
import { DaysArgs } from '../oversight.input.ts';

const FindingEnum = registerCodes('ArchiveDuplicateFinding', FINDINGS, '重复之处');

export const DuplicateCasesArgs = argumentsType(DaysArgs, {
  number: maybe('编号。The number of one case, as both unions were told it.'),
});

export type DuplicateCasesArgs = InstanceType<typeof DuplicateCasesArgs>;

@ObjectType('ArchiveDuplicateCase', {
  description:
    '疑似重复在档的案件。Somebody whom a union was to record and who is, or may be, on file with another: for their common superior.',
  simpleResolvers: true,
})
@Needs('READ_DUPLICATE_CASES')
@HasFields({
  number: needed('编号。By which both unions refer to it.'),
  finding: needed<Finding>('重复之处。What is the same.', FindingEnum),
  foundOn: needed('发现日期。The day on which it was found: `2026-06-30`.'),
  staffCode: needed('经办人代码。The code of the member of staff who was to record them.'),
  staffName: maybe('经办人姓名。Their name.'),
})
export class DuplicateCase {}

export const DuplicateCaseConnection = makeConnectionType(
  'ArchiveDuplicateCase',
  '疑似重复在档的案件',
  () => DuplicateCase,
);
