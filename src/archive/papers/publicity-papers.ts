import { type PaperPart, type PrintedPaper, textPart } from '../../export/pdf/paper.ts';
import { printDay } from '../../kernel/calendar.ts';
import { invariant } from '../../kernel/invariant.ts';
import { CATEGORY_NAMES } from '../../policy/names.ts';
import { dayInWords } from '../../policy/wording/dates.ts';
import { CHINA_CALENDAR } from '../../usecase/working-calendar.ts';
import type { Publicity } from '../procedure/course/course.ts';
import { publicityEnd } from '../procedure/course/publicity.ts';
import { CONTACT_NAMES, publicityWordingOn } from '../publicity/publicity-wording.ts';
import { PAPER_TITLES, type PaperFacts } from './paper-facts.ts';

/** The sheet of a publicity (公示), which is put up: name, unit and category, and nothing else of the household. */
export function publicitySheet({ step, course, unionName, today }: PaperFacts<'PUBLICISE'>): PrintedPaper {
  const { publicity } = course;
  invariant(publicity !== null, 'a file that was publicised has a publicity');
  const { basis, objection } = publicityWordingOn(step.on);
  const contact = { ...publicity.contact, receivingOffice: publicity.contact.receivingOffice ?? unionName };
  const names = Object.keys(CONTACT_NAMES) as (keyof typeof CONTACT_NAMES)[];
  const minutes = step.document === null ? '' : `建档事项经本工会集体研究（${step.document}）。`;
  return {
    ...{ title: PAPER_TITLES.PUBLICISE, number: null, recipient: null },
    parts: [
      textPart(`${basis}${minutes}`),
      contentTable(publicity),
      textPart(`公示期：${periodOf(publicity)}。${objection}`),
      // What the union did not name is a line to be written on: a sheet without it would be of no use.
      { kind: 'LINES', lines: names.map((name) => [CONTACT_NAMES[name], contact[name] ?? '']) },
    ],
    ...{ issuer: `${unionName}（公章）`, day: dayInWords(step.on).zh, below: [], printedOn: printDay(today) },
  };
}

/** 公示结果证明: the proof of the publicity that Article 9 has among the original file. It tells of objections how they came out. */
export function publicityResultSheet(facts: PaperFacts<'CONCLUDE_PUBLICITY'>): PrintedPaper {
  const { step, course, unionName, today } = facts;
  const { publicity } = course;
  invariant(publicity !== null, 'what was concluded is a publicity');
  return {
    ...{ title: PAPER_TITLES.CONCLUDE_PUBLICITY, number: numberLine(step.document), recipient: null },
    parts: [
      textPart(`下列职工的困难职工建档事项已于${periodOf(publicity)}在本单位公示：`),
      contentTable(publicity),
      textPart(objectionsIn(publicity)),
      {
        kind: 'LINES',
        lines: ['公示地点', '公示方式', '附件（公示照片等）'].map((name): [string, string] => [name, '']),
      },
      textPart('特此证明。'),
    ],
    ...{ issuer: `${unionName}（公章）`, day: dayInWords(step.on).zh },
    below: signatures('经办人', '工会负责人'),
    printedOn: printDay(today),
  };
}

/** 编号 under a title; `null` where none is on record. */
export function numberLine(number: string | null): string | null {
  return number === null ? null : `编号：${number}`;
}

/** Lines on which people sign. */
export function signatures(...names: readonly string[]): readonly PaperPart[] {
  return [{ kind: 'LINES', lines: names.map((name) => [name, '']) }];
}

function contentTable({ content: { name, unit, category } }: Publicity): PaperPart {
  return {
    kind: 'TABLE',
    head: ['序号', '姓名', '工作单位', '困难情形'],
    rows: [['1', name, unit, CATEGORY_NAMES[category]]],
    widths: [2, 4, 8, 10],
  };
}

function periodOf(publicity: Publicity): string {
  const { day, provisional } = publicityEnd(CHINA_CALENDAR, publicity);
  return `${dayInWords(publicity.on).zh}至${dayInWords(day).zh}${provisional ? '（暂定）' : ''}`;
}

function objectionsIn({ objections }: Publicity): string {
  if (objections.length === 0) return '公示期间未收到异议。';
  const upheld = objections.filter(({ outcome }) => outcome === 'UPHELD').length;
  const dismissed = objections.filter(({ outcome }) => outcome === 'DISMISSED').length;
  return `公示期间收到异议${objections.length}件，经调查处理，成立${upheld}件，不成立${dismissed}件。`;
}
