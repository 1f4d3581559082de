import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { identityNumber } from '../support/register-household.ts';
import { sampled, size } from '../support/runs.ts';
import { workbookParts, writeManyParts, writeZip, type ZipPart } from '../support/zip.ts';

/** What is small and unpacks to much, in every part of a workbook that is read, and as many ways as are known. */
const PROGRAM = join(__dirname, '..', 'programs', 'read-bomb.ts');
const MOST_MEGABYTES = 250;
/** Milliseconds for which nothing else is done: what is cancelled stops within a second. */
const MOST_BLOCKED = 1000;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bangfu-bombs-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Writes a workbook. */
type Bomb = (path: string) => string;

/** They are packed quickly: how small they are is not what is tested. */
const packed =
  (parts: () => readonly ZipPart[]): Bomb =>
  (path) =>
    writeZip(path, parts(), { level: 1 });

interface Outcome {
  readonly faults: readonly string[];
  readonly megabytes: number;
  readonly blocked: number;
}

/** Reads in a process of their own, whose memory is that of the reading alone: of a bomb and of those before it. */
function outcomesOf(bombs: readonly Bomb[]): readonly Outcome[] {
  const paths = bombs.map((bomb, at) => {
    const path = bomb(join(folder, `bomb-${at}.xlsx`));
    expect(statSync(path).size).toBeLessThan(100_000_000);
    return path;
  });
  return JSON.parse(execFileSync(process.execPath, [PROGRAM, ...paths], { encoding: 'utf8' })) as Outcome[];
}

function outcomeOf(bomb: Bomb): Outcome {
  const [outcome] = outcomesOf([bomb]);
  if (outcome === undefined) throw new Error('a bomb has its outcome');
  return outcome;
}

const SHEET = '困难职工';
const sheet = (xml: string | Buffer) => workbookParts(SHEET, Buffer.from(xml));
const named = (name: string, xml: string): ZipPart => ({ name, data: Buffer.from(xml) });
/** A workbook whose other part is the given one. */
const replaced = (name: string, xml: string): readonly ZipPart[] => [
  ...sheet('').filter((part) => part.name !== name),
  named(name, xml),
];
const shared = (xml: string) => replaced('xl/sharedStrings.xml', `<sst>${xml}</sst>`);
const filled = (bytes: number, piece: string) => piece.repeat(Math.floor(bytes / piece.length));
const attributes = (bytes: number) => Array.from({ length: Math.floor(bytes / 10) }, (_, at) => ` a${at}=""`).join('');

/** XML that no honest part has, by what there is too much of. */
const BOMBS: readonly (readonly [string, (bytes: number) => string])[] = [
  ['elements within each other', (bytes) => filled(bytes, '<a>')],
  ['attributes of one element', (bytes) => `<a${attributes(bytes)}/>`],
  ['an endless attribute', (bytes) => `<a b="${filled(bytes, 'c')}"/>`],
  ['an endless name', (bytes) => `<${filled(bytes, 'a')}/>`],
  ['comments', (bytes) => filled(bytes, '<!---->')],
  ['an endless comment, in pieces', (bytes) => `<!--${filled(bytes, '-a<')}-->`],
  ['processing instructions', (bytes) => filled(bytes, '<?a b?>')],
  ['an endless processing instruction, in pieces', (bytes) => `<?a ${filled(bytes, '?b<')}?>`],
  ['entities in one text', (bytes) => `<t>${filled(bytes, '&amp;')}</t>`],
  ['a reference to an entity without an end', (bytes) => `<t>&${filled(bytes, 'a')}`],
  ['empty CDATA', (bytes) => `<t>${filled(bytes, '<![CDATA[]]>')}</t>`],
  ['an endless CDATA, in pieces', (bytes) => `<t><![CDATA[${filled(bytes, ']a]')}]]></t>`],
  ['a text without a tag', (bytes) => `<t>${filled(bytes, 'a')}</t>`],
  ['a declaration without an end', (bytes) => `<!${filled(bytes, 'A')}`],
];

const MEGABYTE = 1_000_000;
const PARTS: readonly (readonly [string, number, (xml: string) => readonly ZipPart[]])[] = [
  ['the sheet', 12 * MEGABYTE, (xml) => sheet(`<row><c t="inlineStr"><is>${xml}</is></c></row>`)],
  ['shared strings', 12 * MEGABYTE, shared],
  ['the workbook', 7 * MEGABYTE, (xml) => replaced('xl/workbook.xml', `<workbook>${xml}</workbook>`)],
  ['relationships', 7 * MEGABYTE, (xml) => replaced('xl/_rels/workbook.xml.rels', `<a>${xml}</a>`)],
];

const tried = sampled(BOMBS);
test.each(PARTS)('too much of anything in %s', (_part, bytes, partsWith) => {
  const outcomes = outcomesOf(tried.map(([, xml]) => packed(() => partsWith(xml(bytes)))));
  const told = outcomes.map(({ faults, megabytes, blocked }, at) => [
    tried[at]?.[0],
    /^(TOO_COMPLEX|NOT_A_WORKBOOK)$/.test(faults[0] ?? '') ? 'refused' : faults,
    megabytes < MOST_MEGABYTES ? 'within 250 MB' : megabytes,
    blocked < MOST_BLOCKED ? 'within a second' : blocked,
  ]);
  expect(told).toEqual(tried.map(([bomb]) => [bomb, 'refused', 'within 250 MB', 'within a second']));
});

/** Headings by which rows are known, and a household's row. */
const HEADINGS = '<row><c t="inlineStr"><is><t>身份证号</t></is></c><c t="inlineStr"><is><t>姓名</t></is></c></row>';
const household = (at: number, cell: string) =>
  `<row><c t="inlineStr"><is><t>${identityNumber(at)}</t></is></c>${cell}</row>`;
const own = (at: number) => `<c t="inlineStr"><is><t>${'名'.repeat(700)}${at}</t></is></c>`;
const rows = (count: number, cell: (at: number) => string) =>
  HEADINGS + Array.from({ length: count }, (_, at) => household(at, cell(at))).join('');

type Case = readonly [name: string, parts: () => readonly ZipPart[], fault: string];

describe('well formed, and too much all the same', () => {
  const long = `<si><t>${'长'.repeat(4000)}</t></si>`;
  const check = ({ faults, megabytes, blocked }: Outcome, fault: string) => {
    expect(faults).toContain(fault);
    expect(megabytes).toBeLessThan(MOST_MEGABYTES);
    expect(blocked).toBeLessThan(MOST_BLOCKED);
  };

  /** Refused before they take much memory, so that one process reads them all. */
  const soonRefused: readonly Case[] = sampled<Case>([
    [
      'a text in millions of pieces',
      () => sheet(`<row><c>${filled(20 * MEGABYTE, '<t>a</t>')}</c></row>`),
      'TOO_COMPLEX',
    ],
    [
      'a shared text in millions of pieces',
      () => shared(`<si>${filled(20 * MEGABYTE, '<t>a</t>')}</si>`),
      'TOO_COMPLEX',
    ],
    [
      'a text of 12 KB that 30,000 cells share',
      () => [...sheet(rows(30_000, () => '<c t="s"><v>0</v></c>')), ...shared(long).slice(-1)],
      'TOO_LARGE',
    ],
    [
      'a row of 16,384 cells that share it',
      () => [...sheet(`<row>${'<c t="s"><v>0</v></c>'.repeat(16_384)}</row>`), ...shared(long).slice(-1)],
      'TOO_LARGE',
    ],
    [
      'fifty thousand rows of one worker',
      () => sheet(HEADINGS + household(1, own(1)).repeat(50_000)),
      'HOUSEHOLD_TOO_LARGE',
    ],
    ['a part of 2 GB declared', () => workbookParts(SHEET, Buffer.from(' '), 2_147_483_648), 'TOO_LARGE'],
    ['a part of 4 GB declared', () => workbookParts(SHEET, Buffer.from(' '), 4_294_967_295), 'TOO_LARGE'],
    [
      'an index of 9 MB',
      () => replaced('xl/workbook.xml', `<a>${filled(9 * MEGABYTE, '<sheet name="a"/>')}</a>`),
      'TOO_LARGE',
    ],
    [
      'a part that is longer than it says',
      () => workbookParts(SHEET, Buffer.alloc(100 * MEGABYTE, ' '), 200),
      'NOT_A_WORKBOOK',
    ],
    ['40 million elements within each other', () => sheet('<a>'.repeat(40 * MEGABYTE)), 'TOO_COMPLEX'],
    ['rows within each other', () => sheet(`<row>${rows(3, own)}</row>`), 'NOT_A_WORKBOOK'],
    ['a million headings', () => sheet(`<row>${filled(MEGABYTE, '<c t="str"><v>a</v></c>')}</row>`), 'NOT_A_WORKBOOK'],
  ]);
  let outcomes: readonly Outcome[] = [];
  beforeAll(() => {
    outcomes = outcomesOf(soonRefused.map(([, parts]) => packed(parts)));
  });
  test.each(soonRefused.map(([name, , fault], at) => [name, fault, at] as const))('%s', (_name, fault, at) => {
    const [outcome] = outcomes.slice(at);
    if (outcome === undefined) throw new Error('a bomb has its outcome');
    check(outcome, fault);
  });

  test.each<Case>([
    ['80 million Chinese characters of shared texts', () => shared(filled(80 * MEGABYTE, long)), 'TOO_LARGE'],
    ['households with long names', () => sheet(rows(90_000, own)), 'TOO_LARGE'],
  ])('%s', (_name, parts, fault) => {
    check(outcomeOf(packed(parts)), fault);
  });
});

const EMPTY_ROWS = size(3, 10) * MEGABYTE;
test(`${EMPTY_ROWS / MEGABYTE} million empty rows are passed over in flat memory`, () => {
  const { faults, megabytes } = outcomeOf(packed(() => sheet(HEADINGS + '<row r="2"/>'.repeat(EMPTY_ROWS))));
  // The other sheets are missing; of this one nothing is told.
  expect(new Set(faults)).toEqual(new Set(['MISSING_SHEET']));
  expect(megabytes).toBeLessThan(size(75, 150));
});

test('a million tiny parts', () => {
  const { faults, megabytes, blocked } = outcomeOf((path) => writeManyParts(path, 1_000_000));
  expect(faults).toEqual(['TOO_COMPLEX']);
  expect(megabytes).toBeLessThan(MOST_MEGABYTES);
  expect(blocked).toBeLessThan(MOST_BLOCKED);
});

/** Texts that take the square of their length to be normalised or taken apart, in a heading's place and in a household's row. */
describe('short, and slow to understand', () => {
  const cell = (text: string) => `<c t="str"><v>${text}</v></c>`;
  const texts = [
    ['brackets that open', (length: number) => '('.repeat(length)],
    ['marks that combine', (length: number) => 'a\u0315\u0300\u05ae\u0300'.repeat(length / 5)],
    ['codes in a row', (length: number) => '1,'.repeat(length / 2)],
  ] as const;
  const rowsWith: readonly (readonly [string, (text: string) => string])[] = [
    ['headings', (text) => `<row>${cell(text).repeat(16)}</row>`.repeat(10)],
    ['identity numbers', (text) => HEADINGS + `<row>${cell(text)}</row>`.repeat(100)],
  ];
  const lengths = [400, 4000, 60_000];
  const cases = sampled(texts.flatMap((text) => rowsWith.map((row) => [text[0], row[0], text[1], row[1]] as const)));
  let outcomes: readonly Outcome[] = [];
  beforeAll(() => {
    const bombs = cases.flatMap(([, , textOf, xml]) =>
      lengths.map((length) => packed(() => sheet(xml(textOf(length))))),
    );
    outcomes = outcomesOf(bombs);
  });
  test.each(cases.map(([text, place], at) => [text, place, at] as const))('%s as %s', (_text, _place, at) => {
    const own = outcomes.slice(at * lengths.length, (at + 1) * lengths.length);
    expect(own).toHaveLength(lengths.length);
    for (const { megabytes, blocked } of own) {
      expect(megabytes).toBeLessThan(MOST_MEGABYTES);
      expect(blocked).toBeLessThan(MOST_BLOCKED);
    }
  });
});

describe('much, but honest', () => {
  test('five million shared texts', () => {
    const { faults, megabytes, blocked } = outcomeOf(packed(() => shared(filled(90 * MEGABYTE, '<si><t>a</t></si>'))));
    expect(faults).not.toContain('TOO_LARGE');
    expect(megabytes).toBeLessThan(MOST_MEGABYTES);
    expect(blocked).toBeLessThan(MOST_BLOCKED);
  });

  test('a hundred thousand households, an unused picture, and styles of the same line over and over', () => {
    const { faults, megabytes, blocked } = outcomeOf(
      packed(() => [
        ...sheet(rows(100_000, (at) => `<c t="inlineStr"><is><t>示例${at}</t></is></c>`)),
        named('xl/styles.xml', filled(20 * MEGABYTE, '<xf numFmtId="0"/>')),
        { name: 'xl/media/image1.emf', data: Buffer.alloc(50 * MEGABYTE) },
      ]),
    );
    expect(faults).not.toContain('TOO_LARGE');
    expect(faults).not.toContain('TOO_COMPLEX');
    expect(megabytes).toBeLessThan(MOST_MEGABYTES);
    expect(blocked).toBeLessThan(MOST_BLOCKED);
  });
});
