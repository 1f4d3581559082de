import { ID } from 'type-graphql';
import { RevisionScalar } from '../../../graph/scalars.ts';
import { makeInputType } from '../../../graph/dictionary.ts';
import { inputType, maybe, needed } from '../../../graph/values.ts';
import { RECORDS } from '../../kinds.ts';
import { RECORD_INPUTS } from './household-entry.input.ts';

const { surveys } = RECORDS;

const SurveyStatementInput = makeInputType('ArchiveSurveyStatementInput', surveys.zh, surveys.fields, surveys.articles);

export const RecordSurveyInput = inputType(
  'ArchiveRecordSurveyInput',
  '入户调查（第七、十五、十六条）。A survey of a household on record, which states its figures whole.',
  {
    householdId: needed('家庭标识。The id of the household.', ID),
    survey: needed('调查。Its day and way, two visitors, and who signed or why nobody did.', SurveyStatementInput),
    employment: needed<readonly object[]>('就业。All spells of employment.', [RECORD_INPUTS.employment]),
    incomes: needed<readonly object[]>('收入。All incomes.', [RECORD_INPUTS.incomes]),
    deductions: needed<readonly object[]>('扣除。All deductions.', [RECORD_INPUTS.deductions]),
    expenses: needed<readonly object[]>('支出。All necessary expenses.', [RECORD_INPUTS.expenses]),
    correction: maybe<boolean>(
      '是否更正。Whether the survey of that day is on record and was recorded wrongly.',
      Boolean,
    ),
    preview: maybe<boolean>('只预览。If `true`, nothing is written: the answer says what would change.', Boolean),
    expectedRevision: maybe(
      '预期版本。The revision that you have seen; the input is refused if the household has changed since.',
      RevisionScalar,
    ),
    idempotencyKey: maybe('请求编号。A request with the same key and the same content is carried out once.'),
  },
);

export type RecordSurveyInput = InstanceType<typeof RecordSurveyInput>;
