/** How the files of scanners begin. */
const FORMATS: readonly (readonly [mediaType: string, begin: string])[] = [
  ['application/pdf', '255044462d'],
  ['image/jpeg', 'ffd8ff'],
  ['image/png', '89504e470d0a1a0a'],
];

/** The media types of scans. */
export const SCAN_TYPES: readonly string[] = FORMATS.map(([mediaType]) => mediaType);

/** The media type of a scan by its first bytes; `null` if it is a PDF, a JPEG or a PNG by name alone. */
export function scanTypeOf(content: Buffer): string | null {
  const begin = content.subarray(0, 8).toString('hex');
  return FORMATS.find(([, bytes]) => begin.startsWith(bytes))?.[0] ?? null;
}
