import type { Day } from '../../kernel/calendar.ts';

/** What holds over days, as known at one revision: from `from` until before `to`; `null`: without an end. */
export interface DaySpan<Content> {
  readonly from: Day;
  readonly to: Day | null;
  readonly content: Content;
}

/** What holds over days and revisions [from, to); without a `to`, on all later ones. */
export interface Rectangle<Content> extends DaySpan<Content> {
  readonly knownFrom: number;
  readonly knownTo: number | null;
}

/** Joins neighbouring spans of the same content; the spans are in the order of their days and do not overlap. */
export function joinDays<Content>(
  spans: readonly DaySpan<Content>[],
  keyOf: (content: Content) => string,
): readonly DaySpan<Content>[] {
  const joined: DaySpan<Content>[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last?.to === span.from && keyOf(last.content) === keyOf(span.content))
      joined[joined.length - 1] = { ...last, to: span.to };
    else joined.push(span);
  }
  return joined;
}

/**
 * Collects the spans of one revision after another into rectangles: a span that is the same at the next revision goes on. The
 * rectangles cover exactly the days and revisions of the spans, and do not overlap.
 */
export function collectRectangles<Content>(keyOf: (content: Content) => string) {
  const ended: Rectangle<Content>[] = [];
  let open = new Map<string, Rectangle<Content>>();
  return {
    /** Adds the spans known from a revision on. Revisions must rise. */
    add: (revision: number, spans: readonly DaySpan<Content>[]): void => {
      const next = new Map<string, Rectangle<Content>>();
      for (const span of spans) {
        const key = `${span.from} ${span.to ?? ''} ${keyOf(span.content)}`;
        next.set(key, open.get(key) ?? { ...span, knownFrom: revision, knownTo: null });
        open.delete(key);
      }
      for (const rectangle of open.values()) ended.push({ ...rectangle, knownTo: revision });
      open = next;
    },
    all: (): readonly Rectangle<Content>[] => [...ended, ...open.values()],
  };
}
