// @module-tag process
import type { Fingerprint } from '@streetdate/core';
import { spliceFingerprints } from '@streetdate/core/internal';
import { describe, expect, test } from 'vitest';
import { footageFingerprint } from '../../tools/footage-fingerprint.ts';
import { sampleFilm, syntheticFilm } from '../../tools/synthetic-film.ts';

const film = (seed: number, seconds: number) =>
  sampleFilm(syntheticFilm(seed, seconds), { seconds, framesPerSecond: 10, role: 'reference' });

/** Which hash a film shows at a time, as text; undefined where none holds. */
function hashAt({ tracks }: Fingerprint, ms: number): string | undefined {
  const track = tracks[0]!;
  const at = track.timesMs.findIndex((time, index) => time <= ms && ms < time + track.spansMs[index]!);
  return at < 0 ? undefined : track.hashes.subarray(at * 8, at * 8 + 8).join();
}

describe('a film that is spliced of others', () => {
  const [one, two] = [film(1, 20), film(2, 12)];
  const spliced = spliceFingerprints([
    { fingerprint: one, start: 5, end: 9.5 },
    { fingerprint: two, start: 0, end: 12 },
    { fingerprint: one, start: 9.5, end: 20 },
  ]);

  test('shows at each moment what its parts show', () => {
    expect(spliced).toMatchObject({ role: 'reference', kind: 'film', duration: 27 });
    for (let ms = 0; ms < 27_000; ms += 70) {
      const there = ms < 4500 ? hashAt(one, ms + 5000) : ms < 16_500 ? hashAt(two, ms - 4500) : hashAt(one, ms - 16_500 + 9500);
      expect(hashAt(spliced, ms), `${ms} ms`).toBe(there);
    }
  });

  test('has ascending entries that never overlap', () => {
    for (const { timesMs, spansMs } of spliced.tracks) {
      for (let at = 1; at < timesMs.length; at++) expect(timesMs[at]!).toBeGreaterThanOrEqual(timesMs[at - 1]! + spansMs[at - 1]!);
    }
  });

  test('whole and alone is the film itself', () => {
    expect(spliceFingerprints([{ fingerprint: one, start: 0, end: one.duration }]).tracks).toEqual(one.tracks);
  });

  test('says when a part of it is missing, and keeps the rest in its place', () => {
    const holed = spliceFingerprints([
      { fingerprint: undefined, start: 0, end: 7 },
      { fingerprint: two, start: 0, end: 12 },
    ]);
    expect(holed).toMatchObject({ duration: 19, damage: { reason: 'a part of it could not be read', secondsCovered: 12 } });
    expect(hashAt(holed, 8000)).toBe(hashAt(two, 1000));
  });

  test('has the pictures inside its picture where its parts have them', () => {
    const corners = [
      { x: 0.1, y: 0.2 },
      { x: 0.5, y: 0.2 },
      { x: 0.5, y: 0.6 },
      { x: 0.1, y: 0.6 },
    ] as const;
    const span = { view: 'inset-1', start: 3, end: 8, corners };
    const { insets } = spliceFingerprints([
      { fingerprint: two, start: 0, end: 2 },
      { fingerprint: { ...one, insets: [span] }, start: 5, end: 20 },
    ]);
    expect(insets).toEqual([{ ...span, start: 2, end: 5 }]);
    expect(spliced.insets).toBeUndefined();
  });

  test('is as bright as its parts are, where all of them say how bright they are', () => {
    const lit = (from: Fingerprint, mean: number): Fingerprint => {
      const timesMs = Uint32Array.from({ length: 4 * from.duration }, (_, at) => 250 * at);
      return {
        ...from,
        luma: {
          timesMs,
          means: new Uint16Array(timesMs.length).fill(mean),
          coarseGrid: new Uint8Array(9 * timesMs.length).fill(mean),
          fineGrid: new Uint8Array(64 * timesMs.length).fill(mean),
          changeSigns: new Uint32Array(2 * timesMs.length).fill(mean),
        },
      };
    };
    const parts = [
      { fingerprint: lit(one, 100), start: 5, end: 6 },
      { fingerprint: lit(two, 200), start: 0, end: 0.6 },
    ];
    const { luma: brightness } = spliceFingerprints(parts);
    expect([...brightness!.timesMs]).toEqual([0, 250, 500, 750, 1000, 1250, 1500]);
    expect([...brightness!.means]).toEqual([100, 100, 100, 100, 200, 200, 200]);
    for (const [kept, each] of [
      [brightness!.coarseGrid!, 9] as const,
      [brightness!.fineGrid!, 64] as const,
      [brightness!.changeSigns!, 2] as const,
    ])
      expect([...kept]).toEqual([...brightness!.means].flatMap((mean) => Array.from({ length: each }, () => mean)));
    const [first, second] = parts as [(typeof parts)[0], (typeof parts)[0]];
    const { coarseGrid: _, ...plain } = second.fingerprint.luma!;
    const some = [first, { ...second, fingerprint: { ...second.fingerprint, luma: plain } }];
    expect(spliceFingerprints(some).luma).not.toHaveProperty('coarseGrid');
    expect(spliceFingerprints([...parts, { fingerprint: one, start: 0, end: 1 }])).not.toHaveProperty('luma');
  });

  test('is on average what its parts are, each as far as it is there', () => {
    const pictured = (from: Fingerprint, pictures: number, luma: number): Fingerprint => {
      const means = new Uint16Array(9).fill(256 * luma);
      // The middle stands out to the right of one of them: its slope is 20 codes a pixel.
      means[5] = 256 * (luma + (luma > 100 ? 40 : 0));
      return { ...from, average: { side: 3, pictures, means, spreads: new Uint16Array(9).fill(0) } };
    };
    const parts = [
      { fingerprint: pictured(one, 60, 80), start: 0, end: 10 },
      { fingerprint: pictured(two, 90, 120), start: 0, end: 12 },
      { fingerprint: one, start: 0, end: 5 },
    ];
    const { average } = spliceFingerprints(parts);
    expect(average).toMatchObject({ side: 3, pictures: 120 });
    expect(average!.means[0]).toBe((256 * (30 * 80 + 90 * 120)) / 120);
    expect(average!.means[5]).toBe((256 * (30 * 80 + 90 * 160)) / 120);
    // A quarter of the pictures is 15 codes off a mean slope of 15, and three quarters 5.
    expect(average!.spreads[4]! / 256).toBeCloseTo(Math.sqrt(0.25 * 15 ** 2 + 0.75 * 5 ** 2), 1);
    expect(spliceFingerprints([{ fingerprint: pictured(one, 20, 80), start: 0, end: 10 }])).not.toHaveProperty('average');
  });

  test('has the thumbnails of those parts that have them', () => {
    const pictured = (from: Fingerprint, luma: number): Fingerprint => {
      const timesMs = Uint32Array.from({ length: from.duration }, (_, at) => 1000 * at);
      return { ...from, thumbnails: { side: 2, timesMs, pixels: new Uint8Array(4 * timesMs.length).fill(luma) } };
    };
    const { thumbnails } = spliceFingerprints([
      { fingerprint: pictured(one, 100), start: 5, end: 7.5 },
      { fingerprint: two, start: 0, end: 3 },
      { fingerprint: pictured(two, 200), start: 1, end: 2.5 },
    ]);
    expect([...thumbnails!.timesMs]).toEqual([0, 1000, 2000, 5500, 6500]);
    expect([...thumbnails!.pixels]).toEqual([...Array(12).fill(100), ...Array(8).fill(200)]);
    expect(spliceFingerprints([{ fingerprint: one, start: 0, end: 1 }])).not.toHaveProperty('thumbnails');
  });

  test('has the subtitles of its parts, stream by stream', () => {
    const shown = (stream: number, ...seconds: readonly number[]) => ({
      stream,
      timesMs: Uint32Array.from(seconds, (each) => 1000 * each),
    });
    const [first, second] = [
      { ...one, subtitles: [shown(2, 1, 2, 3), shown(3, 2.5)] },
      { ...two, subtitles: [shown(0, 1), shown(3, 0, 4)] },
    ];
    const { subtitles } = spliceFingerprints([
      { fingerprint: first, start: 1.5, end: 3 },
      { fingerprint: second, start: 0.5, end: 4 },
    ]);
    expect(subtitles).toEqual([shown(0, 2), shown(2, 0.5), shown(3, 1)]);
    expect(spliceFingerprints([{ fingerprint: one, start: 0, end: 1 }])).not.toHaveProperty('subtitles');
  });

  test('has the blending of those parts that have it', () => {
    const mixed = (from: Fingerprint, nearness: number): Fingerprint => {
      const timesMs = Uint32Array.from({ length: 100 }, (_, at) => 1000 * at);
      return { ...from, blending: { timesMs, nearness: new Uint8Array(100).fill(nearness) } };
    };
    const { blending } = spliceFingerprints([
      { fingerprint: two, start: 0, end: 1 },
      { fingerprint: mixed(one, 7), start: 5.5, end: 7.5 },
      { fingerprint: mixed(two, 9), start: 1, end: 2.5 },
    ]);
    expect([...blending!.timesMs]).toEqual([1500, 2500, 3000, 4000]);
    expect([...blending!.nearness]).toEqual([7, 7, 9, 9]);
    expect(spliceFingerprints([{ fingerprint: one, start: 0, end: 1 }])).not.toHaveProperty('blending');
  });

  test('has the details of those parts that have them, of the size and place of the first', () => {
    const area = { left: 0.4, top: 0.4, right: 0.6, bottom: 0.6 };
    const detailed = (from: Fingerprint, luma: number, place = area): Fingerprint => {
      const timesMs = Uint32Array.from({ length: from.duration }, (_, at) => 1000 * at + 500);
      return {
        ...from,
        details: { width: 2, height: 1, area: { ...place }, timesMs, pixels: new Uint8Array(2 * timesMs.length).fill(luma) },
      };
    };
    const { details } = spliceFingerprints([
      { fingerprint: one, start: 0, end: 1 },
      { fingerprint: detailed(one, 100), start: 5, end: 7.5 },
      { fingerprint: detailed(two, 150, { ...area, left: 0.5 }), start: 0, end: 3 },
      { fingerprint: detailed(two, 200), start: 1, end: 2.5 },
    ]);
    expect(details).toMatchObject({ width: 2, height: 1, area });
    expect([...details!.timesMs]).toEqual([1500, 2500, 7000]);
    expect([...details!.pixels]).toEqual([100, 100, 100, 100, 200, 200]);
    expect(spliceFingerprints([{ fingerprint: one, start: 0, end: 1 }])).not.toHaveProperty('details');
  });

  test('of nothing is refused', () => {
    expect(() => spliceFingerprints([{ fingerprint: undefined, start: 0, end: 1 }])).toThrow(/^parts must have a fingerprint/);
    expect(() => spliceFingerprints([{ fingerprint: one, start: 2, end: 1 }])).toThrow('parts must end after they start, got 2 to 1');
  });
});

test('cut into pieces and spliced again, a film is what it was', async () => {
  const whole = await footageFingerprint('sintel', 'reference');
  const cuts = [0, 1.234, 5.5, whole.duration];
  const again = spliceFingerprints(cuts.slice(1).map((end, at) => ({ fingerprint: whole, start: cuts[at]!, end })));
  expect(again.duration).toBe(whole.duration);
  for (let ms = 0; ms < 1000 * whole.duration; ms += 33) expect(hashAt(again, ms)).toBe(hashAt(whole, ms));
});
