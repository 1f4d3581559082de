import { ACT_RULES, type FromState } from '../../../src/archive/procedure/course/act-rules.ts';
import {
  type Act,
  ACTS,
  BODIES,
  type Body,
  FINDINGS_OF_DISPUTE,
  WITHDRAWAL_REASONS,
} from '../../../src/archive/procedure/course/course.codes.ts';
import { holderOf } from '../../../src/archive/procedure/course/course.ts';
import { LADDERS } from '../../../src/archive/procedure/course/ladder.ts';
import { takeStep } from '../../../src/archive/procedure/course/take-step.ts';
import { PROBLEMS } from '../../../src/usecase/problem.ts';
import { FILE_STATES } from '../../../src/registry/file/archive-file.codes.ts';
import { GOOD, STATES_OF_FILE, stepOf, walk, WAYS } from './course-world.ts';
import { faultsOf, goodAttempt } from './refusals.ts';

const ALL_ACTS = Object.keys(ACTS) as Act[];
/** The refusals that every act shares; an objection may come to any body, and a file that was not opened has no last step. */
const COMMON: readonly string[] = [
  ...[
    'NOT_IN_THIS_STATE',
    'NOT_THIS_BODY',
    'NOT_THE_UNION_OF_THE_STEP',
    'OWN_FILE',
    'RELATIVES_FILE',
    'ANOTHER_PERSON',
  ],
  ...['AFTER_TODAY', 'BEFORE_LAST_STEP'],
];
const named = (state: FromState) => (state === 'NEW' ? 'NEW 未建档' : `${state} ${FILE_STATES[state]}`);
const bodies = (by: readonly Body[]) => by.map((body) => BODIES[body]).join('、');

/** The procedure as the code has it: states, acts, refusals in their order, ladders and reasons. */
export function printProcedure(): string {
  return [
    ...['States, each with the body that has the file in hand 状态与经办方', ...STATES_OF_FILE.map(printState)],
    ...['', 'Acts: from a state, by a body, to a state 步骤', ...ALL_ACTS.flatMap(printAct)],
    ...['', 'Refusals of every act, in the order of the guards 各步骤的拒绝理由', `  ${COMMON.join(', ')}`],
    ...['', 'Then those of each act, with the path 各步骤另有的拒绝理由', ...ALL_ACTS.map(printRefusals)],
    ...['', 'What each refusal says 拒绝理由的文字', ...printSentences()],
    ...[
      '',
      'Ladders, the first that fits 层级',
      ...Object.entries(LADDERS).map(([kind, { zh, en }]) => `  ${kind}: ${zh} / ${en}`),
    ],
    ...['', 'Outcomes of an objection or an appeal 异议、申诉的结论', ...printOutcomes()],
    ...['', 'Reasons of a withdrawal 注销理由', ...Object.entries(WITHDRAWAL_REASONS).map(printReason)],
  ].join('\n');
}

function printOutcomes(): readonly string[] {
  return Object.entries(FINDINGS_OF_DISPUTE).map(([code, zh]) => `  ${code} ${zh}`);
}

function printState(state: FromState): string {
  const holder = holderOf(walk(WAYS[state]));
  return `  ${named(state)}: ${holder === null ? '—' : BODIES[holder]}`;
}

function printAct(act: Act): readonly string[] {
  const { by, document, note, own } = ACT_RULES[act];
  const needs = [...(document ? ['文号 document'] : []), ...(note ? ['说明 note'] : [])];
  const marks = [...needs, ...(own ? ['平台自设 the platform’s own'] : [])];
  const head = `  ${act} ${ACTS[act]}${marks.length === 0 ? '' : `（${marks.join('，')}）`}`;
  const rows = STATES_OF_FILE.filter((state) => by[state] !== undefined).map(
    (state) => `    ${named(state)} → ${leadsTo(act, state)}: ${bodies(by[state] ?? [])}`,
  );
  return [head, ...rows];
}

/** The state after an act; where a file in the state is not ready for it, that of one which is. */
function leadsTo(act: Act, state: FromState): string {
  if (act === 'DECIDE_APPEAL') return '成立的，回到终结前的状态 the state before the end, if it is upheld';
  const course = walk(WAYS[state]);
  const taken = takeStep(course, stepOf(act, state, { on: course.steps.at(-1)?.on ?? GOOD.today }), GOOD);
  const good = goodAttempt(act);
  const end = taken.ok ? taken : takeStep(good.course, good.step, good.circumstances);
  if (!end.ok || end.value.state === null) throw new Error(`${act} from ${state}`);
  return named(end.value.state);
}

function printRefusals(act: Act): string {
  const told = faultsOf(act)
    .filter(({ code }) => !COMMON.includes(code))
    .map(({ code, path }) => `${code} (${path})`);
  return `  ${act}: ${told.length === 0 ? '—' : told.join(', ')}`;
}

function printSentences(): readonly string[] {
  const codes = new Set(ALL_ACTS.flatMap((act) => faultsOf(act).map(({ code }) => code)));
  return [...codes, 'NO_CENTRE_ABOVE' as const].map((code) => `  ${code}: ${PROBLEMS[code]}`);
}

function printReason([code, { zh, article, early, recovers }]: [
  string,
  (typeof WITHDRAWAL_REASONS)[keyof typeof WITHDRAWAL_REASONS],
]): string {
  const marks = [
    article === null ? '—' : `第${article}条`,
    ...(early ? ['备案前亦可 also before it is recorded'] : []),
    ...(recovers ? ['追回 payments are recovered'] : []),
  ];
  return `  ${code} ${zh}（${marks.join('，')}）`;
}
