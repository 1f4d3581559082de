import { ID, Int, ObjectType } from 'type-graphql';
import { registerCodes } from '../../graph/dictionary.ts';
import { Needs } from '../../graph/policy/policy.ts';
import { HasFields, needed } from '../../graph/values.ts';
import { IN_HAND } from './in-hand.codes.ts';

const InHandEnum = registerCodes('UnionStaffInHandKind', IN_HAND, '在手事项的种类');

@ObjectType('UnionStaffInHand', {
  description:
    '在手事项（一类）。What of one kind is in the hands of a member of staff, so that somebody else takes it over before they leave.',
  simpleResolvers: true,
})
@Needs('INHERIT')
@HasFields({
  kind: needed('种类。The kind.', InHandEnum),
  count: needed('件数。How many there are.', Int),
  since: needed('最早日期。The day since which the oldest has been there: `2026-06-30`.'),
  objectIds: needed('标识：最早的 50 件。The ids of the oldest, at most 50.', [ID]),
})
export class InHandType {}
