import { type Day, requireDay } from '../../kernel/calendar.ts';
import { invariant } from '../../kernel/invariant.ts';

/** What notices to a household say while a regulation is in force. */
interface NoticeWording {
  readonly from: Day;
  readonly regulation: string;
  readonly refused: string;
  /** Where else help is to be had (Article 2, second paragraph). */
  readonly otherHelp: string;
  readonly temporaryHelp: string;
  readonly withdrawn: string;
  readonly recovered: string;
  readonly again: string;
  readonly lifted: string;
  readonly kept: string;
  /** Whether there is an appeal; `…` stands for the union that decides it. */
  readonly appeal: string;
}

/** The wordings by the day from which each holds, the latest first. The texts are the platform's own: no sample was found. */
const WORDINGS: readonly NoticeWording[] = [
  {
    from: requireDay('2019-09-27'),
    regulation: '《安阳市工会困难职工档案管理办法》（安工文〔2019〕41号）',
    refused: '经核实，您家庭的情况不符合建立困难职工档案的条件，决定不予建档。理由如下：',
    otherHelp:
      '不符合全国级建档条件、但家庭确有困难的，可以向本工会或者市、县（市、区）总工会了解本级困难职工档案和临时救助（办法第二条第二款）。',
    temporaryHelp: '家庭确有困难的，可以向本工会或者上级工会了解临时救助。',
    withdrawn: '自注销之日起，不再依此档案发放帮扶资金。',
    recovered: '起发放的帮扶资金应予追回（办法第七条），具体事项另行通知。',
    again: '家庭再次发生困难的，可以重新申请建档。',
    lifted:
      '经入户调查和重新认定，您家庭已不属于办法第三条、第五条规定的各种困难情形，且最近六个月每月的家庭人均收入均高于当地最低生活保障标准，',
    kept: '困难职工原始档案自撤档之日起保管10年（办法第十八条）。',
    appeal: '如有异议，可以向…申诉一次。办法对申诉未作规定，此为工会内部程序。',
  },
];

/** Returns the wording of a notice of a day; the first one on file also holds before. */
export function noticeWordingOn(day: Day): NoticeWording {
  const wording = WORDINGS.find(({ from }) => from <= day) ?? WORDINGS.at(-1);
  invariant(wording !== undefined, 'a wording is on file');
  return wording;
}
