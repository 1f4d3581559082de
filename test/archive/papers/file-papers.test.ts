import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Viewer } from '../../../src/access/viewer.ts';
import { servedGraph } from '../../../src/app/schema.ts';
import { paperDownloads } from '../../../src/archive/papers/file-paper.loader.ts';
import { composePaper } from '../../../src/archive/papers/compose-paper.ts';
import type { PaperFacts } from '../../../src/archive/papers/paper-facts.ts';
import { UNOPENED } from '../../../src/archive/procedure/course/course.ts';
import { paperTexts } from '../../../src/export/pdf/paper.ts';
import { DAY } from '../../support/register-household.ts';
import { withoutOthers } from '../../../src/archive/papers/without-others.ts';
import { setPaper } from '../../../src/export/pdf/set-paper.ts';
import type { GraphContext } from '../../../src/graph/context.ts';
import { sensitiveReads } from '../../../src/graph/policy/sensitive-reads.ts';
import { ask } from '../../support/graph.ts';
import { type ReadPdf, readBack } from '../../support/printed-tables.ts';
import { SERVER } from '../../support/register.ts';
import { stepDesk, TODAY, WAY, type Who } from '../procedure/step-desk.ts';

let desk: Awaited<ReturnType<typeof stepDesk>>;
beforeAll(async () => {
  desk = await stepDesk(SERVER);
}, 60_000);
afterAll(() => desk.drop());

const MAKE = `mutation ($input: ArchiveFilePaperInput!) { exportFilePaper(input: $input) { url fileName } }`;

interface Made {
  readonly url: string;
  readonly fileName: string;
}

/** Asks for the link to a paper as a member of staff; the answer, or the code of its error. */
async function link(fileId: string, step: number, viewer: Viewer): Promise<Made | null | string> {
  const { result } = await ask(desk.register.platform, MAKE, {
    viewer,
    today: TODAY,
    variables: { input: { fileId, step } },
  });
  const code = result.errors?.[0]?.extensions['code'];
  return typeof code === 'string' ? code : ((result.data?.['exportFilePaper'] ?? null) as Made | null);
}

function contextOf(viewer: Viewer): GraphContext {
  const { deps, platform } = desk.register;
  const request = { gateway: null, jobs: platform.jobs, reads: { current: {} }, trace: 'test', selectedFields: null };
  return { ...request, viewer, deps: { ...deps, today: TODAY } };
}

/** Prints the paper of a step; its bytes, the text of its pages without blanks, and the kinds of values that went on record. */
async function print(fileId: string, step: number, who: Who = 'clerk') {
  const viewer = desk.viewerOf(who);
  const made = await link(fileId, step, viewer);
  if (made === null || typeof made === 'string') throw new Error(`there is no link: ${String(made)}`);
  const recorded: unknown[] = [];
  const parameters = new URL(made.url, 'http://localhost').searchParams;
  const record = (read: GraphContext) => {
    recorded.push(
      ...sensitiveReads(read)
        .shown()
        .map(({ fields }) => [...fields]),
    );
    return Promise.resolve();
  };
  const { body, fileName } = await paperDownloads.send(contextOf(viewer), parameters, record, servedGraph());
  const pdf = await buffer(body);
  const [read] = await readBack<ReadPdf>('pdf', pdf);
  return { pdf, fileName, recorded, text: (read?.pages ?? []).join('').replace(/\s+/gu, '') };
}

async function take(fileId: string, who: Who, act: string, on: string, words: object = {}): Promise<void> {
  expect([act, (await desk.take(fileId, who, act, on, words)).problems]).toEqual([act, []]);
}

/** A file that was opened, with its number and the name of its worker. */
async function opened() {
  const id = await desk.opened();
  const [row] = await desk.register.asOwner(
    `select f.number, p.name from archive_file f join household_version h on h.anchor_id = f.household_id
     join membership_version m on m.anchor_id = h.worker_id join person_version p on p.anchor_id = m.person_id where f.id = $1`,
    [id],
  );
  return { id, number: String(row?.['number']), name: String(row?.['name']) };
}

const CONTACT = { supervisionPhone: '0372-2900000', supervisionAddress: '文峰大道*1*号' };
const REFUSED = {
  document: '不予〔2026〕1号',
  findings: ['TWO_DWELLINGS', '配偶月收入3,500元、存款两万元，有住宅120平方米，卡号6217002400000000000'],
};

describe('the papers of a publicity', () => {
  let file: Awaited<ReturnType<typeof opened>>;
  beforeAll(async () => {
    file = await opened();
    for (const [who, act, on, words] of WAY) {
      await take(file.id, who, act, on, act === 'PUBLICISE' ? { ...words, ...CONTACT } : words);
      if (act === 'PUBLICISE') {
        const objection = { note: '另有住房', author: '赵邻居' };
        const { stepId } = await desk.take(file.id, 'reviewer', 'OBJECT', '2026-03-05', objection);
        const outcome = { note: '查无', outcome: 'DISMISSED', objectionId: stepId };
        await take(file.id, 'secondReviewer', 'SETTLE_OBJECTION', '2026-03-06', outcome);
      }
    }
  });

  test('the sheet has name, unit, category, its days and where to object, and nothing else', async () => {
    const { text, fileName, recorded, pdf } = await print(file.id, 2);
    expect(fileName).toBe(`困难职工建档公示（${file.number}）.pdf`);
    for (const part of [
      ...['困难职工建档公示', '安工文〔2019〕41号', '经本工会集体研究（会议纪要〔2026〕1号）', `1${file.name}机床厂`],
      ...['公示期：2026年3月4日至2026年3月11日', '监督电话：0372-2900000', '受理地址：文峰大道*1*号', '监督邮箱：'],
      ...['2026年3月4日', '（公章）', '第1页共1页'],
    ]) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain(file.number);
    expect(text).not.toMatch(/\d{17}[\dX]|住房|赵邻居/);
    expect(recorded).toEqual([]);
    expect(pdf.toString('latin1')).toMatch(/pdfaid:part>?=?"?2/);
  });

  test('the proof of the result tells how objections came out, not whose they were', async () => {
    const { text } = await print(file.id, 5);
    for (const part of [
      '编号：公示结果〔2026〕1号',
      '收到异议1件',
      '成立0件，不成立1件',
      '2026年3月12日',
      '公示地点：',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).not.toMatch(/赵邻居|另有住房|查无/);
  });

  test('a step without a paper has none, nor has a file that is unknown or another’s', async () => {
    const clerk = desk.viewerOf('clerk');
    const foreign = { ...clerk, grants: [{ role: 'UNION_CLERK', unionId: desk.ids['otherCounty'] ?? '' }] } as const;
    const finance = { ...clerk, grants: [{ role: 'FINANCE_OFFICER', unionId: desk.ids['county'] ?? '' }] } as const;
    expect(await link(file.id, 1, clerk)).toBeNull();
    expect(await link(file.id, 99, clerk)).toBeNull();
    expect(await link(desk.ids['county'] ?? '', 2, clerk)).toBeNull();
    expect(await link(`${file.id}@2026-03-12`, 2, clerk)).toBe('PAST_VIEW');
    expect([desk.ids['otherCounty'], await link(file.id, 2, foreign)]).toEqual([expect.any(String), null]);
    expect(await link(file.id, 2, finance)).toBe('FORBIDDEN');
  });
});

describe('the notices', () => {
  test('of a refusal has the findings with their articles, and no figure, number or name of another member', async () => {
    const file = await opened();
    await take(file.id, 'clerk', 'REFUSE', '2026-03-05', REFUSED);
    const { text, recorded } = await print(file.id, 2);
    for (const part of [
      ...[
        '不予建档通知书',
        '编号：不予〔2026〕1号',
        `${file.name}同志：`,
        '本工会于2026年3月3日对您家庭进行了入户调查。',
      ],
      ...[
        '1．拥有多套住宅（办法第六条）',
        '2．配偶月收入（数额从略）、存款（数额从略），有住宅（数额从略），卡号（号码从略）',
      ],
      ...['可以向本工会或者市、县（市、区）总工会了解', '可以向', '申诉一次', '签收人：', '送达方式：'],
    ]) {
      expect(text).toContain(part);
    }
    expect(text).not.toMatch(/3,?500|两万|6217|120/);
    expect(recorded).toEqual([['NARRATIVE']]);
  });

  test('of a refusal is for who may see the findings, for a purpose', async () => {
    const file = await opened();
    await take(file.id, 'clerk', 'REFUSE', '2026-03-05', REFUSED);
    const clerk = desk.viewerOf('clerk');
    const auditor = { ...clerk, grants: [{ role: 'AUDITOR', unionId: desk.ids['county'] ?? '' }] } as const;
    expect(await link(file.id, 2, { ...clerk, purpose: null })).toBe('INVALID_ARGUMENT');
    expect(await link(file.id, 2, auditor)).toBe('FORBIDDEN');
  });

  test('of a withdrawal and of a lifted file say why and from when', async () => {
    const file = await opened();
    for (const [who, act, on, words] of WAY) await take(file.id, who, act, on, words);
    const words = {
      document: '注销〔2026〕1号',
      notice: '通知〔2026〕3号',
      proof: '流水 88,000元',
      recoverFrom: '2026-03-20',
    };
    await take(file.id, 'clerk', 'WITHDRAW', '2026-04-01', { ...words, reason: 'CONCEALMENT' });
    const { text, recorded } = await print(file.id, 7);
    for (const part of [
      ...['困难职工档案注销通知书', '编号：通知〔2026〕3号', '经研究（注销〔2026〕1号）', file.number],
      ...['注销理由：隐瞒财产、收入或提供虚假证明（办法第七条）', '自2026年3月20日起发放的帮扶资金应予追回'],
    ]) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain('88,000');
    expect(recorded).toEqual([]);
  });
});

/** What a notice says that is composed of a step without a register. */
function composed(step: object): string {
  const head = { actorId: 'a', body: 'FILING', unionId: 'u', document: '1号', note: null, on: DAY(2026, 4, 1) };
  const facts = {
    ...{
      step: { ...head, ...step },
      course: UNOPENED,
      fileNumber: '4105022026000001',
      level: 'COUNTY',
      otherNames: [],
    },
    ...{ unionName: '甲工会', superiorName: '乙工会', workerName: '张三', today: DAY(2026, 6, 30) },
  };
  return paperTexts(composePaper(facts as unknown as PaperFacts)).join('');
}

test('the notice of a lifted file tells no appeal, one after a death is for the family, and one of a local file for local help', () => {
  const lifted = composed({ act: 'LIFT', notice: '2号', proof: '' });
  expect(lifted).toContain('编号：2号张三同志根据');
  expect(lifted).toContain('按脱困撤档');
  expect(lifted).not.toContain('申诉');
  const died = composed({ act: 'WITHDRAW', notice: '2号', proof: '', reason: 'DEATH', recoverFrom: null });
  expect(died).toMatch(/张三同志的家属.*注销张三的困难职工档案.*职工死亡（办法第十六条）.*向乙工会申诉/);
  expect(died).not.toContain('追回');
  const own = composed({ act: 'WITHDRAW', notice: '2号', proof: '', reason: 'OWN_WISH', recoverFrom: null });
  expect(own).toContain('注销理由：本人要求。');
  expect(composed({ act: 'REFUSE', findings: ['其他'] })).toMatch(
    /同志根据.*其他家庭确有困难的，可以向本工会或者上级工会/,
  );
});

test.each([
  ['妻子王芳每月工资２８００元', '妻子家庭成员每月工资（数额从略）'],
  ['王芳芳与王芳', '家庭成员与家庭成员'],
  ['人均58.5㎡，一百二十平方米', '人均（数额从略），（数额从略）'],
  ['身份证410599199001010017X', '身份证（号码从略）'],
  ['2026年第12号文件，第六条', '2026年第12号文件，第六条'],
  ['李', '李'],
])('a notice says %s as %s', (text, said) => {
  expect(withoutOthers(text, ['王芳', '李', '王芳芳'])).toBe(said);
});

test('a paper with a character that the font does not have is refused with it', () => {
  const paper = {
    title: '𪨊',
    number: null,
    recipient: null,
    parts: [],
    issuer: '甲',
    day: '今天',
    below: [],
    printedOn: TODAY,
  };
  expect(setPaper(paper)).toEqual({ unprintable: { row: 0, column: '', character: '𪨊' } });
  const shapeless = { ...paper, title: '甲', parts: [{ kind: 'TEXT', text: '\u0001' }] } as const;
  expect(setPaper(shapeless)).toEqual({ unprintable: { row: 0, column: '', character: '\u0001' } });
});
