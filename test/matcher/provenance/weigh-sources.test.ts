import type { Source } from '@streetdate/matcher';
import type { SignName } from '@streetdate/matcher/internal';
import { expect, test } from 'vitest';
import { type TraitDoubt, weighSources } from '../../../packages/matcher/src/provenance/weigh-sources.ts';
import { sampleFilm, syntheticFilm } from '../../tools/synthetic-film.ts';

const fingerprint = sampleFilm(syntheticFilm(1, 4), { seconds: 4, framesPerSecond: 2 });
const rendition = (referenceId: string, source: Source) => ({ referenceId, source, fingerprint });
const renditions = [rendition('pal', 'disc'), rendition('bluray', 'disc'), rendition('web', 'digital')];
const doubt = (
  referenceId: string,
  sign: SignName,
  trait: string,
  likelihoodRatio: number,
  betterSource: Source = 'digital',
): TraitDoubt<SignName> => ({
  ...{ referenceId, sign, trait, likelihoodRatio, betterSource },
  reason: `${referenceId} by ${sign}`,
});

test('a source is as likely as its likeliest rendition, after all doubts about each', () => {
  const doubts = [doubt('pal', 'speed', 'speed', 1 / 6), doubt('bluray', 'rate', 'speed', 1 / 10), doubt('bluray', 'ends', 'cuts', 1 / 3)];
  expect(weighSources(renditions, doubts)).toEqual([
    { source: 'disc', likelihoodRatio: expect.closeTo(1 / 6, 5), reason: 'pal by speed', sign: 'speed' },
  ]);
  expect(weighSources(renditions, [...doubts, doubt('pal', 'nearest', 'picture', 1 / 20)]).map(({ reason }) => reason)).toEqual([
    'bluray by rate',
    'bluray by ends',
  ]);
});

test('a source with an undoubted rendition is not doubted', () => {
  expect(weighSources(renditions, [doubt('pal', 'cuts', 'cuts', 1 / 40)])).toEqual([]);
});

test('of signs that share a trait only the strongest doubt counts', () => {
  const doubts = [doubt('pal', 'cuts', 'cuts', 1 / 40), doubt('bluray', 'cuts', 'cuts', 1 / 25), doubt('bluray', 'ends', 'cuts', 1 / 3)];
  expect(weighSources(renditions, doubts)).toEqual([{ source: 'disc', likelihoodRatio: 0.04, reason: 'bluray by cuts', sign: 'cuts' }]);
});

test('a doubt in favour of the same source says nothing about the source', () => {
  const doubts = [doubt('pal', 'shape', 'picture', 1 / 5, 'disc'), doubt('bluray', 'chapters', 'chapters', 1 / 15, 'disc')];
  expect(weighSources(renditions, doubts)).toEqual([]);
});

test('the doubts of one trait leave a fiftieth of a source, and each further trait halves that, down to a two hundredth', () => {
  const against = (...families: readonly string[]) =>
    weighSources(
      renditions,
      ['pal', 'bluray'].flatMap((id) => families.map((trait) => doubt(id, 'cuts', trait, 1 / 60))),
    ).reduce((product, { likelihoodRatio }) => product * likelihoodRatio, 1);
  expect(against('cuts')).toBeCloseTo(1 / 50, 5);
  expect(against('cuts', 'chapters')).toBeCloseTo(1 / 100, 5);
  expect(against('cuts', 'chapters', 'speed')).toBeCloseTo(1 / 200, 5);
  expect(against('cuts', 'chapters', 'speed', 'sound')).toBeCloseTo(1 / 200, 5);
});
