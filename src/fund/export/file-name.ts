import type { ExportFormat } from '../../export/formats.ts';

/** Prints the name of a file of a table, with its volume if there are several. */
export function nameOfFile(
  title: string,
  { format, volume }: { readonly format: ExportFormat; readonly volume: number },
  volumes: number,
): string {
  return `${title}${volumes === 1 ? '' : `（第${volume}册）`}.${format.toLowerCase()}`;
}
