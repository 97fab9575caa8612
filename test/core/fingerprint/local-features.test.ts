import {
  decodeFingerprint,
  encodeFingerprint,
  type Fingerprint,
  fingerprintFrames,
  fingerprintStill,
  type LocalFeatures,
  type LumaFrame,
  StreetdateError,
} from '@streetdate/core';
import { keypointsOf, popcount32, spliceFingerprints } from '@streetdate/core/internal';
import { describe, expect, test } from 'vitest';
import { FEATURES, FeatureStrip, SCALE_STEPS } from '../../../packages/core/src/fingerprint/collect/feature-strip.ts';
import { checksum } from '../../../packages/core/src/fingerprint/file/sdfp-layout.ts';
import { mergePasses } from '../../../packages/core/src/fingerprint/merge-passes.ts';
import { WHOLE_PICTURE } from '../../../packages/core/src/luma/luma-frame.ts';
import { seeded } from '../../tools/synthetic-film.ts';
import { plain, scene, steady } from './pictures.ts';

const film: Fingerprint = { role: 'reference', kind: 'film', duration: 20, tracks: [], areas: [], media: {} };

/** Local features of a picture each second, each with so many keypoints, whose codes and places say which picture they are of. */
function features(pictures: number, keypoints: number, looks = 1, label = 0): LocalFeatures {
  const of = (entry: number, each: number) => label + Math.floor(entry / (each * keypoints));
  return {
    timesMs: Uint32Array.from({ length: pictures }, (_, at) => 1000 * at),
    ends: Uint32Array.from({ length: pictures }, (_, at) => keypoints * (at + 1)),
    places: Uint8Array.from({ length: 4 * keypoints * pictures }, (_, at) => of(at, 4)),
    looks,
    codes: Uint32Array.from({ length: 2 * looks * keypoints * pictures }, (_, at) => of(at, 2 * looks)),
  };
}

/** Each picture's time and what its places and codes say. */
function contents(kept: LocalFeatures | undefined): [timeMs: number, place: number | undefined, code: number | undefined, count: number][] {
  return [...(kept?.timesMs ?? [])].map((timeMs, picture) => {
    const { places, codes } = keypointsOf(kept!, picture);
    expect(new Set(places).size).toBeLessThanOrEqual(1);
    expect(new Set(codes).size).toBeLessThanOrEqual(1);
    return [timeMs, places[0], codes[0], places.length / 4];
  });
}

describe('local features in a file', () => {
  const bytes = encodeFingerprint({ ...film, localFeatures: features(3, 2, 4) });
  const view = new DataView(bytes.buffer);
  const entry = Array.from({ length: view.getUint32(12, true) }, (_, at) => 32 + 16 * at).find(
    (at) => Buffer.from(bytes).toString('latin1', at, at + 4) === 'LFEA',
  )!;
  const section = view.getUint32(entry + 8, true);

  /** Changes the file, mends its checksum as a forger would, and gives the error. */
  const forged = (change: (file: DataView) => void) => {
    const changed = bytes.slice();
    change(new DataView(changed.buffer));
    new DataView(changed.buffer).setUint32(20, checksum(changed), true);
    try {
      decodeFingerprint(changed);
      return undefined;
    } catch (error) {
      if (error instanceof StreetdateError) return error;
      throw error;
    }
  };

  test('come back as they were written, as views of its bytes', () => {
    for (const localFeatures of [features(3, 2, 4), features(5, 7), { ...features(2, 3), ends: Uint32Array.of(0, 6) }]) {
      const written = encodeFingerprint({ ...film, localFeatures });
      const read = decodeFingerprint(written);
      expect(read).toEqual({ ...film, localFeatures });
      expect(read.localFeatures!.codes.buffer).toBe(written.buffer);
    }
  });

  test('are passed over by earlier versions', () => {
    expect(forged((file) => file.setUint8(entry, 'Z'.charCodeAt(0)))).toBeUndefined();
    expect(view.getUint32(entry + 4, true)).toBe(0);
  });

  test.each<[string, RegExp, (file: DataView) => void]>([
    ['too few bytes', /its local features at byte \d+ have only 12 bytes$/, (file) => file.setUint32(entry + 12, 12, true)],
    [
      'more pictures than bytes',
      /have 256 bytes, which does not fit 6 keypoints of 4294967295 pictures, 4 codes each$/,
      (file) => file.setUint32(section, 0xffff_ffff, true),
    ],
    [
      'more keypoints than bytes',
      /have 256 bytes, which does not fit 4294967295 keypoints of 3 pictures, 4 codes each$/,
      (file) => file.setUint32(section + 4, 0xffff_ffff, true),
    ],
    [
      'more codes than bytes',
      /have 256 bytes, which does not fit 6 keypoints of 3 pictures, 4294967295 codes each$/,
      (file) => file.setUint32(section + 8, 0xffff_ffff, true),
    ],
    ['times that go back', /described picture 1 is of 0 ms, after 0 ms$/, (file) => file.setUint32(section + 16 + 4, 0, true)],
    ['ends that go back', /described picture 1 ends at keypoint 1, before 2$/, (file) => file.setUint32(section + 28 + 4, 1, true)],
    [
      'fewer keypoints than it says',
      /5 keypoints have 24 bytes of places and 48 words of codes$/,
      (file) => file.setUint32(section + 36, 5, true),
    ],
  ])('with %s are refused', (_, message, change) => {
    expect(forged(change)).toMatchObject({ code: 'not-a-fingerprint', message: expect.stringMatching(message) });
  });

  test('are refused or read as something valid, whatever byte a forger changed', () => {
    for (let at = section; at < bytes.length; at++) {
      for (const value of [0, 1, 0x7f, 0x80, 0xff]) {
        const error = forged((file) => file.setUint8(at, value));
        if (error !== undefined) expect(error.code).toBe('not-a-fingerprint');
      }
    }
  });

  const good = features(3, 2);
  test.each<[string, LocalFeatures]>([
    ['local features have 2 codes a keypoint', { ...good, looks: 2, codes: new Uint32Array(24) }],
    ['local features have 0 codes a keypoint', { ...good, looks: 0, codes: new Uint32Array(0) }],
    ['3 described pictures have 2 ends', { ...good, ends: good.ends.subarray(0, 2) }],
    ['6 keypoints have 23 bytes of places and 12 words of codes', { ...good, places: good.places.subarray(1) }],
    ['6 keypoints have 24 bytes of places and 11 words of codes', { ...good, codes: good.codes.subarray(1) }],
    ['6 keypoints have 24 bytes of places and 12 words of codes', { ...good, looks: 4 }],
    ['described picture 2 is of 1000 ms, after 1000 ms', { ...good, timesMs: Uint32Array.of(0, 1000, 1000) }],
    ['described picture 1 ends at keypoint 1, before 2', { ...good, ends: Uint32Array.of(2, 1, 6) }],
  ])('are not written when %s', (fault, localFeatures) => {
    expect(() => encodeFingerprint({ ...film, localFeatures })).toThrow(fault);
  });
});

describe('local features of parts', () => {
  test('are joined at the times of the whole', () => {
    const one = { ...film, localFeatures: features(20, 3, 1, 1) };
    const two = { ...film, localFeatures: { ...features(4, 0, 1, 50), ends: new Uint32Array(4) } };
    const { localFeatures } = spliceFingerprints([
      { fingerprint: one, start: 5, end: 7.5 },
      { fingerprint: film, start: 0, end: 3 },
      { fingerprint: two, start: 1, end: 2 },
      { fingerprint: one, start: 1.5, end: 3 },
    ]);
    expect(contents(localFeatures)).toEqual([
      [0, 6, 6, 3],
      [1000, 7, 7, 3],
      [2000, 8, 8, 3],
      [5500, undefined, undefined, 0],
      [7000, 3, 3, 3],
    ]);
    expect(encodeFingerprint({ ...film, localFeatures: localFeatures! })).toBeInstanceOf(Uint8Array);
    expect(spliceFingerprints([{ fingerprint: film, start: 0, end: 1 }])).not.toHaveProperty('localFeatures');
    expect(spliceFingerprints([{ fingerprint: one, start: 0.2, end: 0.8 }])).not.toHaveProperty('localFeatures');
  });

  test('with another number of codes than the first ones have are left out', () => {
    const { localFeatures } = spliceFingerprints([
      { fingerprint: { ...film, localFeatures: features(20, 3, 4, 1) }, start: 5, end: 6 },
      { fingerprint: { ...film, localFeatures: features(20, 3, 1, 1) }, start: 5, end: 6 },
    ]);
    expect(localFeatures).toMatchObject({ looks: 4 });
    expect(contents(localFeatures)).toEqual([[0, 6, 6, 3]]);
  });

  test('of a closer pass replace those of the first one in its interval', () => {
    const first: Fingerprint = { ...film, role: 'query', localFeatures: features(20, 2, 4, 0) };
    const { timesMs, ...rest } = features(4, 5, 4, 100);
    const closer: Fingerprint = { ...film, role: 'query', localFeatures: { ...rest, timesMs: timesMs.map((_, at) => 3000 + 500 * at) } };
    const merged = contents(mergePasses(first, closer, { start: 3, end: 5 }).localFeatures);
    expect(merged.map(([timeMs]) => timeMs)).toEqual([
      0,
      1000,
      2000,
      3000,
      3500,
      4000,
      4500,
      ...Array.from({ length: 15 }, (_, at) => 1000 * (at + 5)),
    ]);
    expect(merged.map(([, place]) => place).slice(1, 9)).toEqual([1, 2, 100, 101, 102, 103, 5, 6]);
    expect(merged.map(([, , , count]) => count).slice(1, 9)).toEqual([2, 2, 5, 5, 5, 5, 2, 2]);
  });
});

/** A picture of soft spots side by side, of other brightness for each seed. A low one is described fast. */
function spots(seed: number, width = 256, height = 40): LumaFrame {
  const random = seeded(seed);
  const heights = Array.from({ length: Math.floor(width / 14) }, () => (60 + 60 * random()) * (random() < 0.5 ? 1 : -1));
  const pixels = Uint8Array.from({ length: width * height }, (_, at) => {
    const [x, y] = [at % width, Math.floor(at / width)];
    const spot = Math.min(heights.length - 1, Math.floor(x / 14));
    const [dx, dy] = [x - 14 * spot - 7.2, y - height / 2 - 0.3];
    return 128 + heights[spot]! * Math.exp(-(dx * dx + dy * dy) / (2 * 2.6 ** 2));
  });
  return { width, height, pixels, time: 0 };
}

describe('the local features of a film', () => {
  const pictures = Array.from({ length: 4 }, (_, seed) => spots(seed));
  const shown = (seconds: number) => steady(8 * seconds, 8, (index) => pictures[Math.floor(index / 8) % 4]!);

  test('are of a picture a second with one code in a reference, and of two with four in a query', async () => {
    const reference = (await fingerprintFrames(shown(6), { role: 'reference' })).localFeatures!;
    const query = (await fingerprintFrames(shown(6), { role: 'query' })).localFeatures!;
    expect(reference.looks).toBe(1);
    expect(query.looks).toBe(4);
    expect([...reference.timesMs]).toEqual([0, 1000, 2000, 3000, 4000, 5000]);
    expect([...query.timesMs]).toEqual(Array.from({ length: 12 }, (_, at) => 500 * at));
    // A keypoint of the reference is one of the query too, with nearly the same plain code.
    const [asked, own] = [keypointsOf(query, 4), keypointsOf(reference, 2)];
    const off = (one: number, other: number) =>
      popcount32((own.codes[2 * one]! ^ asked.codes[8 * other]!) >>> 0) +
      popcount32((own.codes[2 * one + 1]! ^ asked.codes[8 * other + 1]!) >>> 0);
    const isThere = (one: number) =>
      Array.from({ length: asked.places.length / 4 }).some(
        (_, other) =>
          Math.hypot(own.places[4 * one]! - asked.places[4 * other]!, own.places[4 * one + 1]! - asked.places[4 * other + 1]!) <= 2 &&
          off(one, other) <= 13,
      );
    const all = Array.from({ length: own.places.length / 4 }, (_, at) => at);
    expect(all.filter(isThere).length / all.length).toBeGreaterThan(0.8);
    const counts = ({ ends }: LocalFeatures) => [...ends].map((end, at) => end - (ends[at - 1] ?? 0));
    for (const count of counts(reference)) expect(count).toBeLessThanOrEqual(80);
    for (const [at, count] of counts(query).entries()) expect(count).toBeLessThanOrEqual(at % 2 === 0 ? 160 : 80);
  });

  test('are left out where they are not wanted, and where no further views are', async () => {
    for (const options of [{ localFeatures: false }, { views: false }]) {
      expect(await fingerprintFrames(shown(3), { role: 'query', ...options })).not.toHaveProperty('localFeatures');
    }
    expect((await fingerprintFrames(shown(3), { role: 'query', views: false, localFeatures: true })).localFeatures).toBeDefined();
  });

  test('are none of black pictures, of plain ones, and of stills', async () => {
    const dark = steady(40, 8, (index) => (index < 39 ? plain(index % 3) : scene(5)));
    const { localFeatures } = await fingerprintFrames(dark, { role: 'query' });
    expect([...(localFeatures?.timesMs ?? [])].filter((timeMs) => timeMs < 4500)).toEqual([]);
    expect(fingerprintStill(scene(3))).not.toHaveProperty('localFeatures');
  });

  test('must be asked for by true or false', async () => {
    // @ts-expect-error – a caller without types
    await expect(fingerprintFrames(shown(1), { localFeatures: 'yes' })).rejects.toThrow('localFeatures must be true or false, got "yes"');
  });
});

describe('the pictures that are described', () => {
  const picture = spots(1, 256, 20);
  const collected = (role: 'query' | 'reference', seconds: number, frame = picture, interval = 0.5) => {
    const strip = new FeatureStrip(FEATURES[role]);
    for (let time = 0; time < seconds; time += interval) strip.take(frame, WHOLE_PICTURE, Math.round(1000 * time));
    return strip.build();
  };

  test('of a long query are 900 at most, spread over its length in intervals', () => {
    expect(FEATURES.query.most).toBe(900);
    // A tenth of them, of a tenth of the film.
    const strip = new FeatureStrip({ ...FEATURES.query, most: 90 });
    const low = spots(1, 256, 16);
    for (let time = 0; time < 120; time += 0.5) strip.take(low, WHOLE_PICTURE, 1000 * time);
    const { timesMs } = strip.build()!;
    expect(timesMs.length).toBeLessThanOrEqual(90);
    expect(timesMs.length).toBeGreaterThan(44);
    const intervals = [...new Set(Array.from(timesMs, (timeMs) => Math.floor(timeMs / 12_000)))];
    const period = intervals[1]!;
    expect([2, 4]).toContain(period);
    expect(intervals).toEqual(intervals.map((_, at) => period * at));
    expect(timesMs.at(-1)! / 1000).toBeGreaterThan(120 - 12 * period);
  });

  test('of a query are two a second in its first minute, and then one', () => {
    const times = [...collected('query', 63, spots(1, 256, 16), 0.25)!.timesMs];
    expect(times).toEqual([...Array.from({ length: 120 }, (_, at) => 500 * at), 60_000, 61_000, 62_000]);
  });

  test('have fine keypoints beside the others: each one of a reference, and every second one of a query', () => {
    const [width, height] = [256, 144];
    const pixels = Uint8Array.from({ length: width * height }, (_, at) => {
      const [dx, dy] = [((at % width) % 12) - 6.2, (Math.floor(at / width) % 12) - 5.7];
      return 80 + 90 * Math.exp(-(dx * dx + dy * dy) / (2 * 1.2 ** 2));
    });
    const frame = { width, height, pixels, time: 0 };
    // One of the doubled picture is smaller than the smallest one of the picture itself.
    const fine = ({ places }: LocalFeatures) =>
      places.filter((_, at) => at % 4 === 2).map((scale) => Number(scale < SCALE_STEPS * Math.log2(1.8)));
    const reference = collected('reference', 2, frame)!;
    const pictureOf = (others: number, those: number) => [...new Uint8Array(others), ...new Uint8Array(those).fill(1)];
    expect([...reference.ends]).toEqual([90, 180]);
    expect([...fine(reference)]).toEqual([...pictureOf(60, 30), ...pictureOf(60, 30)]);
    const query = collected('query', 2, frame)!;
    expect([...query.ends]).toEqual([160, 240, 400, 480]);
    expect([...fine(query)]).toEqual([...pictureOf(80, 80), ...pictureOf(80, 0), ...pictureOf(80, 80), ...pictureOf(80, 0)]);
  });

  test('are the first ones of their slots, whatever the frame rate', () => {
    expect([...collected('query', 2, picture, 0.125)!.timesMs]).toEqual([0, 500, 1000, 1500]);
    expect([...collected('reference', 3.9, picture, 0.4)!.timesMs]).toEqual([0, 1200, 2000, 3200]);
  });

  test('are none without at least six keypoints', () => {
    expect(collected('query', 3, plain(80))).toBeUndefined();
    const one = { ...plain(80), pixels: plain(80).pixels.slice() };
    for (let at = 0; at < 16; at++) one.pixels[(40 + (at >> 2)) * one.width + 40 + (at % 4)] = 255;
    expect(collected('query', 3, one)).toBeUndefined();
  });

  test('have their places in pixels, scales in 32nds of an octave and directions in 256ths of a turn', () => {
    const { places } = collected('reference', 1)!;
    expect(places.length).toBeGreaterThan(24);
    for (let at = 0; at < places.length; at += 4) expect(places[at + 2]! / 32).toBeLessThan(8);
  });
});
