import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromCanonicalJson, toCanonicalJson } from '@streetdate/evidence';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sharedData } from '../tools/footage.ts';

/** Vectors of RFC 8785's author: cyberphone/json-canonicalization, testdata. */
const vectors = sharedData('standards/jcs');

describe.skipIf(vectors === undefined)('the vectors of RFC 8785 in shared/data/standards/jcs (skipped where the folder is absent)', () => {
  test.each(vectors === undefined ? [] : readdirSync(join(vectors, 'input')))('%s gives the published bytes', (name) => {
    const read = (kind: string, file = name) => readFileSync(join(vectors!, kind, file), 'utf8');
    const text = toCanonicalJson(JSON.parse(read('input')));
    expect(text).toBe(read('output'));
    const bytes = read('outhex', name.replace('.json', '.txt')).trim().split(/\s+/);
    expect([...Buffer.from(text)].map((byte) => byte.toString(16).padStart(2, '0'))).toEqual(bytes);
    expect(fromCanonicalJson(text)).toEqual(JSON.parse(read('input')));
  });
});

test('members are sorted by their UTF-16 code units, and numbers have one form', () => {
  expect(toCanonicalJson({ b: 1, a: [1.0, 1e21, 0.1, -0], '€': null, '\r': 'x', ö: undefined })).toBe(
    '{"\\r":"x","a":[1,1e+21,0.1,0],"b":1,"€":null}',
  );
});

test('what JSON cannot hold is a mistake of the caller', () => {
  const circle: unknown[] = [];
  circle.push(circle);
  for (const value of [Number.NaN, [Number.POSITIVE_INFINITY], { a: '\ud800' }, circle, undefined, () => 1]) {
    expect(() => toCanonicalJson(value)).toThrow(TypeError);
  }
});

test('any other spelling of the same value is refused', () => {
  for (const text of ['{"a":1,"a":1}', '{ "a":1}', '{"b":1,"a":1}', '1.0', '"\\u0061"', '', '{', '{"a":1}\n', '"\\ud800"']) {
    expect(fromCanonicalJson(text), text).toBeUndefined();
  }
  expect(fromCanonicalJson('{"a":1}')).toEqual({ a: 1 });
});

test('every JSON value is read back from its canonical text', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
      const plain = JSON.parse(JSON.stringify(value));
      expect(fromCanonicalJson(toCanonicalJson(plain))).toEqual(plain);
    }),
  );
});
