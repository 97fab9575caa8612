import * as index from '@streetdate/index';
import * as indexStore from '@streetdate/index/store';
import * as matcher from '@streetdate/matcher';
import * as matcherStore from '@streetdate/matcher/store';
import { expect, test } from 'vitest';

test('the matcher exports the indexes of their own package, under the same names', () => {
  const names = new Map<string, unknown>(Object.entries(matcher));
  expect(Object.keys(index).length).toBeGreaterThan(4);
  for (const [name, value] of Object.entries(index)) expect(names.get(name), name).toBe(value);
});

test('an index in a folder is the same under both names', () => {
  expect(Object.entries(matcherStore).sort()).toEqual(Object.entries(indexStore).sort());
});
