import { type PrintedPaper, type PaperPart, textPart } from '../../export/pdf/paper.ts';
import { printDay } from '../../kernel/calendar.ts';
import { exclusionRules } from '../../policy/decision/rulebook.ts';
import { dayInWords } from '../../policy/wording/dates.ts';
import { WITHDRAWAL_REASONS } from '../procedure/course/course.codes.ts';
import { noticeWordingOn } from './notice-wording.ts';
import { PAPER_TITLES, type PaperFacts } from './paper-facts.ts';
import { numberLine, signatures } from './publicity-papers.ts';
import { withoutOthers } from './without-others.ts';

/** 不予建档通知书: the findings with their articles, where else help is to be had, and who decides an appeal. */
export function refusalNotice(facts: PaperFacts<'REFUSE'>): PrintedPaper {
  const { step, level, otherNames } = facts;
  const wording = noticeWordingOn(step.on);
  return notice(facts, step.document, `${facts.workerName}同志`, [
    textPart(`${beginning(facts)}根据${wording.regulation}，${wording.refused}`),
    { kind: 'ITEMS', items: step.findings.map((finding) => findingInWords(finding, otherNames)) },
    textPart(level === 'NATIONAL' ? wording.otherHelp : wording.temporaryHelp),
    textPart(appealTo(facts)),
  ]);
}

/** 注销通知书: the reason with its article, and whether payments are recovered. Its proof stays in the file. */
export function withdrawalNotice(facts: PaperFacts<'WITHDRAW'>): PrintedPaper {
  const { step, fileNumber, workerName } = facts;
  const { on, document, reason, recoverFrom } = step;
  const wording = noticeWordingOn(on);
  const { zh, article } = WITHDRAWAL_REASONS[reason];
  const clause = article === null ? '' : `（办法第${numeral(article)}条）`;
  const whose = reason === 'DEATH' ? workerName : '您';
  const rest = recoverFrom === null ? '' : `自${dayInWords(recoverFrom).zh}${wording.recovered}`;
  return notice(facts, step.notice, reason === 'DEATH' ? `${workerName}同志的家属` : `${workerName}同志`, [
    textPart(
      `根据${wording.regulation}，经研究（${document ?? ''}），决定自${dayInWords(on).zh}起注销${whose}的困难职工档案（档案编号${fileNumber}）。注销理由：${zh}${clause}。`,
    ),
    textPart(`${wording.withdrawn}${rest}${wording.again}`),
    textPart(appealTo(facts)),
  ]);
}

/** 脱困撤档通知书. */
export function liftingNotice(facts: PaperFacts<'LIFT'>): PrintedPaper {
  const { step, fileNumber, workerName } = facts;
  const wording = noticeWordingOn(step.on);
  const decided = `经研究（${step.document ?? ''}），决定自${dayInWords(step.on).zh}起将您的困难职工档案（档案编号${fileNumber}）按脱困撤档。`;
  return notice(facts, step.notice, `${workerName}同志`, [
    textPart(`根据${wording.regulation}，${wording.lifted}${decided}`),
    textPart(`${wording.again}${wording.kept}`),
  ]);
}

function notice(
  { step, unionName, today }: PaperFacts,
  number: string | null,
  recipient: string,
  parts: readonly PaperPart[],
): PrintedPaper {
  return {
    ...{ title: PAPER_TITLES[step.act], number: numberLine(number), recipient, parts },
    ...{ issuer: `${unionName}（公章）`, day: dayInWords(step.on).zh, printedOn: printDay(today) },
    below: [textPart('送达回执'), ...signatures('送达方式', '送达日期', '签收人', '送达人')],
  };
}

/** How the file began, where that is on record. */
function beginning({ course: { steps } }: PaperFacts): string {
  const [first] = steps;
  if (first?.act === 'APPLY') return `您于${dayInWords(first.on).zh}提出的困难职工建档申请收悉。`;
  return first?.act === 'SURVEY' ? `本工会于${dayInWords(first.on).zh}对您家庭进行了入户调查。` : '';
}

/** A finding that names a rule is told by the rule, without any figure; another is told as it was typed, as far as it may be. */
function findingInWords(finding: string, otherNames: readonly string[]): string {
  const rule = exclusionRules.find(({ id }) => id === finding.trim());
  return rule === undefined
    ? withoutOthers(finding, otherNames)
    : `${rule.title.zh}（办法第${numeral(rule.article)}条）。`;
}

const DIGITS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** The number of an article as the regulation writes it, up to 99. */
function numeral(article: number): string {
  const tens = Math.floor(article / 10);
  return `${tens > 1 ? (DIGITS[tens] ?? '') : ''}${tens > 0 ? '十' : ''}${DIGITS[article % 10] ?? ''}`;
}

function appealTo({ step, superiorName }: PaperFacts): string {
  return noticeWordingOn(step.on).appeal.replace('…', superiorName);
}
