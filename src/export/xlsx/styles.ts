import { MAIN_NAMESPACE, XML_HEAD } from './xml.ts';

/** The number formats of a workbook: built in, but for amounts. */
const GENERAL = 0;
const WHOLE = 1;
const AS_TEXT = 49;
const AMOUNT = 164;

/** The fonts and borders of the sheet, by their places in the lists below. */
const [PLAIN_FONT, TITLE_FONT, BOLD_FONT] = [0, 1, 2];
const [OPEN, BOXED] = [0, 1];

interface Style {
  readonly format: number;
  readonly font: number;
  readonly border: number;
  /** The attributes of its alignment. */
  readonly align: string;
}

const WRAPPED = 'wrapText="1"';

const STYLES = {
  line: { format: GENERAL, font: PLAIN_FONT, border: OPEN, align: 'horizontal="left"' },
  lineEnd: { format: GENERAL, font: PLAIN_FONT, border: OPEN, align: 'horizontal="right"' },
  title: { format: GENERAL, font: TITLE_FONT, border: OPEN, align: 'horizontal="center"' },
  head: { format: GENERAL, font: BOLD_FONT, border: BOXED, align: `horizontal="center" ${WRAPPED}` },
  TEXT: { format: AS_TEXT, font: PLAIN_FONT, border: BOXED, align: `horizontal="left" ${WRAPPED}` },
  CODE: { format: AS_TEXT, font: PLAIN_FONT, border: BOXED, align: 'horizontal="center" shrinkToFit="1"' },
  COUNT: { format: WHOLE, font: PLAIN_FONT, border: BOXED, align: 'horizontal="center"' },
  AMOUNT: { format: AMOUNT, font: PLAIN_FONT, border: BOXED, align: 'horizontal="right"' },
  totalName: { format: AS_TEXT, font: BOLD_FONT, border: BOXED, align: 'horizontal="center"' },
  totalAmount: { format: AMOUNT, font: BOLD_FONT, border: BOXED, align: 'horizontal="right"' },
  closing: { format: AS_TEXT, font: BOLD_FONT, border: BOXED, align: `horizontal="left" ${WRAPPED}` },
} as const satisfies Readonly<Record<string, Style>>;

export type StyleName = keyof typeof STYLES;

const names = Object.keys(STYLES) as readonly StyleName[];

const numbers = Object.fromEntries(names.map((name, at) => [name, at + 1])) as Readonly<Record<StyleName, number>>;

/** The number of a style in the workbook; 0 is that of a cell without any. */
export function styleNumber(name: StyleName): number {
  return numbers[name];
}

const BOX = ['left', 'right', 'top', 'bottom'].map((side) => `<${side} style="thin"/>`).join('');

/** The part that says how cells look. */
export function stylesPart(font: string): string {
  const fonts = [
    `<font><sz val="10"/><name val="${font}"/></font>`,
    `<font><b/><sz val="16"/><name val="${font}"/></font>`,
    `<font><b/><sz val="10"/><name val="${font}"/></font>`,
  ];
  return `${XML_HEAD}<styleSheet xmlns="${MAIN_NAMESPACE}">
<numFmts count="1"><numFmt numFmtId="${AMOUNT}" formatCode="#,##0.00"/></numFmts>
<fonts count="${fonts.length}">${fonts.join('')}</fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>${BOX}<diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="${names.length + 1}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>${names.map(formatOf).join('')}</cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>
</styleSheet>`;
}

function formatOf(name: StyleName): string {
  const { format, font, border, align }: Style = STYLES[name];
  const parts = `numFmtId="${format}" fontId="${font}" fillId="0" borderId="${border}" xfId="0"`;
  const applied = 'applyNumberFormat="1" applyFont="1" applyBorder="1" applyAlignment="1"';
  return `<xf ${parts} ${applied}><alignment ${align} vertical="center"/></xf>`;
}
