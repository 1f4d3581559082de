import { PassThrough, Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { PrintedTable } from '../printed-table.ts';
import { sheetChunks, sheetLayout } from './sheet.ts';
import { stylesPart } from './styles.ts';
import { escapeMarkup, MAIN_NAMESPACE, XML_HEAD } from './xml.ts';

const FONT = '宋体';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** The same table has the same bytes whenever it is written, so no entry has a time of its own. */
const ENTRY = { mtime: new Date(2026, 0, 1), forceDosTimestamp: true };

/**
 * Writes a table as a workbook (XLSX) of one sheet as an office prints it. The rows are read as fast as the reader takes the
 * bytes, and never all held. If the rows fail, so does the stream, and the file has no end.
 */
export function writeXlsx(table: PrintedTable): Readable {
  const zip = new ZipFile();
  const sheet = Readable.from(sheetChunks(table), { objectMode: false });
  const bytes = new PassThrough();
  for (const [name, text] of Object.entries(smallParts(table))) zip.addBuffer(Buffer.from(text), name, ENTRY);
  zip.addReadStream(sheet, 'xl/worksheets/sheet1.xml', ENTRY);
  zip.end();
  // Both ends fail together: rows that break off must not look like a whole file, and a reader who leaves ends the reading.
  sheet.on('error', (error) => bytes.destroy(error));
  bytes.on('close', () => sheet.destroy());
  return zip.outputStream.pipe(bytes);
}

function smallParts(table: PrintedTable): Readonly<Record<string, string>> {
  return {
    '[Content_Types].xml': `${XML_HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPES}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/></Types>`,
    '_rels/.rels': relationships({ rId1: ['officeDocument', 'xl/workbook.xml'] }),
    'xl/_rels/workbook.xml.rels': relationships({
      rId1: ['worksheet', 'worksheets/sheet1.xml'],
      rId2: ['styles', 'styles.xml'],
    }),
    'xl/styles.xml': stylesPart(FONT),
    'xl/workbook.xml': workbookPart(table),
  };
}

function relationships(targets: Readonly<Record<string, readonly [kind: string, target: string]>>): string {
  const all = Object.entries(targets).map(
    ([id, [kind, target]]) => `<Relationship Id="${id}" Type="${RELATIONS}/${kind}" Target="${target}"/>`,
  );
  return `${XML_HEAD}<Relationships xmlns="${PACKAGE}/relationships">${all.join('')}</Relationships>`;
}

/** The part that names the sheet, the area that is printed, and the rows that are printed on every page. */
function workbookPart(table: PrintedTable): string {
  const { head, last, letters } = sheetLayout(table);
  const sheet = `'${escapeMarkup(table.name).replaceAll("'", "''")}'`;
  const names = [
    `<definedName name="_xlnm.Print_Area" localSheetId="0">${sheet}!$A$1:$${letters.at(-1) ?? 'A'}$${last}</definedName>`,
    `<definedName name="_xlnm.Print_Titles" localSheetId="0">${sheet}!$1:$${head}</definedName>`,
  ];
  return `${XML_HEAD}<workbook xmlns="${MAIN_NAMESPACE}" xmlns:r="${RELATIONS}"><sheets><sheet name="${escapeMarkup(table.name)}" sheetId="1" r:id="rId1"/></sheets><definedNames>${names.join('')}</definedNames></workbook>`;
}
