import { type Day, requireDay } from '../../kernel/calendar.ts';
import { invariant } from '../../kernel/invariant.ts';

/** What the papers of a publicity say while a regulation is in force. */
interface PublicityWording {
  readonly from: Day;
  readonly title: string;
  /** The basis, before the list. */
  readonly basis: string;
  /** How somebody objects. */
  readonly objection: string;
}

/** The wordings by the day from which each holds, the latest first. The text is the platform's own: the regulation has none. */
const WORDINGS: readonly PublicityWording[] = [
  {
    from: requireDay('2019-09-27'),
    title: '困难职工建档公示',
    basis:
      '根据《安阳市工会困难职工档案管理办法》（安工文〔2019〕41号）第七条、第十五条，现将拟建立困难职工档案的职工予以公示。',
    objection: '对公示内容有异议的，请在公示期内向受理单位反映，可以不署名。',
  },
];

/** Returns the wording of a paper of a day; the first one on file also holds before. */
export function publicityWordingOn(day: Day): PublicityWording {
  const wording = WORDINGS.find(({ from }) => from <= day) ?? WORDINGS.at(-1);
  invariant(wording !== undefined, 'a wording is on file');
  return wording;
}
