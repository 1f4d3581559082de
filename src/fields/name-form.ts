/**
 * Marks that nobody sees: blanks of no width, joiners, byte order marks, marks of direction, soft hyphens, variation selectors
 * and tags. They come along when a text is copied, and make two texts differ that look alike.
 */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]/gu;

/** The dots that keyboards and programs offer for the one between the parts of a name, such as 阿依古丽·买买提. */
const MIDDLE_DOTS = /[·•‧∙⋅・●⸱ꞏ᛫]/gu;
/** A full stop between Chinese characters is such a dot too. */
const STOP_BETWEEN_HAN = /(?<=\p{Script=Han})\.(?=\p{Script=Han})/gu;

/** Removes the marks that cannot be seen; everything else stays as it was written. */
export function withoutInvisible(text: string): string {
  return text.replace(INVISIBLE, '');
}

/**
 * The form by which names are compared: however wide, composed, large or spaced the letters are, and whichever dot stands
 * between its parts, a name has one. It is never shown: names are shown as they were written.
 */
export function nameForm(text: string): string {
  return withoutInvisible(text.normalize('NFKC'))
    .toLowerCase()
    .normalize('NFKC')
    .replace(/\s/gu, '')
    .replace(MIDDLE_DOTS, '·')
    .replace(STOP_BETWEEN_HAN, '·');
}

/** Whether two names are one. Who has no name has nobody's. */
export function isSameName(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && nameForm(one) === nameForm(other);
}
