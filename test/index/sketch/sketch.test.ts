import { mirrorHash } from '@streetdate/core/internal';
import type { Fingerprint } from '@streetdate/core/portable';
import { decodeSketch, encodeSketch, SketchSearch, sketchOf } from '@streetdate/index/internal';
import { expect, test } from 'vitest';
import { type Film, fingerprintOf, noisy, sampleFilm, seeded, syntheticFilm } from '../../tools/synthetic-film.ts';

const SECONDS = 600;
const film = syntheticFilm(1, 1800);
const search = new SketchSearch([2, 1, 3].map((seed) => reference(syntheticFilm(seed, 1800), 1800)));

function reference(shown: Film, seconds: number): Fingerprint {
  return sampleFilm(shown, { seconds, framesPerSecond: 7, role: 'reference' });
}

/** A query of other footage that shows part of a film, from `at` on. */
function query(part: Film, { from = 700, at = 200, seconds = SECONDS, framesPerSecond = 4, speed = 1, seed = 99 } = {}): Fingerprint {
  const other = syntheticFilm(seed, SECONDS);
  const shown: Film = (time) => (time >= at && time < at + seconds ? part(from + speed * (time - at)) : other(time));
  return sampleFilm(shown, { seconds: SECONDS, framesPerSecond, role: 'query', phase: 0.07 });
}

const mirrored = (shown: Film): Film => {
  const out = new Uint32Array(8);
  return (time) => {
    mirrorHash('pdq/1', shown(time), 0, out, 0);
    return out.slice();
  };
};

const mayShow = (fingerprint: Fingerprint) => search.mayShow([decodeSketch(encodeSketch(sketchOf(fingerprint)))!])[0]!;

test.each([
  ['a minute', query(noisy(film, 20, 5), { seconds: 60 })],
  ['ten seconds', query(noisy(film, 20, 5), { seconds: 10 })],
  ['a minute with 45 of 256 bits changed', query(noisy(film, 45, 5), { seconds: 60 })],
  ['a minute at PAL speed', query(noisy(film, 20, 5), { seconds: 60, speed: 25 / 24 })],
  ['a mirrored minute', query(mirrored(noisy(film, 20, 5)), { seconds: 60 })],
  ['ten minutes by a key frame each ten seconds', query(noisy(film, 20, 5), { at: 0, framesPerSecond: 0.1 })],
])('a sketch finds %s of a new reference', (_, fingerprint) => {
  expect(mayShow(fingerprint)).toBe(true);
});

test('of 300 sketches of other footage none is taken for a new reference', () => {
  const found = Array.from({ length: 300 }, (_, seed) => mayShow(query(film, { seconds: 0, seed: 1000 + seed })));
  expect(found.filter(Boolean)).toEqual([]);
});

test('a still of a reference is found by its one picture', () => {
  expect(mayShow(sampleFilm(noisy(film, 20, 5), { seconds: 0.2, framesPerSecond: 4, role: 'query' }))).toBe(true);
});

/** A track of codes of sound: eight a second. */
function sound(seed: number, seconds: number, changed = 0): Fingerprint {
  const random = seeded(seed);
  const flips = seeded(seed + 1000);
  const codes = Uint32Array.from({ length: 8 * seconds }, () => Math.floor(random() * 2 ** 32)).map((code) => {
    let out = code;
    for (let bit = 0; bit < 32; bit++) if (flips() < changed) out ^= 1 << bit;
    return out >>> 0;
  });
  const timesMs = Uint32Array.from(codes, (_, at) => 124 * at);
  const spansMs = new Uint32Array(codes.length).fill(124);
  const track = {
    algorithm: 'chromaprint/1',
    view: 'sound',
    bits: 32,
    timesMs,
    spansMs,
    quality: new Uint8Array(codes.length).fill(80),
    hashes: codes,
  };
  return fingerprintOf(track, seconds);
}

test('a copy whose pictures are beyond recognition is found by its sound', () => {
  const bySound = new SketchSearch([sound(1, 600)]);
  expect(bySound.mayShow([sound(1, 600, 0.1), sound(2, 600)].map(sketchOf))).toEqual([true, false]);
});

test('bytes of another format are not read', () => {
  const bytes = encodeSketch(sketchOf(query(film)));
  expect(decodeSketch(bytes.subarray(0, bytes.length - 4))).toBeUndefined();
  expect(decodeSketch(Uint8Array.from([9, ...bytes.subarray(1)]))).toBeUndefined();
  expect(decodeSketch(new Uint8Array())).toBeUndefined();
  // Bytes of a database need not begin at a multiple of four.
  const shifted = new Uint8Array(bytes.length + 1);
  shifted.set(bytes, 1);
  expect(decodeSketch(shifted.subarray(1))).toEqual(decodeSketch(bytes));
});
