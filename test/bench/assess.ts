/**
 * `npm run bench:assess` measures how many households one core assesses per second, without sentences. The households are
 * typical: 3 members, 9 incomes over the window, expenses and deductions.
 */
import type { Command } from '../../src/app/command-line/command-line.ts';
import { runCommand } from '../../src/app/command-line/run-command.ts';
import { parseCase } from '../../src/assessment/json/case-json.ts';
import { assess } from '../../src/policy/decision/assess.ts';
import { builtInStandards } from '../../src/policy/parameters/built-in-standards.ts';
import { indexStandards } from '../../src/policy/money/standards.ts';
import { expense, household, income, member, STANDARDS } from '../support/household.ts';

const COMMAND = {
  call: 'npm run bench:assess',
  about: '测量每秒认定的家庭数 / measures how many households are assessed per second',
  options: {},
} satisfies Command;
const SECONDS = 2;
const ROUNDS = 5;
const HOUSEHOLDS = 1000;

const builtIn = indexStandards(builtInStandards);

function typical(index: number): object {
  const quarters = [
    { from: '2018-10', to: '2018-12' },
    { from: '2019-01', to: '2019-06' },
    { from: '2019-07', to: '2019-09' },
  ];
  const kinds = ['WAGE', 'BUSINESS', 'TRANSFER'];
  return household({
    members: [
      member('m1', { employment: [{ status: 'EMPLOYED', from: '2015-03', to: null }], ill: index % 3 === 0 }),
      member('m2', { employment: [{ status: 'FLEXIBLE', from: '2015-03', to: null }] }),
      member('m3', { inEducation: index % 2 === 0 }),
    ],
    incomes: quarters.flatMap((span, quarter) =>
      kinds.map((kind, at) =>
        income(300_000 + index * 977, { ...span, kind, memberId: `m${((quarter + at) % 3) + 1}` }),
      ),
    ),
    deductions: [{ memberId: 'm1', kind: 'SOCIAL_SECURITY', amount: '2640.00', from: '2018-10', to: '2019-09' }],
    expenses: [expense(500_000 + index * 100)],
  });
}

function rate(standards: unknown): readonly number[] {
  const cases = Array.from({ length: HOUSEHOLDS }, (_, index) => {
    const parsed = parseCase({ facts: typical(index), ...(standards === undefined ? {} : { standards }) }, builtIn);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
    return parsed.value;
  });
  return Array.from({ length: ROUNDS + 1 }, () => {
    const from = performance.now();
    let done = 0;
    while (performance.now() - from < SECONDS * 1000) {
      for (const { facts, standards: own } of cases) assess(facts, own);
      done += cases.length;
    }
    return Math.round(done / ((performance.now() - from) / 1000));
  }).slice(1);
}

process.exitCode = await runCommand(COMMAND, () => {
  for (const [name, standards] of [
    ['published standards', STANDARDS],
    ['built-in, provisional standards', undefined],
  ] as const) {
    const sorted = rate(standards).toSorted((a, b) => a - b);
    console.log(`${name}: ${String(sorted[2])} households/s (${String(sorted[0])} to ${String(sorted[4])})`);
  }
  return 0;
});
