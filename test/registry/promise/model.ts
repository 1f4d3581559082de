/**
 * What a register should answer after any acts, written down day by day in the naive way. Days are numbered; the last one stands
 * for all after it. It shares nothing with the platform.
 */
export class HouseholdModel {
  readonly cause: Line<string>;
  readonly worker: Line<string>;
  readonly members = new Map<string, MemberModel>();
  readonly dwellings: { readonly key: string; from: number; to: number; area: number; isRetracted: boolean }[] = [];
  readonly surveys: { readonly day: number; isRetracted: boolean }[] = [];
  readonly incomes: IncomeModel[] = [];
  readonly payments: { readonly key: string; readonly day: number; reversed: number | null }[] = [];
  /** The day of the live file. */
  file: number | null = null;
  /** The first day from which another file may be opened. */
  fileFrom = 0;

  constructor(days: number, first: number, cause: string) {
    this.cause = new Line(days);
    this.worker = new Line(days);
    this.cause.set(first, cause);
    this.worker.set(first, 'm1');
  }

  /** What is known of the household on a day, as texts; `null` before it is on record. */
  shownOn(day: number): object | null {
    const cause = this.cause.on(day);
    if (cause === undefined) return null;
    const survey = this.surveyOn(day);
    return {
      ...{ cause, worker: this.worker.on(day) },
      members: [...this.members]
        .filter(([, { present }]) => present.on(day) === true)
        .map(([key, { ill, person }]) => `${key} ${person.number} ${person.name.on(day)} ${ill.on(day)}`)
        .sort(),
      dwellings: this.dwellings
        .filter(({ from, to, isRetracted }) => !isRetracted && from <= day && day <= to)
        .map(({ area }) => area)
        .sort((one, other) => one - other),
      incomes: this.incomes
        .filter((one) => survey !== undefined && one.survey === survey && !one.isRetracted && one.added <= day)
        .filter(({ member }) => this.isWeighed(member, day, survey?.day ?? 0))
        .map(({ member, amount }) => `${member} ${amount}`)
        .sort(),
      payments: this.payments
        .flatMap(({ day: paid, reversed }) => [[paid, 500] as const, [reversed ?? Infinity, -500] as const])
        .filter(([paid]) => paid <= day)
        .map(([, fen]) => fen)
        .sort((one, other) => one - other),
    };
  }

  surveyOn(day: number) {
    const past = this.surveys.filter((one) => !one.isRetracted && one.day <= day);
    return past.toSorted((one, other) => other.day - one.day)[0];
  }

  /** A newcomer brings no amounts until a survey; who was there then and came back does. */
  isWeighed(member: string, day: number, surveyed: number): boolean {
    const { present } = this.members.get(member) ?? {};
    return present?.on(day) === true && present.on(surveyed) === true;
  }
}

export interface IncomeModel {
  readonly key: string;
  readonly survey: HouseholdModel['surveys'][number];
  readonly added: number;
  readonly member: string;
  amount: number;
  isRetracted: boolean;
}

export interface PersonModel {
  /** `null` until they have one. */
  number: string | null;
  readonly name: Line<string>;
  isDead: boolean;
}

export class MemberModel {
  readonly present: Line<boolean>;
  readonly ill: Line<boolean>;
  person: PersonModel;

  constructor(days: number, from: number, person: PersonModel) {
    this.present = new Line(days);
    this.ill = new Line(days);
    this.person = person;
    this.present.set(from, true);
    this.ill.set(from, false);
  }

  /** The first and the last day of the stay that a day falls into. */
  stay(day: number): readonly [first: number, last: number] {
    return this.present.span(day);
  }
}

/** A value on each day. */
export class Line<T> {
  readonly #values: (T | undefined)[];

  constructor(days: number) {
    this.#values = Array.from({ length: days });
  }

  on(day: number): T | undefined {
    return this.#values[day];
  }

  set(from: number, value: T | undefined, to = this.#values.length - 1): void {
    for (let day = from; day <= to; day += 1) this.#values[day] = value;
  }

  /** The adjoining days that have the same value as a day. */
  span(day: number): readonly [first: number, last: number] {
    let [first, last] = [day, day];
    while (first > 0 && this.#values[first - 1] === this.#values[day]) first -= 1;
    while (last + 1 < this.#values.length && this.#values[last + 1] === this.#values[day]) last += 1;
    return [first, last];
  }

  /** Replaces the value of a day, from it on or on all days that have it, but on none before `least` or after `most`. */
  replace(day: number, value: T, isCorrection: boolean, least = 0, most = Infinity): void {
    const [first, last] = this.span(day);
    this.set(isCorrection ? Math.max(first, least) : day, value, Math.min(last, most));
  }
}
