import { expect, test } from '@jest/globals';
import {
  noteRecorded,
  noteStatement,
  recordStatements,
  withoutRecording,
} from '../../../src/database/reads/recorded-statements.ts';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

test('a read is recorded with its statements, each once, whoever else reads at the same time', async () => {
  const read = (name: string) => async () => {
    noteStatement(`one of ${name}`);
    await turn();
    noteStatement(`two of ${name}`);
    noteStatement(`one of ${name}`);
    return name;
  };
  const [a, b] = await Promise.all([recordStatements(read('a')), recordStatements(read('b'))]);
  expect([a.value, [...a.texts]]).toEqual(['a', ['one of a', 'two of a']]);
  expect([b.value, [...b.texts]]).toEqual(['b', ['one of b', 'two of b']]);
});

test('outside of a read nothing is recorded, and work apart does not belong to it', async () => {
  noteStatement('outside');
  expect(noteRecorded({ value: 1, texts: new Set(['outside']) })).toBe(1);
  const { texts } = await recordStatements(async () => {
    const apart = await withoutRecording(async () => {
      await turn();
      noteStatement('apart');
      return 'done';
    });
    noteStatement(`after, ${apart}`);
  });
  expect([...texts]).toEqual(['after, done']);
});

test('what another read has recorded belongs to the one that uses it', async () => {
  const first = await recordStatements(() => {
    noteStatement('first');
    return Promise.resolve('value');
  });
  const { value, texts } = await recordStatements(() => {
    noteStatement('second');
    return Promise.resolve(noteRecorded(first));
  });
  expect([value, [...texts]]).toEqual(['value', ['second', 'first']]);
  expect([...first.texts]).toEqual(['first']);
});
