/** Characters that XML cannot hold are written as escapes, such as `_x000D_`. */
const ESCAPE = /_x([0-9A-Fa-f]{4})_/g;

/** Decodes the escapes of a text; one that it has literally is written with the escape of its underscore. */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(ESCAPE, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
