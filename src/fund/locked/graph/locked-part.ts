/** What is stored of a locked table, each an artefact of its own. */
export const TABLE_PARTS = {
  CONTENT: '规范内容',
  XLSX: '工作簿',
  PDF: '打印文件',
  SCAN: '盖章扫描件',
  LEDGER: '核对所用总账',
  TIE_OUT: '核对结果',
} as const;

export type TablePart = keyof typeof TABLE_PARTS;
