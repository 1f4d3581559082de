import { writeFileSync } from 'node:fs';
import { crc32, deflateRawSync } from 'node:zlib';

/** A part of a zip; `claims` is the length that it says it has, by default the true one. */
export interface ZipPart {
  readonly name: string;
  readonly data: Buffer;
  readonly claims?: number;
}

/** Writes a zip by hand, so that its headers may be false; level 1 packs in a third of the time of level 6. */
export function writeZip(path: string, parts: readonly ZipPart[], { level = 6 } = {}): string {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data, claims = data.length } of parts) {
    const packed = deflateRawSync(data, { level });
    const title = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x0800, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(claims, 18);
    common.writeUInt16LE(title.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, title, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, tail, title]));
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  writeFileSync(path, Buffer.concat([...locals, central, end]));
  return path;
}

/** Writes a zip whose directory lists one part many times. */
export function writeManyParts(path: string, count: number): string {
  const local = Buffer.alloc(31);
  local.write('PK\x03\x04', 'latin1');
  local.writeUInt16LE(1, 26);
  local.write('a', 30);
  const entry = Buffer.alloc(47);
  entry.write('PK\x01\x02', 'latin1');
  entry.writeUInt16LE(1, 28);
  entry.write('a', 46);
  const directory = Buffer.alloc(entry.length * count, entry);
  // More than 65,535 are counted in a record of their own.
  const end = Buffer.alloc(56 + 20 + 22);
  end.write('PK\x06\x06', 'latin1');
  end.writeBigUInt64LE(44n, 4);
  end.writeBigUInt64LE(BigInt(count), 24);
  end.writeBigUInt64LE(BigInt(count), 32);
  end.writeBigUInt64LE(BigInt(directory.length), 40);
  end.writeBigUInt64LE(BigInt(local.length), 48);
  end.write('PK\x06\x07', 56, 'latin1');
  end.writeBigUInt64LE(BigInt(local.length + directory.length), 64);
  end.writeUInt32LE(1, 72);
  end.write('PK\x05\x06', 76, 'latin1');
  end.fill(0xff, 84, 96);
  writeFileSync(path, Buffer.concat([local, directory, end]));
  return path;
}

const NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';

/** The parts of a workbook of one sheet, whose rows are given as XML. */
export function workbookParts(sheet: string, rows: Buffer, claims?: number, properties = ''): readonly ZipPart[] {
  return sheetParts({ [sheet]: rows }, properties).map((part) =>
    claims !== undefined && part.name.startsWith('xl/worksheets/') ? { ...part, claims } : part,
  );
}

/** The parts of a workbook, whose rows are given as XML by the sheet's name. */
export function sheetParts(sheets: Readonly<Record<string, Buffer>>, properties = ''): readonly ZipPart[] {
  const part = (name: string, ...content: readonly (string | Buffer)[]): ZipPart => ({
    ...{ name, data: Buffer.concat(content.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece))) },
  });
  const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const listed = Object.keys(sheets).map((name, at) => `<sheet name="${name}" r:id="r${at + 1}"/>`);
  const related = listed.map(
    (_, at) => `<Relationship Id="r${at + 1}" Type="${relation}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`,
  );
  return [
    part(
      'xl/workbook.xml',
      `<workbook ${NAMESPACE} xmlns:r="${relation}">${properties}<sheets>${listed.join('')}</sheets></workbook>`,
    ),
    part(
      '_rels/.rels',
      `<Relationships><Relationship Id="r1" Type="${relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ),
    part(
      'xl/_rels/workbook.xml.rels',
      `<Relationships>${related.join('')}<Relationship Id="s" Type="${relation}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    ),
    ...Object.values(sheets).map((rows, at) =>
      part(
        `xl/worksheets/sheet${at + 1}.xml`,
        ...[`<worksheet ${NAMESPACE}><sheetData>`, rows, '</sheetData></worksheet>'],
      ),
    ),
  ];
}
