import { problem, type Problem } from '../../registry/problem.ts';
import type { Identity } from '../viewer.store.ts';

/** What a token can name, and no more (see the checks of tokens). */
const LOGIN = /^[^\p{Cc}\p{Cs}]{1,200}$/u;

/** What is wrong with a login as it is given. */
export function checkLogin({ issuer, subject }: Identity): readonly Problem[] {
  return [...checkText(issuer, 'issuer'), ...checkText(subject, 'subject')];
}

export function checkText(text: string, path: string): readonly Problem[] {
  return LOGIN.test(text) && text.trim() === text ? [] : [problem('WRONG_TEXT', path)];
}
