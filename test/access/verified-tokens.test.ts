import { expect, test } from '@jest/globals';
import { VerifiedTokens } from '../../src/access/token/verified-tokens.ts';

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** What verifies tokens `good…`, and how often it was asked. */
function verifier(milliseconds: number) {
  const asked: string[] = [];
  const verify = (token: string) => {
    asked.push(token);
    return Promise.resolve(
      token.startsWith('good') ? { subject: `of ${token}`, until: Date.now() + milliseconds } : undefined,
    );
  };
  return { asked, verify };
}

test('a token that was found good is not verified again until it ends; each is known by the whole of it', async () => {
  const { asked, verify } = verifier(60_000);
  const lately = new VerifiedTokens();
  const of = (token: string) => lately.verifiedSubject(token, () => verify(token));
  expect([await of('good a'), await of('good a'), await of('good b')]).toEqual(['of good a', 'of good a', 'of good b']);
  expect(asked).toEqual(['good a', 'good b']);
});

test('one that has ended is verified again, and one that is not good is never kept', async () => {
  const { asked, verify } = verifier(30);
  const lately = new VerifiedTokens();
  const of = (token: string) => lately.verifiedSubject(token, () => verify(token));
  await of('good');
  await pause(60);
  expect(await lately.verifiedSubject('good', () => Promise.resolve(undefined))).toBeUndefined();
  expect([await of('bad'), await of('bad')]).toEqual([undefined, undefined]);
  expect(asked).toEqual(['good', 'bad', 'bad']);
});

test('however many there are, few are kept, those that came last', async () => {
  const { asked, verify } = verifier(60_000);
  const lately = new VerifiedTokens();
  for (let at = 0; at < 5100; at += 1) await lately.verifiedSubject(`good ${at}`, () => verify(`good ${at}`));
  const before = asked.length;
  await lately.verifiedSubject('good 5099', () => verify('good 5099'));
  await lately.verifiedSubject('good 0', () => verify('good 0'));
  expect(asked.slice(before)).toEqual(['good 0']);
});
