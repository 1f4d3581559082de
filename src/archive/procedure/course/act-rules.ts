import type { Act, Body, CourseState } from './course.codes.ts';

/** A state in which an act is possible; `NEW` is a file that was not opened. */
export type FromState = CourseState | 'NEW';

export interface ActRule {
  /** The states in which the act is possible, and the bodies that may then take it. */
  readonly by: Partial<Record<FromState, readonly Body[]>>;
  /** Whether the step must name a document, and whether it must have a note. */
  readonly document: boolean;
  readonly note: boolean;
  /** Whether the regulation is silent on it: the platform's own act, which is shown as such. */
  readonly own: boolean;
}

const FILING: readonly Body[] = ['FILING'];
const SUPERIOR: readonly Body[] = ['SUPERIOR'];
const CENTRE: readonly Body[] = ['CENTRE'];

/** The states of a file that is under way, each with the body in whose hands it is. */
const UNDER_WAY = {
  APPLIED: FILING,
  SURVEYED: FILING,
  PUBLICISED: FILING,
  RETURNED: FILING,
  VERIFIED: SUPERIOR,
  REVIEWED: CENTRE,
} as const;

/** The states in which a file is in the hands of its filing union alone, and can go to another one. */
const AT_REST = { APPLIED: FILING, SURVEYED: FILING, RETURNED: FILING, RECORDED: FILING } as const;

/** The table of acts (Article 15): what is not in it is refused. */
export const ACT_RULES: Readonly<Record<Act, ActRule>> = {
  APPLY: rule({ NEW: FILING }),
  SURVEY: rule({ NEW: FILING, APPLIED: FILING }),
  PUBLICISE: rule({ SURVEYED: FILING, PUBLICISED: FILING, RETURNED: FILING }, 'document'),
  OBJECT: rule({ PUBLICISED: ['FILING', 'SUPERIOR', 'CENTRE'] }, 'note', 'own'),
  SETTLE_OBJECTION: rule({ PUBLICISED: ['FILING', 'SUPERIOR'] }, 'note', 'own'),
  CONCLUDE_PUBLICITY: rule({ PUBLICISED: FILING }, 'document'),
  VERIFY: rule({ PUBLICISED: FILING, RETURNED: FILING }),
  REVIEW: rule({ VERIFIED: SUPERIOR }),
  RECORD: rule({ REVIEWED: CENTRE }),
  RETURN: rule({ VERIFIED: SUPERIOR, REVIEWED: CENTRE }, 'note'),
  REFUSE: rule(UNDER_WAY, 'document'),
  LIFT: rule({ RECORDED: FILING }, 'document'),
  WITHDRAW: rule({ ...UNDER_WAY, RECORDED: FILING }, 'document'),
  DELIVER_NOTICE: rule({ REFUSED: FILING, LIFTED: FILING, WITHDRAWN: FILING }, 'note'),
  APPEAL: rule({ REFUSED: SUPERIOR, WITHDRAWN: SUPERIOR }, 'note', 'own'),
  DECIDE_APPEAL: rule({ REFUSED: SUPERIOR, WITHDRAWN: SUPERIOR }, 'document', 'note', 'own'),
  SUSPEND: rule({ RECORDED: ['FILING', 'CENTRE'] }, 'note', 'own'),
  RESUME: rule({ RECORDED: ['FILING', 'CENTRE'] }, 'note', 'own'),
  TRANSFER: rule(AT_REST, 'document'),
  ACCEPT_TRANSFER: rule(AT_REST, 'document'),
  REFUSE_TRANSFER: rule(AT_REST, 'note'),
  TAKE_CUSTODY: rule(
    { APPLIED: CENTRE, SURVEYED: CENTRE, PUBLICISED: CENTRE, RETURNED: CENTRE, RECORDED: CENTRE },
    'document',
  ),
};

function rule(by: ActRule['by'], ...needs: readonly ('document' | 'note' | 'own')[]): ActRule {
  const [document, note, own] = [needs.includes('document'), needs.includes('note'), needs.includes('own')];
  return { by, document, note, own };
}
