import type { AudioFacts, Fingerprint } from '@streetdate/core/portable';
import { BandIndex, findMatches, type Rendition } from '@streetdate/matcher';
import { describe, expect, test } from 'vitest';
import { type PlacedCopy, placeCopy } from '../../../packages/matcher/src/provenance/copy/rendition.ts';
import { readSigns } from '../../../packages/matcher/src/provenance/read-signs.ts';
import type { CameraEvidence, Sign } from '../../../packages/matcher/src/provenance/sign.ts';
import { SIGNS } from '../../../packages/matcher/src/provenance/signs.ts';
import { type Film, syntheticFilm } from '../../tools/synthetic-film.ts';
import { after, copyOf, rendition, without } from './copies.ts';
import { resolution } from './toy-sign.ts';

const SECONDS = 240;
const film = syntheticFilm(8, SECONDS);
const logo = syntheticFilm(91, 5);
const surround: AudioFacts[] = [{ codec: 'ac3', channels: 6, language: 'fr' }];
const marks = [30, 61.5, 99, 140, 181];
const cut = after(logo, 5, without(film, 160, 170));

const disc = rendition('disc', 'disc', film, SECONDS, {
  media: { chapters: marks, sound: surround, frameRate: 24_000 / 1001, height: 1080 },
});
const web = rendition('web', 'digital', cut, SECONDS - 5, {
  media: { chapters: [], sound: [{ codec: 'aac', channels: 2, language: 'en' }], frameRate: 24, height: 480 },
});
const media = { chapters: marks, sound: surround, frameRate: 24_000 / 1001, height: 720 };

function placed(copy: Film, seconds: number, renditions: readonly Rendition[], over: Partial<Fingerprint> = {}): PlacedCopy {
  const query = copyOf(copy, seconds, over);
  const index = new BandIndex();
  for (const { referenceId, fingerprint } of renditions) index.add(referenceId, fingerprint);
  return placeCopy(query, findMatches(query, index), renditions, 'pdq/1');
}

const copies: readonly (readonly [string, PlacedCopy])[] = [
  ['a whole copy of the disc', placed(film, SECONDS, [disc, web], { media })],
  ['a whole copy of the web release', placed(cut, SECONDS - 5, [disc, web], { media: web.fingerprint.media })],
  ['an excerpt of both', placed((time) => film(time + 60), 50, [disc, web])],
  ['a copy of something else', placed(syntheticFilm(50, 60), 60, [disc, web])],
  ['a copy of the only rendition', placed(film, SECONDS, [disc], { media })],
];
const all: readonly Sign[] = [...SIGNS, resolution];
const ratios = (camera: readonly CameraEvidence[]) => camera.map(({ likelihoodRatio }) => likelihoodRatio);
const telling = new Set<string>();

describe.each(all.map((sign) => [sign.name, sign] as const))('the sign %s', (_, sign) => {
  test('says in sentences what it measures, what misleads it and when it is inconclusive', () => {
    for (const sentence of [sign.measures, sign.fooledBy, sign.inconclusive]) expect(sentence).toMatch(/^[A-Z0-9].{10,}\.$/);
    expect(sign.trait).not.toBe('');
  });

  test('has ratios above 0, none of them 1', () => {
    const ratios = Object.values(sign.ratios);
    expect(ratios.length).toBeGreaterThan(0);
    for (const ratio of ratios) expect(ratio > 0 && ratio < Infinity && ratio !== 1).toBe(true);
  });

  test.each(copies)('reads %s the same twice, and within its ratios', (_name, copy) => {
    const reading = sign.read(copy);
    expect(sign.read(copy)).toEqual(reading);
    if ('cannotSay' in reading) {
      expect(reading.cannotSay).toMatch(/^[A-Z].*\.$/);
      return;
    }
    telling.add(sign.name);
    const [least, most] = [Math.min(...Object.values(sign.ratios)), Math.max(...Object.values(sign.ratios))];
    const found = 'doubts' in reading ? reading.doubts : reading.camera;
    expect(found.length).toBeGreaterThan(0);
    for (const { likelihoodRatio, reason } of found) {
      expect(reason).toMatch(/^[A-Z0-9].*\.$/);
      expect(likelihoodRatio).toBeGreaterThanOrEqual(least * (1 - 1e-9));
      expect(likelihoodRatio).toBeLessThanOrEqual(Math.max(most, 'doubts' in reading ? 1 : 0));
    }
    if ('camera' in reading) expect(reading.camera.every(({ source }) => source === 'camera')).toBe(true);
    else {
      const doubted = new Set(reading.doubts.map(({ referenceId }) => referenceId));
      expect(copy.renditions.some(({ referenceId }) => !doubted.has(referenceId))).toBe(true);
      for (const { referenceId } of reading.doubts) expect(copy.renditions.map((each) => each.referenceId)).toContain(referenceId);
    }
  });

  test('does not depend on the order of the renditions', () => {
    for (const [, copy] of copies) {
      const [one, other] = [sign.read(copy), sign.read({ ...copy, renditions: copy.renditions.toReversed() })];
      if ('doubts' in one && 'doubts' in other) expect(new Set(other.doubts)).toEqual(new Set(one.doubts));
      // A camera sign quotes the rendition that is shown longest, and of equal ones the first.
      else if ('camera' in one && 'camera' in other) expect(ratios(other.camera)).toEqual(ratios(one.camera));
      else expect(other).toEqual(one);
    }
  });

  test('doubts nothing where only one rendition is enrolled', () => {
    expect(sign.read(copies.at(-1)![1])).not.toHaveProperty('doubts');
  });
});

test('the copies of this contract make several signs tell something', () => {
  expect([...telling].sort()).toEqual(expect.arrayContaining(['camera', 'chapters', 'cuts', 'rate', 'resolution', 'sound-layout']));
});

test('names of signs are unique', () => {
  expect(new Set(SIGNS.map(({ name }) => name)).size).toBe(SIGNS.length);
});

test('a new sign needs one entry in the list, and its doubts are weighed with the others', () => {
  const [, copy] = copies[0]!;
  const before = readSigns(SIGNS, copy);
  const { evidence, doubts } = readSigns([...SIGNS, resolution], copy);
  expect(doubts).toHaveLength(before.doubts.length + 1);
  expect(doubts.at(-1)).toMatchObject({ sign: 'resolution', trait: 'resolution', referenceId: 'web', likelihoodRatio: 1 / 2 });
  expect(readSigns([resolution], copy).evidence).toEqual([
    { source: 'digital', likelihoodRatio: 0.5, reason: 'It has 720 lines, more than the digital rendition web.', sign: 'resolution' },
  ]);
  expect(evidence.length).toBeGreaterThanOrEqual(before.evidence.length);
});
