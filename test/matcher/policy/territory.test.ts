import { createRequire } from 'node:module';
import { judge, type Match, parseWindow } from '@streetdate/matcher';
import { isCountry, judgeStored } from '@streetdate/matcher/internal';
import { expect, test } from 'vitest';

const require = createRequire(new URL('../../../packages/cli/package.json', import.meta.url));

test('the codes of countries are those of ISO 3166-1, and no others', () => {
  const { all } = require('iso-3166-1') as { readonly all: () => readonly { readonly alpha2: string }[] };
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const pairs = letters.flatMap((one) => letters.map((other) => one + other));
  expect(pairs.filter(isCountry)).toEqual(
    all()
      .map(({ alpha2 }) => alpha2)
      .sort(),
  );
});

test.each(['XX', 'ZZ', 'QM', 'AA', 'UK', 'EU', 'USA'])('%s is no territory, neither of a sighting nor of a window', (territory) => {
  const sighting = { seenAt: undefined, seenAtBasis: 'unknown', territory } as const;
  expect(() => judge(undefined, [], sighting)).toThrow(/^sighting\.territory must be /);
  expect(() => parseWindow(`${territory}:disc:2027-03-09`)).toThrow(/territory must be /);
});

test('codes of countries are taken in any case, and a time as a Date', () => {
  const windows = [{ territory: 'us', channel: 'disc', opensAt: '2027-03-09' }] as const;
  expect(parseWindow('us:disc:2027-03-09')).toEqual({ ...windows[0], territory: 'US' });
  const match: Match = {
    referenceId: 'r',
    score: 9,
    expectedFalseMatches: 1e-9,
    strength: 'strong',
    shared: [],
    segments: [],
    secondOpinion: undefined,
  };
  const at = '2027-01-01T00:00:00.000Z';
  const text = judge(match, [parseWindow('US:disc:2027-03-09')], { seenAt: at, seenAtBasis: 'observed', territory: 'US' });
  expect(text).toMatchObject({ kind: 'pre-release-leak', leadTimes: [{ window: { territory: 'US' } }] });
  expect(judge(match, windows, { seenAt: new Date(at), seenAtBasis: 'observed', territory: 'us' })).toEqual(text);
  const never = new Date(Number.NaN);
  expect(() => judge(match, windows, { seenAt: never, seenAtBasis: 'observed' })).toThrow('sighting.seenAt must be a valid Date');
});

test('a stored code that no country has still loads, so that old libraries can be judged', () => {
  const stored = { seenAt: undefined, seenAtBasis: 'unknown', territory: 'XX' } as const;
  expect(judgeStored(undefined, [{ territory: 'ZZ', channel: 'disc', opensAt: '2027-03-09' }], stored).kind).toBe('no-match');
  expect(() => judgeStored(undefined, [], { ...stored, territory: 'U!' })).toThrow('sighting.territory');
});
