import { code, day, optional, sealed, text, truth, type Values } from '../../../fields/field.ts';
import { BASIS_KINDS } from '../batch.codes.ts';

/** What a line of a batch is prepared with, as it was on the day, in the order of the roster (发放花名册). */
export const batchLineFields = {
  name: text('姓名'),
  payee: text('收款人'),
  relation: optional(text('收款人与本人关系')),
  payeeDocument: optional(text('他人收款依据')),
  bank: optional(text('开户银行')),
  ownAccount: truth('档案登记账号'),
  accountNote: optional(text('账号说明')),
  periodFrom: day('所属期间起'),
  periodTo: day('所属期间止'),
  basisKind: code('事由种类', BASIS_KINDS),
  accountNumber: optional(sealed(text('银行卡号'), 'ACCOUNT')),
  identityNumber: optional(sealed(text('身份证号'), 'IDENTITY')),
  basisNumber: optional(sealed(text('事由编号'), 'PAYMENT_NOTE')),
  basisIssuer: optional(sealed(text('出具单位'), 'PAYMENT_NOTE')),
};

export type BatchLineDetail = Values<typeof batchLineFields>;
