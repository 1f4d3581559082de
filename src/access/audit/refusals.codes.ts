/** Why an attempt was refused, as it goes on record. */
export const REFUSALS = {
  RIGHT: '无权查看或办理',
  ACT: '办理未获受理',
  QUOTA: '超出限额',
  SIGNATURE: '网关签名无效',
  LINK: '下载链接无效',
} as const;

export type RefusalKind = keyof typeof REFUSALS;
