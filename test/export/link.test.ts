import { expect, test } from '@jest/globals';
import { type Link, openLink, sealLink } from '../../src/export/link/link.ts';
import { testSecrets } from '../support/test-secrets.ts';

const secrets = testSecrets(1, 2);
const link: Link = {
  ...{ file: { year: 2026, columns: ['NAME'] }, viewerId: 'viewer', purpose: '发放核对' },
  ...{ expiresAt: 1_800_000_000_000, nonce: 'once' },
};
const sealed = sealLink(secrets, '/exports/a', link);

test('a link says what it is of to the platform alone', () => {
  expect(openLink(secrets, '/exports/a', sealed)).toEqual(link);
  expect(sealed).toMatch(/^2\.[\w-]+$/);
  expect(Buffer.from(sealed.slice(2), 'base64url').toString('latin1')).not.toMatch(/2026|viewer|NAME/);
});

test('a link with any character changed, dropped or added is none', () => {
  for (let at = 0; at < sealed.length; at += 1) {
    for (const other of ['A', 'B', '.', '']) {
      const changed = sealed.slice(0, at) + other + sealed.slice(at + 1);
      if (changed !== sealed) expect([changed, openLink(secrets, '/exports/a', changed)]).toEqual([changed, null]);
    }
  }
  for (const added of [`${sealed}A`, `${sealed}=`, `${sealed}.A`, ` ${sealed}`]) {
    expect(openLink(secrets, '/exports/a', added)).toBeNull();
  }
});

test.each(['', '.', '2.', '3.AAAA', '2.AAAA', '0.A', 'x'.repeat(10_000), '2.\u{1f600}'])('%j is no link', (text) => {
  expect(openLink(secrets, '/exports/a', text)).toBeNull();
});

test('a link is of its own route, and of keys that are still there', () => {
  expect(openLink(secrets, '/exports/b', sealed)).toBeNull();
  expect(openLink(testSecrets(1), '/exports/a', sealed)).toBeNull();
  expect(openLink(testSecrets(2, 3), '/exports/a', sealed)).toEqual(link);
});
