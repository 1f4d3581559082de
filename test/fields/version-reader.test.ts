import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { optional, sealed, text, yuan } from '../../src/fields/field.ts';
import { rowBinding, rowCodec } from '../../src/fields/row-codec.ts';
import { versionReader } from '../../src/fields/version-reader.ts';
import { seal, unseal } from '../../src/secrets/secrets.ts';
import { runs } from '../support/runs.ts';
import { testSecrets } from '../support/test-secrets.ts';

const secrets = testSecrets(1);
const FIELDS = {
  name: optional(text('名')),
  amountFen: optional(yuan('元')),
  note: optional(sealed(text('说明'), 'NARRATIVE')),
};
const versions = {
  table: 'person_version',
  fields: FIELDS,
  owner: { kind: 'person', id: 'v.person_id' },
  extra: { validFrom: 'v.valid_from' },
  open: { validTo: 'v.valid_to' },
  apart: {
    name: 'number',
    column: 'o.identity',
    open: (_secrets: unknown, ownerId: string, key: Parameters<typeof unseal>[0], sealedNumber: Buffer) =>
      unseal(key, `identity ${ownerId}`, sealedNumber).toString(),
  },
} as const;
const reader = versionReader(versions);
const select = (...keys: readonly string[]) => ({ id: 1, keys: new Set(keys) });

const FIXED = ['v.anchor_id', 'v.recorded_in', 'v.person_id'];
const NO_KEY = ['null::bytea', 'null::integer', 'null::bytea'];
const RANGE = ['v.valid_from', 'v.valid_to'];

describe('the statement of a selection', () => {
  test('reads the columns of its fields, and the data key only if one of them is sealed', () => {
    expect(reader(select('name'))).toMatchObject({
      ...{ hasSecrets: false, join: '', columns: [...FIXED, ...NO_KEY, ...RANGE, 'v."name"::text'] },
    });
    const withNote = reader(select('note'));
    expect(withNote).toMatchObject({ hasSecrets: true, join: 'join person o on o.id = v.person_id' });
    expect(withNote.columns).toEqual([
      ...[...FIXED, 'o.data_key', 'o.key_version', 'null::bytea', ...RANGE, 'v.sealed::text'],
    ]);
    const withNumber = reader(select('number'));
    expect(withNumber.hasSecrets).toBe(true);
    expect(withNumber.columns).toEqual([...FIXED, 'o.data_key', 'o.key_version', 'o.identity', ...RANGE]);
    expect(reader(null).columns).toEqual([
      ...[...FIXED, 'o.data_key', 'o.key_version', 'o.identity', ...RANGE],
      ...['v."name"::text', 'v."amount_fen"::text', 'v.sealed::text'],
    ]);
  });

  test('reads no key that the caller knows', () => {
    const known = versionReader({ ...versions, keysKnown: true });
    expect(known(null)).toMatchObject({ hasSecrets: false, join: '' });
    expect(known(null).columns.slice(3, 6)).toEqual(NO_KEY);
  });

  test('is made once', () => {
    const selection = select('name');
    expect(reader(selection)).toBe(reader(selection));
    expect(reader(null)).toBe(reader(null));
    expect(reader(select('note'))).not.toBe(reader(selection));
  });

  test('without further columns has its fields alone', () => {
    const plain = versionReader({ table: 'person_version', fields: { name: FIELDS.name }, owner: versions.owner });
    expect(plain(null).columns).toEqual([...FIXED, ...NO_KEY, 'v."name"::text']);
    expect(plain(null).hasSecrets).toBe(false);
  });
});

describe('a row', () => {
  const own = secrets.newDataKey('person p');
  const orNull = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null });
  const values = fc.record({
    name: orNull(fc.string()),
    amountFen: orNull(fc.maxSafeNat()),
    note: orNull(fc.string()),
  });
  const rowOf = (given: object, number: string | null) => {
    const cells = rowCodec(FIELDS).encode(given, own.key, rowBinding('person_version', 'a', 'c'));
    const identity = number === null ? null : seal(own.key, 'identity p', Buffer.from(number));
    const key = [own.wrapped, own.version, identity] as unknown as readonly string[];
    return ['a', 'c', 'p', ...key, '2026-01-02', null, ...cells];
  };

  test('is read wherever its columns begin, with its secrets only when they are needed', () => {
    fc.assert(
      fc.property(values, orNull(fc.string({ minLength: 1 })), fc.nat(3), (given, number, from) => {
        let opened = 0;
        const counting: typeof secrets = {
          ...secrets,
          openDataKey: (...owner) => {
            opened += 1;
            return secrets.openDataKey(...owner);
          },
        };
        const row = [...Array.from({ length: from }, () => 'before'), ...rowOf(given, number)];
        const found = reader(null).readRow(counting, row, from);
        expect(found).toMatchObject({
          ...{ id: 'a', validFrom: '2026-01-02', validTo: null, name: given.name, amountFen: given.amountFen },
        });
        expect([opened, 'note' in found]).toEqual([0, false]);
        expect([found.secret('number'), found.secret('note'), found.secret('other')]).toEqual([
          number,
          given.note,
          null,
        ]);
        expect(opened).toBeLessThanOrEqual(1);
        if (from === 0) expect(reader(null).readRow(secrets, row).id).toBe('a');
      }),
      runs(30, 3000),
    );
  });

  test('is read whole by a key that is known', () => {
    fc.assert(
      fc.property(values, (given) => {
        const asked: string[] = [];
        const found = reader(null).readWhole(rowOf(given, null), (ownerId) => {
          asked.push(ownerId);
          return own.key;
        });
        const extras = { validFrom: '2026-01-02', validTo: null };
        expect(found).toEqual({ id: 'a', recordedIn: 'c', ownerId: 'p', extras, values: given });
        expect(asked).toEqual(['p']);
      }),
      runs(30, 3000),
    );
  });

  test('of another version, or of another owner, does not open', () => {
    const row = rowOf({ name: null, amountFen: null, note: '住院' }, '1');
    const moved = (at: number) => reader(null).readRow(secrets, row.with(at, 'other'));
    for (const at of [0, 1, 2]) expect(() => moved(at).secret('note')).toThrow();
    expect(() => moved(2).secret('number')).toThrow();
  });
});
