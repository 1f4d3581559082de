import { problem, type Problem } from '../../usecase/problem.ts';
import type { Identity } from '../../access/viewer.read.ts';

/** The form of a subject, as the verification of tokens requires it. */
const WORDS = /^[^\p{Cc}\p{Cs}]{1,200}$/u;
const CODE = /^[A-Za-z0-9._@-]{1,80}$/;

export function checkLogin({ issuer, subject }: Identity): readonly Problem[] {
  return [...checkWords(issuer, 'issuer'), ...checkWords(subject, 'subject')];
}

export function checkWords(text: string, path: string): readonly Problem[] {
  return isWords(text) ? [] : [problem('WRONG_TEXT', path)];
}

/** Whether a text may be a name, an issuer or a subject. */
export function isWords(text: string): boolean {
  return WORDS.test(text) && text.trim() === text;
}

export function isStaffCode(text: string): boolean {
  return CODE.test(text);
}
