import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parsePurpose, readPurpose, tellsNumber } from '../../../src/access/purpose/purpose.ts';
import { PURPOSES } from '../../../src/access/purpose/purposes.codes.ts';
import { cardCheckDigit } from '../../../src/fields/number-forms.ts';
import { identityNumber } from '../../support/register-household.ts';
import { runs, seed } from '../../support/runs.ts';

const NAMES = Object.keys(PURPOSES);

function refusal(text: string): string {
  const purpose = parsePurpose(text);
  return purpose.ok ? `taken as ${purpose.value}` : purpose.error.zh;
}

describe('a purpose', () => {
  test('is one of the list, by itself or with a free part', () => {
    for (const name of NAMES.filter((one) => one !== '其他')) {
      expect(parsePurpose(name)).toEqual({ ok: true, value: name });
      expect(parsePurpose(`${name}：北关区第二批`)).toEqual({ ok: true, value: `${name}：北关区第二批` });
    }
    expect(parsePurpose('其他：配合纪检核实')).toEqual({ ok: true, value: '其他：配合纪检核实' });
  });

  test('goes on record in one form, however it was typed', () => {
    expect(parsePurpose('  入户调查 : 张庄 ')).toEqual({ ok: true, value: '入户调查：张庄' });
  });

  test.each([
    '',
    ' ',
    '核对',
    '核',
    'x',
    '测试',
    '查看',
    '入户',
    '入户调查张庄',
    '入户调查 张庄',
    '：张庄',
    'toString：看看',
  ])('%j is none, and the refusal lists those that are', (text) => {
    for (const name of NAMES) expect(refusal(text)).toContain(name);
  });

  test.each([
    '其他',
    '其他：',
    '其他：x',
    '其他：。。',
    '其他：看',
    '其他：12',
    '其他：aaa',
    '入户调查：',
    '入户调查：x',
    '入户调查：1',
    '入户调查：……',
  ])('%j says too little', (text) => {
    expect(refusal(text)).toContain('两个不同的字');
  });

  test.each([
    `入户调查：${'长'.repeat(196)}`,
    '入户调查：张\u0007庄',
    '入户调查：张\u200b庄',
    '入户调查：张\n庄',
    '入户调查：张\u2028庄',
  ])('%j is not readable', (text) => {
    expect(refusal(text)).toContain('可见字符');
  });

  test('is never repeated by its refusal', () => {
    const number = identityNumber(33_333);
    for (const text of [number, `入户调查：${number}`, `其他：${number}`])
      expect(refusal(text)).not.toMatch(/[0-9]{5}/);
  });

  test('is looked up in a list that the documentation has', () => {
    const page = readFileSync('docs/security.md', 'utf8').replace(/ +/g, ' ');
    for (const [name, words] of Object.entries(PURPOSES)) expect(page).toContain(`| ${name} | ${words} |`);
  });

  test('of a command is read alike', () => {
    expect(readPurpose('建档登记:工作簿导入')).toBe('建档登记：工作簿导入');
    expect(readPurpose('工作簿导入')).toBeUndefined();
  });
});

describe('an ordinary purpose passes:', () => {
  test.each([
    '入户调查：2026-06-30',
    '入户调查：2026年6月30日北关区彰北街道',
    '入户调查：2026-06-30 至 2026-07-31',
    '入户调查：2026-06-30 至 2026-07-31，补助5000元',
    '入户调查：2021-11-30 至 2021-12-31，共150户675000.00元',
    '入户调查：20260630至20260731，12户',
    '入户调查：第三季度第一批，一户一策',
    '入户调查：三排五号楼二单元一〇二室',
    '入户调查：两人一组，上午9:30至11:30',
    '申请受理：2026年第12批，收件38份',
    '申请受理：受理编号〔2026〕123号',
    '申请受理：安工办〔2026〕15号附件二',
    '建档登记：职工编号410502-Q1，新增12户',
    '建档登记：档案4105022026000123',
    '建档登记：档案 4105022026000123、4105022026000124、4105022026000125',
    '建档登记：工作簿导入 2026-06-30.xlsx',
    '档案审核：安工文〔2019〕41号第三条、第五条',
    '档案审核：2025-12-31 在档 1,204 户，2026-06-30 在档 1,187 户',
    '档案审核：复核2023年至2026年历年低保证',
    '档案审核：2022-03-01、2022-06-01、2022-09-01、2022-12-01四次抽查',
    '资格核对：低保标准630元/月，1.5倍945元/月',
    '资格核对：家庭年收入23,456.78元，支出31,200.00元',
    '资格核对：2026年6月低保名单第1页至第35页',
    '信息比对：民政局2026-06-15函，比对3,212人',
    '信息比对：与人社局2026年05月参保数据比对',
    '信息比对：批次BD20260630，合同civil',
    '信息更正：开户行更正，凭证2026-0630-12',
    '信息更正：2024-02-29登记有误，改为2024-03-01',
    '档案公示：2026-06-01至2026-06-07，监督电话0372-2123456',
    '档案公示：监督电话 0372-2123456，12351转1',
    '资金发放：2026年两节送温暖，150户，每户1,000元',
    '资金发放：2026-06-13 马家1700.00元，2026-06-14 李家2300.00元',
    '资金发放：中央财政2026年第二批1,234,567.00元，到账2026-05-20',
    '资金发放：记账凭证号2026-06-0123，科目5103',
    '资金发放：预算500万元，已付3,450,000元，结余1,550,000元',
    '资金发放：金秋助学2025至2026学年，85人，255000元',
    '资金发放：壹拾贰万叁仟肆佰伍拾陆元整',
    '资金核对：2026年1月1日至2026年6月30日总账与实名制汇总表',
    '资金核对：汇总表编号410502-2026-03，合计123,456.00元',
    '资金核对：差额-1,200.00元，见2026-06-28银行回单000123',
    '资金核对：2021-12-01余额10,000.00，2021-12-31余额250,000.00',
    '发放回访：2026年7月电话回访30户，接通27户',
    '年度复核：2025-07-01至2026-06-30，应复核412户',
    '年度复核：九〇年以前参加工作的一百二十户',
    '档案移交：410502转410581，12卷，2026-06-30交接',
    '档案移交：案卷第0001至0120号，共2,345页',
    '统计上报：2026年第二季度季报，7月5日前报省总',
    '统计上报：豫工办〔2026〕7号，附表1至附表6',
    '审计检查：经审会2025年度审计，抽查120户、360笔、1,080,000元',
    '审计检查：2026-06-01 进点，2026-06-30 撤点，2026-07-15 报告',
    '信访答复：12345热线工单20260612-0087',
    '信访答复：信访件2026061500012，15日内答复',
    '系统维护：v1.12.3升级后抽查10户，2026-06-30 23:30:00',
    '其他：配合2026年联合检查',
  ])('%s', (text) => {
    expect(refusal(text)).toBe(`taken as ${text}`);
  });
});

const NUMBER = '410599199003070011';
const WITH_X =
  Array.from({ length: 60 }, (_, at) => identityNumber(33_000 + at)).find((one) => one.endsWith('X')) ?? '';
const digits = (numerals: string, text: string) =>
  Array.from(text, (digit) => Array.from(numerals)[Number(digit)] ?? digit).join('');
const whole = identityNumber(33_333);

describe('a number is found', () => {
  test.each([
    ['as it is', whole],
    ['with an X', WITH_X],
    ['with a small x', WITH_X.toLowerCase()],
    ['with a sign of multiplication as X', WITH_X.replace('X', '×')],
    ['with a Cyrillic X', WITH_X.replace('X', 'х')],
    ['with a Roman ten as X', WITH_X.replace('X', 'Ⅹ')],
    ['with a full-width X', WITH_X.replace('X', 'ｘ')],
    ['of 15 digits', '410599900307001'],
    ['of 15 digits, spaced', '410599 900307 001'],
    ['of 15 digits, each apart', Array.from('410599900307001').join('.')],
    ['of 15 digits in longer ones', '12410599900307001'],
    ['spaced', `${whole.slice(0, 6)} ${whole.slice(6, 14)} ${whole.slice(14)}`],
    ['dashed', `${whole.slice(0, 6)}-${whole.slice(6, 14)}-${whole.slice(14)}`],
    ['with each digit apart', Array.from(whole).join(' ')],
    ['with letters between', Array.from(whole).join('a')],
    ['with X between', Array.from(whole).join('X')],
    ['with words between', `前六位${whole.slice(0, 6)}，生日${whole.slice(6, 14)}，后四位${whole.slice(14)}`],
    [
      'with its birth day as a date',
      `${whole.slice(0, 6)} ${whole.slice(6, 10)}年${whole.slice(10, 12)}月${whole.slice(12, 14)}日 ${whole.slice(14)}`,
    ],
    ['after a date', `2021-12-31 ${whole}`],
    ['between sums', `500元 ${whole} 1,000.00元`],
    ['in longer digits', `20${whole}77`],
    ['full width', digits('０１２３４５６７８９', whole)],
    ['in Chinese numerals', digits('〇一二三四五六七八九', whole)],
    ['in Chinese numerals with 零', digits('零一二三四五六七八九', whole)],
    ['in numerals of sums', digits('零壹贰叁肆伍陆柒捌玖', whole)],
    ['in traditional numerals', digits('零壹貳參肆伍陸柒捌玖', whole)],
    ['in numerals of merchants', digits('〇〡〢〣〤〥〦〧〨〩', whole)],
    ['in numerals in brackets', digits('〇㈠㈡㈢㈣㈤㈥㈦㈧㈨', whole)],
    ['in numerals in circles', digits('⓪①②③④⑤⑥⑦⑧⑨', whole)],
    ['in dark circles', digits('⓿❶❷❸❹❺❻❼❽❾', whole)],
    ['in digits with full stops', digits('🄀⒈⒉⒊⒋⒌⒍⒎⒏⒐', whole)],
    ['in Arabic digits', digits('٠١٢٣٤٥٦٧٨٩', whole)],
    ['in Persian digits', digits('۰۱۲۳۴۵۶۷۸۹', whole)],
    ['in Tibetan digits', digits('༠༡༢༣༤༥༦༧༨༩', whole)],
    ['in Mongolian digits', digits('᠐᠑᠒᠓᠔᠕᠖᠗᠘᠙', whole)],
    ['in mathematical digits', digits('𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗', whole)],
    ['in small digits', digits('⁰¹²³⁴⁵⁶⁷⁸⁹', whole)],
    ['mixed', `${digits('〇一二三四五六七八九', whole.slice(0, 6))}${digits('①①②③④⑤⑥⑦⑧⑨', '')}${whole.slice(6)}`],
    ['with blanks of no width', Array.from(whole).join('\u200b')],
    ['with soft hyphens', Array.from(whole).join('\u00ad')],
    ['with variation selectors', Array.from(whole).join('\ufe0f')],
    ['with accents', Array.from(whole).join('\u0303')],
    ['as keys of a keyboard', Array.from(whole, (one) => `${one}\ufe0f\u20e3`).join('')],
    ['18 together with a right check digit, born on no day', '410599199013990012'],
  ])('%s', (_, text) => {
    expect(tellsNumber(`入户调查：${text}`)).toBe(true);
    expect(parsePurpose(`入户调查：${text}`).ok).toBe(false);
  });

  test.each([
    ['a mobile number', '13800138000'],
    ['a mobile number, grouped', '138-0013-8000'],
    ['a mobile number with the country', '+86 138 0013 8000'],
    ['a mobile number in Chinese', '一三八〇〇一三八〇〇〇'],
    ['a bank card', `622202000000000000${cardCheckDigit('622202000000000000')}`],
  ])('%s', (_, text) => {
    expect(tellsNumber(`资金发放：${text}`)).toBe(true);
  });

  test('only if it is one: a wrong check digit is none', () => {
    expect(tellsNumber(`入户调查：${NUMBER.slice(0, 6)} ${NUMBER.slice(6, 14)} 0012`)).toBe(false);
  });
});

/** The series of numerals in which somebody may write the digits of a number, each from 0 to 9. */
const SERIES = [
  '0123456789',
  '０１２３４５６７８９',
  '〇一二三四五六七八九',
  '零壹贰叁肆伍陆柒捌玖',
  '⓪①②③④⑤⑥⑦⑧⑨',
  '٠١٢٣٤٥٦٧٨٩',
];
const BETWEEN = ['', '', ' ', '-', '.', '，', '年', '号码', '（', '\u3000', 'a', 'x', '…', '\u0301'];

test('a number is found whatever it is written in, between and after', () => {
  fc.assert(
    fc.property(
      fc.nat(364_999),
      fc.array(fc.record({ numerals: fc.constantFrom(...SERIES), after: fc.constantFrom(...BETWEEN) }), {
        minLength: 18,
        maxLength: 18,
      }),
      fc.constantFrom('', '张庄', '12户', '2026-06-30 ', '500元，', '第一批', '2021年11月'),
      fc.constantFrom('', '的情况', '12户', ' 2026-06-30', '，500元'),
      (serial, forms, before, after) => {
        const disguised = Array.from(identityNumber(serial), (one, at) => {
          const { numerals = '', after: separator = '' } = forms[at] ?? {};
          return (Array.from(numerals)[Number(one)] ?? one.toLowerCase()) + separator;
        });
        expect(tellsNumber(`入户调查：${before}${disguised.join('')}${after}`)).toBe(true);
      },
    ),
    runs(300, 20_000),
  );
});

test('few purposes with several dates and sums are taken for a number by chance', () => {
  const two = (most: number) => fc.integer({ min: 1, max: most }).map((value) => String(value).padStart(2, '0'));
  const day = fc.tuple(fc.integer({ min: 2018, max: 2027 }), two(12), two(28));
  const part = fc.oneof(
    day.map((of) => of.join('-')),
    day.map(([year, month, of]) => `${String(year)}年${month}月${of}日`),
    fc.integer({ min: 1, max: 9_999_999 }).map((yuan) => `${yuan.toLocaleString('en')}元`),
    fc.integer({ min: 1, max: 999 }).map((count) => `${String(count)}户`),
  );
  const purposes = fc.sample(fc.array(part, { minLength: 1, maxLength: 4 }), { numRuns: 1000, seed: seed() });
  const refused = purposes.filter((parts) => !parsePurpose(`资金发放：${parts.join('，')}`).ok);
  expect(refused.length).toBeLessThan(30);
});
