import { expect, test } from 'vitest';
import { fingerprintOf } from '../../../packages/engine/src/enroll/disc-features.ts';
import { sampleFilm, syntheticFilm } from '../../tools/synthetic-film.ts';

const sound = [
  { codec: 'ac3', channels: 6 },
  { codec: 'ac3', channels: 2 },
];
const clip = { ...sampleFilm(syntheticFilm(1, 20), { seconds: 20, framesPerSecond: 4 }), media: { sound } };
const read = { fingerprints: new Map([['00001', clip]]), sha256: new Map(), faults: new Map(), decoded: 0 };
const feature = (languages: readonly (string | undefined)[]) => ({
  ...{ feature: '1', titleId: '1', role: 'film' as const, chapters: [0, 9.1234], languages },
  timeline: [{ clip: '00001', start: 0, end: 20, seamless: true }],
});

test('a feature has the chapters and the languages of the disc’s tables, which its clips do not say', () => {
  expect(fingerprintOf(feature(['fr', undefined]), read)?.media).toEqual({
    chapters: [0, 9.123],
    sound: [{ codec: 'ac3', channels: 6, language: 'fr' }, sound[1]],
  });
});

test('languages of a table that counts other streams than the clip has are left out', () => {
  expect(fingerprintOf(feature(['fr']), read)?.media.sound).toEqual(sound);
});
