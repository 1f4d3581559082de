// The names of projects whose issues are cited.
// cspell:words Arctos Magicodes Ugnis deadlocker dotnetcore easyexcel evancharlton excelize filesql hhyo ilri jasp liaochong
// cspell:words mholt myexcel odktools onebody openfoodfoundation openfoodnetwork opengovsg pimcore postmangovsg sheetjs tafia
// cspell:words woocommerce Spartner Laravel aspace eleybourn mariodavid wpninjas
import { describe, expect, test } from '@jest/globals';
import { type Cell, parseCell, parseIdentityCell } from '../../../src/intake/workbook/cells.ts';
import { count, day, type Field, month, sealed, text, truth, yuan } from '../../../src/fields/field.ts';
import { headingText, normalizeHeading } from '../../../src/intake/workbook/headings.ts';
import { printDay, printMonth } from '../../../src/kernel/calendar.ts';

/** Spellings with which users of other software were hurt, each with the public report that tells of it, and what they are here. */

const FIELDS = {
  day: day('发生日期'),
  month: month('开始月份'),
  truth: truth('是否单亲'),
  yuan: yuan('金额'),
  year: count('入学年份'),
  name: text('姓名', 200),
  account: sealed(text('银行卡号'), 'ACCOUNT'),
} as const;

function read(field: Field, cell: Cell): unknown {
  const parsed = parseCell(cell, field);
  if (!parsed.ok) return parsed.error;
  if (field.form === 'DAY' && parsed.value !== null) return printDay(parsed.value as never);
  if (field.form === 'MONTH' && parsed.value !== null) return printMonth(parsed.value as never);
  return parsed.value;
}

type Case = readonly [field: keyof typeof FIELDS, cell: Cell, found: unknown, report: string];

const CASES: readonly Case[] = [
  ['day', '2/20/1949', 'NOT_A_DAY', 'SheetJS/sheetjs/issues/2301'],
  ['day', '2/20/49', 'NOT_A_DAY', 'SheetJS/sheetjs/issues/2301'],
  ['day', 1, 'NOT_A_DAY', 'ClosedXML/ClosedXML/issues/1432'],
  ['day', 59, 'NOT_A_DAY', 'nao1215/filesql/issues/387'],
  ['day', 60, 'NOT_A_DAY', 'tafia/calamine/pull/328'],
  ['day', '01-01-00', 'NOT_A_DAY', 'nao1215/filesql/issues/387'],
  ['day', 2005, 'NOT_A_DAY', 'ArctosDB/documentation-wiki/issues/278'],
  ['day', 44_088, '2020-09-14', 'alibaba/easyexcel/issues/1234'],
  ['day', '2020/9/14', '2020-09-14', 'alibaba/easyexcel/issues/1234'],
  ['day', '29-Aug-26', 'NOT_A_DAY', 'submersion-app/submersion/pull/2174'],
  ['day', '26-07-2019', 'NOT_A_DAY', 'SheetJS/sheetjs/issues/1576'],
  ['day', '08/01/2016', 'NOT_A_DAY', 'SpartnerNL/Laravel-Excel/issues/1224'],
  ['day', 45_678, '2025-01-21', 'Expensify/App/issues/100317'],
  ['month', '202410', '2024-10', 'open-condo-software/condo/pull/5451'],
  ['month', '102024', 'NOT_A_MONTH', 'open-condo-software/condo/pull/5451'],
  ['month', '2-Jan', 'NOT_A_MONTH', 'harvard-library/aspace-import-excel/issues/6'],
  ['month', 45_678, '2025-01', 'Expensify/App/pull/100612'],
  ['month', '2025-3', '2025-03', 'our own'],
  ['month', '2025/13', 'NOT_A_MONTH', 'our own'],
  ['month', '三月', 'NOT_A_MONTH', 'our own'],
  ['month', '25-03', 'NOT_A_MONTH', 'our own'],
  ['month', 'Mar-25', 'NOT_A_MONTH', 'SheetJS/sheetjs/issues/2301'],
  ['month', 2025.1, 'NOT_A_MONTH', 'ArctosDB/documentation-wiki/issues/278'],
  ['year', 2005, 2005, 'ArctosDB/documentation-wiki/issues/278'],
  ['year', '1905-06-27', 'NOT_A_COUNT', 'ArctosDB/documentation-wiki/issues/278'],
  ['yuan', '4.711,98 €', 'NOT_AN_AMOUNT', 'firefly-iii/firefly-iii/issues/4106'],
  ['yuan', '10,00 €', 'NOT_AN_AMOUNT', 'firefly-iii/firefly-iii/issues/4106'],
  ['yuan', '10,00', 'NOT_AN_AMOUNT', 'firefly-iii/firefly-iii/issues/840'],
  ['yuan', "1'000'000,00", 'NOT_AN_AMOUNT', 'firefly-iii/firefly-iii/issues/4106'],
  ['yuan', '1.355,90€', 'NOT_AN_AMOUNT', 'deadlocker8/BudgetMaster/issues/731'],
  ['yuan', '1.000,92', 'NOT_AN_AMOUNT', 'jasp-stats/jasp-desktop/issues/403'],
  ['yuan', '2,590', 259_000, 'SheetJS/sheetjs/issues/2556'],
  ['yuan', '$6,526', 'NOT_AN_AMOUNT', 'SheetJS/sheetjs/issues/1338'],
  ['yuan', 'р.100', 'NOT_AN_AMOUNT', 'SheetJS/sheetjs/issues/78'],
  ['yuan', 11.111000000001, 'NOT_AN_AMOUNT', 'alibaba/easyexcel/issues/1234'],
  ['truth', 'T', 'NOT_A_TRUTH', 'seven1m/onebody/issues/673'],
  ['truth', 'si', 'NOT_A_TRUTH', 'ChurchCRM/CRM/issues/4329'],
  ['truth', '', null, 'woocommerce/woocommerce/pull/14886'],
  ['truth', ' ', null, 'farmOS/farmOS/pull/917'],
  ['truth', 'No', false, 'pimcore/pimcore/issues/7003'],
  ['truth', 'Y', true, 'evancharlton/android-mileage/issues/56'],
  ['truth', 'anything', 'NOT_A_TRUTH', 'OpenDataRepository/data-publisher/issues/50'],
  ['truth', 'maybe', 'NOT_A_TRUTH', 'UgnisSoftware/react-spreadsheet-import/pull/48'],
  ['truth', '1', true, 'eleybourn/Book-Catalogue/issues/559'],
  ['truth', 'X', 'NOT_A_TRUTH', 'mariodavid/cuba-component-data-import/issues/11'],
  ['account', 4_111_111_111_111_110, 'PRECISION_LOST', 'wpninjas/ninja-forms/issues/3656'],
  ['account', 6_222_021_234_567_890, 'PRECISION_LOST', 'opengovsg/FormSG/issues/4893'],
  ['account', '6222 0212 3456 7890', '6222 0212 3456 7890', 'our own'],
  ['account', '6222-0212-3456-7890', '6222-0212-3456-7890', 'our own'],
  ['account', '1.0E9', 'PRECISION_LOST', 'alibaba/easyexcel/issues/314'],
  ['account', 7_495_396_815_497_820, 'PRECISION_LOST', 'alibaba/easyexcel/issues/646'],
  ['account', '1.6672E+17', 'PRECISION_LOST', 'liaochong/myexcel/issues/74'],
  ['account', "'6222021234567890", 'QUOTED', 'hhyo/Archery/issues/819'],
  ['account', '6222****1234', 'MASKED', 'a list of another platform, masked'],
  ['name', '\uFEFF张三', '张三', 'SheetJS/sheetjs/issues/2620'],
  ['name', '张\u200B三', '张三', 'mholt/PapaParse/issues/917'],
  ['name', '\u00A0张三', '张三', 'NHSDigital/manage-vaccinations-in-schools/pull/3410'],
  ['name', '&nbsp;张三', 'GARBLED', 'ONSdigital/dis-wagtail/pull/658'],
  ['name', 'e\u0300', 'e\u0300', 'theCrag/website/issues/2974'],
  ['name', '\u202E张三', '张三', 'our own'],
  ['name', '\uFFFD三', 'GARBLED', 'our own'],
  ['name', '#REF!', 'ERROR_CELL', 'an error value, pasted as a text'],
  ['name', 'null', 'ERROR_CELL', 'what a program wrote for nothing'],
  ['name', '=A1', 'FORMULA', 'a formula typed into a cell of text'],
];

describe('a spelling of a public report', () => {
  test.each(CASES)('%s %j is %j (%s)', (name, cell, found) => {
    expect(read(FIELDS[name], cell)).toEqual(found);
  });

  test.each<readonly [Cell, string, string]>([
    [351_030_001_351_351_000, 'PRECISION_LOST', 'alibaba/easyexcel/issues/2204'],
    ['3.5103E+17', 'PRECISION_LOST', 'alibaba/easyexcel/issues/2204'],
    ['3.5103000135135E17', 'PRECISION_LOST', 'alibaba/easyexcel/issues/314'],
    [410_599_000_000_000_000, 'PRECISION_LOST', 'qax-os/excelize/issues/1523'],
    ['4.10599E+17', 'PRECISION_LOST', 'dotnetcore/Magicodes.IE/issues/140'],
    ["'410599199001010017", 'QUOTED', 'hhyo/Archery/issues/819'],
    ['410599199013010017', 'NO_SUCH_BIRTH_DAY', 'our own'],
    ['410599 19900101 0017', 'WRONG_CHECK_DIGIT', 'our own'],
    ['00000019900101001X', 'WRONG_CHECK_DIGIT', 'our own'],
    ['410599\u200B199001010017', 'WRONG_CHECK_DIGIT', 'our own'],
  ])('the identity number %j is refused as %s (%s)', (cell, code) => {
    expect(parseIdentityCell(cell)).toEqual({ ok: false, error: code });
  });

  test.each([
    ['\uFEFF姓名', 'pandas-dev/pandas/issues/36343'],
    ['姓\u200B名', 'opengovsg/postmangovsg/pull/88'],
    ['姓\u00A0名', 'ilri/odktools/issues/8'],
    ['\uFEFF姓名 ', 'openfoodfoundation/openfoodnetwork/issues/3448'],
    ...['姓 名', '*姓名', '姓名*', '姓名（必填）', '姓名：', '姓名\n'].map((heading) => [heading, 'our own']),
  ])('the heading %j is 姓名 (%s)', (heading) => {
    expect(normalizeHeading(headingText(heading))).toBe('姓名');
  });
});
