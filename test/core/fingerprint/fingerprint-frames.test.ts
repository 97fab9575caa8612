import {
  blockhash,
  encodeFingerprint,
  type FingerprintRole,
  type FrameHasher,
  findTrack,
  fingerprintFrames,
  fingerprintStill,
  hammingDistance,
  type LumaFrame,
  pdq,
  StreetdateError,
} from '@streetdate/core/portable';
import { describe, expect, test } from 'vitest';
import { LumaSeriesBuilder } from '../../../packages/core/src/fingerprint/collect/luma-series.ts';
import { mixed, plain, scene, shown, steady } from './pictures.ts';

const reference = { role: 'reference' } as const;
const black = plain(16);
const grey = plain(128);
const scenes = Array.from({ length: 40 }, (_, seed) => scene(seed + 1));

/** Times and spans of a track, milliseconds, as pairs. */
const held = (track: { readonly timesMs: Uint32Array; readonly spansMs: Uint32Array }) =>
  [...track.timesMs].map((time, at) => [time, track.spansMs[at]]);

describe('a film', () => {
  test('keeps each different picture, with its true time and the time until the next', async () => {
    const frames = shown([0, scenes[0]!], [0.25, scenes[1]!], [0.48, scenes[2]!], [0.7304, scenes[3]!]);
    const fingerprint = await fingerprintFrames(frames);
    const [track] = fingerprint.tracks;
    expect(held(track!)).toEqual([
      [0, 250],
      [250, 230],
      [480, 250],
      [730, 250],
    ]);
    expect(fingerprint).toMatchObject({ role: 'query', kind: 'film', duration: 0.98, media: {} });
    const alone = new Uint32Array(8);
    for (const frame of [0, 1, 2, 3]) {
      fingerprintStill(scenes[frame]!).tracks[0]!.hashes.forEach((word, at) => {
        alone[at] = word;
      });
      expect(track!.hashes.slice(8 * frame, 8 * frame + 8)).toEqual(alone);
    }
  });

  test('keeps one of near-equal neighbours, which holds for all their time', async () => {
    const nearly = mixed(scenes[0]!, scenes[1]!, 0.01);
    const frames = shown([0, scenes[0]!], [0.25, nearly], [0.5, scenes[0]!], [0.75, scenes[1]!], [1, scenes[1]!]);
    expect(held((await fingerprintFrames(frames)).tracks[0]!)).toEqual([
      [0, 750],
      [750, 500],
    ]);
  });

  test('that changes slowly never strays from the hash that stands for it', async () => {
    const frames = 200;
    const drift = (index: number) => mixed(scenes[0]!, scenes[1]!, index / frames);
    const { tracks } = await fingerprintFrames(steady(frames, 10, drift), reference);
    const track = tracks[0]!;
    expect(track.timesMs.length).toBeGreaterThan(5);
    expect(track.timesMs.length).toBeLessThan(frames / 2);
    const hash = new Uint32Array(8);
    for (let index = 0, entry = 0; index < frames; index++) {
      if (track.timesMs[entry + 1] !== undefined && track.timesMs[entry + 1]! <= index * 100) entry++;
      hash.set(fingerprintStill(drift(index)).tracks[0]!.hashes);
      expect(hammingDistance(track.hashes, 8 * entry, hash, 0, 8), `frame ${index}`).toBeLessThanOrEqual(16);
    }
  });

  test('has a hole, and no hash that holds over it, where frames are black or flat', async () => {
    const frames = shown([0, scenes[0]!], [0.25, black], [0.5, black], [0.75, scenes[0]!], [1, grey], [1.25, scenes[1]!]);
    expect(held((await fingerprintFrames(frames)).tracks[0]!)).toEqual([
      [0, 250],
      [750, 250],
      [1250, 250],
    ]);
  });

  test('has a hole where frames are missing, and the frame before it holds for one interval', async () => {
    const frames = shown([0, scenes[0]!], [0.25, scenes[0]!], [5, scenes[0]!]);
    expect(held((await fingerprintFrames(frames)).tracks[0]!)).toEqual([
      [0, 500],
      [5000, 250],
    ]);
  });

  test('of few frames a second has no holes', async () => {
    const { tracks } = await fingerprintFrames(
      steady(5, 2, (index) => scenes[index]!),
      reference,
    );
    expect(held(tracks[0]!)).toEqual([
      [0, 500],
      [500, 500],
      [1000, 500],
      [1500, 500],
      [2000, 500],
    ]);
  });

  test('ends with its last frame, which holds as long as the one before or to the end of the film', async () => {
    const two = () => shown([0, scenes[0]!], [0.25, scenes[1]!]);
    const last = async (duration?: number) => {
      const fingerprint = await fingerprintFrames(two(), { duration });
      return [fingerprint.duration, fingerprint.tracks[0]!.spansMs[1]];
    };
    expect(await last()).toEqual([0.5, 250]);
    expect(await last(0.3)).toEqual([0.3, 50]);
    expect(await last(60.0004)).toEqual([60, 250]);
    // A length that ends before its own frames is wrong.
    expect(await last(0.2)).toEqual([0.5, 250]);
  });

  test('is the same however many frames come in one millisecond', async () => {
    const frames = shown([0, scenes[0]!], [0.0001, scenes[1]!], [0.25, scenes[2]!]);
    const { tracks } = await fingerprintFrames(frames);
    expect(held(tracks[0]!)).toEqual([
      [0, 250],
      [250, 250],
    ]);
  });

  test('whose frames go back in time is the caller’s mistake', async () => {
    await expect(fingerprintFrames(shown([1, scenes[0]!], [0.5, scenes[1]!]))).rejects.toThrow(
      new RangeError('frames must come in order of time, got 0.5 s'),
    );
    await expect(fingerprintFrames(shown([-1, scenes[0]!]))).rejects.toThrow(RangeError);
    await expect(fingerprintFrames(shown([Number.NaN, scenes[0]!]))).rejects.toThrow(RangeError);
  });

  test('of a thousand pictures is kept whole, through several growths', async () => {
    const { tracks } = await fingerprintFrames(
      steady(1000, 10, (index) => scenes[index % 40]!),
      reference,
    );
    const track = tracks[0]!;
    expect(track.timesMs).toEqual(Uint32Array.from({ length: 1000 }, (_, index) => index * 100));
    const first = fingerprintStill(scenes[999 % 40]!).tracks[0]!.hashes;
    expect(track.hashes.slice(-8)).toEqual(first);
    for (const array of [track.hashes, track.timesMs, track.quality]) expect(array.buffer.byteLength).toBe(array.byteLength);
  });

  test('takes under 4 MB an hour as a reference of which ten frames a second differ: 1 MB of local features, as its pictures are plain', async () => {
    const bytes = async (seconds: number) =>
      encodeFingerprint(
        await fingerprintFrames(
          steady(10 * seconds, 10, (index) => scenes[index % 40]!),
          reference,
        ),
      ).length;
    const aMinute = ((await bytes(120)) - (await bytes(60))) * 60;
    expect(aMinute).toBeGreaterThan(2_000_000);
    expect(aMinute).toBeLessThan(4_000_000);
  });
});

describe('bars', () => {
  /** The scene in the middle of a black frame, `share` of its height above and below. */
  const boxed = (picture: LumaFrame, share: number): LumaFrame => {
    const bar = Math.round(picture.height * share);
    const height = picture.height + 2 * bar;
    const pixels = new Uint8Array(picture.width * height).fill(16);
    pixels.set(picture.pixels, picture.width * bar);
    return { ...picture, height, pixels };
  };

  test('are cut away before hashing, and the area is kept with its span of time', async () => {
    const bare = await fingerprintFrames(steady(40, 4, (index) => scenes[index]!));
    const barred = await fingerprintFrames(steady(40, 4, (index) => boxed(scenes[index]!, 0.25)));
    expect(bare.areas).toEqual([{ start: 0, end: 10, area: { left: 0, top: 0, right: 1, bottom: 1 } }]);
    expect(barred.areas).toHaveLength(1);
    const [{ start, end, area }] = barred.areas as [(typeof barred.areas)[number]];
    expect([start, end]).toEqual([0, 10]);
    expect(area.top).toBeCloseTo(1 / 6, 2);
    expect(area.bottom).toBeCloseTo(5 / 6, 2);
    const distance = hammingDistance(bare.tracks[0]!.hashes, 0, barred.tracks[0]!.hashes, 0, 8 * 40) / 40;
    expect(distance).toBeLessThan(16);
  });
});

describe('the second opinion', () => {
  test('of a reference is one frame in two seconds, and holds as long as the default hash did', async () => {
    // Each picture stands for three frames.
    const { tracks } = await fingerprintFrames(
      steady(99, 10, (index) => scenes[Math.floor(index / 3)]!),
      reference,
    );
    expect(tracks.slice(0, 2).map(({ algorithm }) => algorithm)).toEqual(['pdq/1', 'blockhash/1']);
    expect(held(tracks[1]!)).toEqual([
      [0, 300],
      [2100, 300],
      [4200, 300],
      [6300, 300],
      [8400, 300],
    ]);
    const alone = fingerprintStill(scenes[7]!).tracks[1]!;
    expect(alone.algorithm).toBe('blockhash/1');
    expect(tracks[1]!.hashes.slice(8, 16)).toEqual(alone.hashes);
  });

  test('of a query is every kept frame, so that a sparse reference finds it', async () => {
    const { tracks } = await fingerprintFrames(
      shown([0, scenes[0]!], [0.25, scenes[0]!], [0.5, scenes[1]!], [0.75, black], [1, scenes[2]!]),
    );
    expect(held(tracks[1]!)).toEqual(held(tracks[0]!));
    expect(tracks[1]!.quality).toEqual(tracks[0]!.quality);
  });

  test('is the other built-in hasher, another one, or none', async () => {
    const algorithms = async (options: Parameters<typeof fingerprintFrames>[1]) =>
      (await fingerprintFrames(shown([0, scenes[0]!]), { views: false, ...options })).tracks.map(({ algorithm }) => algorithm);
    const own: FrameHasher = { algorithm: 'own/1', bits: 64, hash: ({ pixels }, hashes, at) => hashes.set([pixels[0]!, pixels[1]!], at) };
    expect(await algorithms({ hasher: blockhash })).toEqual(['blockhash/1', 'pdq/1']);
    expect(await algorithms({ hasher: own })).toEqual(['own/1', 'blockhash/1']);
    expect(await algorithms({ secondOpinion: own })).toEqual(['pdq/1', 'own/1']);
    expect(await algorithms({ secondOpinion: false })).toEqual(['pdq/1']);
    await expect(algorithms({ hasher: pdq, secondOpinion: pdq })).rejects.toThrow(TypeError);
  });
});

describe('a fade', () => {
  test('from black leaves its frames out, and what follows in', async () => {
    // Ten frames a second: one second of fade, then a second of the picture as it is, and a cut.
    const film = steady(30, 10, (index) => (index < 10 ? mixed(black, scenes[0]!, index / 10) : index < 20 ? scenes[0]! : scenes[1]!));
    const { tracks } = await fingerprintFrames(film, { ...reference, views: false });
    const kept = [...tracks[0]!.timesMs];
    expect(kept.filter((timeMs) => timeMs > 100 && timeMs < 800)).toEqual([]);
    expect(kept).toContain(2000);
    expect(kept.some((timeMs) => timeMs >= 800 && timeMs <= 1100)).toBe(true);
  });
});

describe('further views', () => {
  test('of a reference are its middles, sampled sparsely; of a query the picture tilted both ways', async () => {
    const film = () => steady(60, 10, (index) => scenes[Math.floor(index / 2)]!);
    const [enrolled, looked] = [await fingerprintFrames(film(), reference), await fingerprintFrames(film())];
    const views = ({ tracks }: { readonly tracks: readonly { readonly view: string }[] }) => [...new Set(tracks.map(({ view }) => view))];
    expect(views(enrolled)).toEqual(['active', 'middle-0.9', 'middle-0.5']);
    expect(views(looked)).toEqual(['active', 'tilted-3.5', 'tilted+3.5']);
    const middle = enrolled.tracks.find(({ view }) => view === 'middle-0.9')!;
    expect(middle.timesMs.length).toBeLessThan(enrolled.tracks[0]!.timesMs.length);
    for (let at = 1; at < middle.timesMs.length; at++) expect(middle.timesMs[at]! - middle.timesMs[at - 1]!).toBeGreaterThanOrEqual(500);
  });

  test('are left out on demand', async () => {
    const film = steady(20, 10, (index) => scenes[index]!);
    expect((await fingerprintFrames(film, { role: 'reference', views: false })).tracks.map(({ view }) => view)).toEqual([
      'active',
      'active',
    ]);
  });
});

describe('brightness', () => {
  test('is the mean luma of the picture, black included, at most sixteen times a second of a query, and five of a reference', async () => {
    const greys = [0, 40, 255];
    const brightnessOf = async (role: FingerprintRole, framesPerSecond: number) => {
      const shades = steady(90, framesPerSecond, (index) => (index % 9 === 8 ? scenes[0]! : plain(greys[Math.floor(index / 30)]!)));
      return (await fingerprintFrames(shades, { role })).luma!;
    };
    expect([...(await brightnessOf('query', 10)).timesMs]).toEqual(Array.from({ length: 90 }, (_, at) => 100 * at));
    expect([...(await brightnessOf('reference', 10)).timesMs]).toEqual(Array.from({ length: 45 }, (_, at) => 200 * at));
    const often = await brightnessOf('query', 30);
    expect(often.timesMs.length).toBe(45);
    expect([...new Set(often.means)]).toEqual(expect.arrayContaining(greys.map((grey) => 256 * grey)));
  });

  test('is kept of nine parts of the picture too, in eighths of a code, modulo 256', () => {
    const strip = new LumaSeriesBuilder(200, undefined);
    for (let entry = 0; entry < 4; entry++) {
      const picture = { width: 64, height: 64, pixels: new Uint8Array(64 * 64).fill(40), time: 0 };
      // A quarter of the middle part brightens.
      for (let y = 32; y < 43; y++) for (let x = 32; x < 43; x++) picture.pixels[64 * y + x] = 40 + 20 * entry;
      strip.take(picture, 200 * entry);
    }
    const share = (11 * 11) / (22 * 22);
    const middle = (entry: number) => Math.round(8 * (40 + 20 * share * entry)) % 256;
    const side = 8 * 40 - 256;
    expect([...strip.build().coarseGrid!]).toEqual(
      [0, 1, 2, 3].flatMap((entry) => Array.from({ length: 9 }, (_, part) => (part === 4 ? middle(entry) : side))),
    );
  });

  test('is kept of small cells too: how bright they are of a query, and which of them became brighter than the rest of a reference', () => {
    // All of the picture brightens, and two cells by more: the last of the first row, and the second of the fifth.
    const pictures = [0, 1, 2].map((entry) => {
      const pixels = new Uint8Array(64 * 64).fill(40 + 2 * entry);
      for (let at = 0; at < 64; at++) {
        const [x, y] = [at % 8, at >> 3];
        pixels[64 * y + 56 + x]! += 4 * entry;
        pixels[64 * (32 + y) + 8 + x]! += entry;
      }
      return { width: 64, height: 64, pixels, time: entry };
    });
    const [levels, rises] = (['means', 'change-signs'] as const).map((kept) => {
      const strip = new LumaSeriesBuilder(200, kept);
      for (const [entry, picture] of pictures.entries()) strip.take(picture, 200 * entry);
      return strip.build();
    });
    expect([levels!.changeSigns, rises!.fineGrid]).toEqual([undefined, undefined]);
    const cell = (entry: number, at: number) => levels!.fineGrid![64 * entry + at];
    expect([0, 1, 2].map((entry) => cell(entry, 0))).toEqual([0, 1, 2].map((entry) => (8 * (40 + 2 * entry)) % 256));
    expect([0, 1, 2].map((entry) => cell(entry, 7))).toEqual([0, 1, 2].map((entry) => (8 * (40 + 6 * entry)) % 256));
    expect([0, 1, 2].map((entry) => cell(entry, 33))).toEqual([0, 1, 2].map((entry) => (8 * (40 + 3 * entry)) % 256));
    expect([...rises!.changeSigns!]).toEqual([0, 0, 1 << 7, 1 << 1, 1 << 7, 1 << 1]);
  });

  test('is known of the cells of queries of up to an hour, and of the rises of references', async () => {
    const film = (options: Parameters<typeof fingerprintFrames>[1]) =>
      fingerprintFrames(
        steady(20, 10, (index) => scenes[index]!),
        options,
      );
    const [query, enrolled] = [(await film({})).luma!, (await film(reference)).luma!];
    expect([query.fineGrid!.length / query.timesMs.length, query.changeSigns]).toEqual([64, undefined]);
    expect([enrolled.changeSigns!.length / enrolled.timesMs.length, enrolled.fineGrid]).toEqual([2, undefined]);
    expect((await film({ duration: 3601 })).luma).not.toHaveProperty('cells');
  });

  test('is kept of references too, and of no still', async () => {
    expect(
      (
        await fingerprintFrames(
          steady(20, 10, (index) => scenes[index]!),
          reference,
        )
      ).luma?.means.length,
    ).toBe(10);
    expect(fingerprintStill(scenes[0]!)).not.toHaveProperty('brightness');
  });
});

describe('the average picture', () => {
  /** A bright box in the upper left corner. */
  const marked = (picture: LumaFrame): LumaFrame => ({
    ...picture,
    pixels: picture.pixels.map((pixel, at) => (at % picture.width < 18 && at < 15 * picture.width ? 255 : pixel)),
  });
  const film = (picture: (index: number) => LumaFrame, role: 'reference' | 'query' = 'reference') =>
    fingerprintFrames(
      steady(80, 2, (index) => picture(Math.floor(index / 2))),
      { role },
    );

  test('has what stands in all scenes, and of each scene little', async () => {
    const { average } = await film((index) => marked(scenes[index]!));
    expect(average).toMatchObject({ side: 64, pictures: 40 });
    const codes = (x: number, y: number) => average!.means[64 * y + x]! / 256;
    expect(codes(4, 4)).toBeCloseTo(255, 0);
    // Single scenes go from black to white there.
    for (const [x, y] of [
      [30, 10],
      [10, 50],
      [50, 40],
    ] as const) {
      expect(Math.abs(codes(x, y) - 128)).toBeLessThan(40);
    }
    const spread = (x: number, y: number) => average!.spreads[64 * y + x]! / 256;
    expect(spread(4, 4)).toBeLessThan(0.5);
    expect(spread(30, 30)).toBeGreaterThan(4);
    expect(average!.spreads[0]).toBe(0);
  });

  test('counts a scene once, however long it lasts and however it trembles', async () => {
    const trembling = (index: number) => mixed(scenes[Math.floor(index / 2)]!, scenes[39]!, (index % 2) / 50);
    expect((await film(trembling)).average?.pictures).toBe(20);
  });

  test('takes one picture a second at most, so that a mark that flashes is no film', async () => {
    const flashing = steady(80, 10, (index) => scenes[Math.floor(index / 2)]!);
    expect(await fingerprintFrames(flashing, { role: 'reference' })).not.toHaveProperty('average');
  });

  test('is not kept of a query, of few scenes, and of a still', async () => {
    expect(await film((index) => scenes[index]!, 'query')).not.toHaveProperty('average');
    expect(await film((index) => scenes[index % 15]!)).not.toHaveProperty('average');
    expect(fingerprintStill(scenes[0]!, reference)).not.toHaveProperty('average');
  });
});

describe('thumbnails', () => {
  const film = (count: number, framesPerSecond = 4) => steady(count, framesPerSecond, (index) => scenes[index % scenes.length]!);

  test('of a query are the active area in 64 × 64, two a second', async () => {
    const { thumbnails } = await fingerprintFrames(film(12));
    expect(thumbnails).toMatchObject({ side: 64, timesMs: Uint32Array.of(0, 500, 1000, 1500, 2000, 2500) });
    const hashes = new Uint32Array(8);
    pdq.hash({ width: 64, height: 64, pixels: thumbnails!.pixels.subarray(64 * 64, 2 * 64 * 64), time: 0 }, hashes, 0);
    const { tracks } = await fingerprintFrames(film(12));
    expect([...hashes]).toEqual([...tracks[0]!.hashes.subarray(16, 24)]);
  });

  test('are left out of references and of queries without views, unless they are asked for', async () => {
    expect(await fingerprintFrames(film(30, 10), reference)).not.toHaveProperty('thumbnails');
    expect(await fingerprintFrames(film(12), { views: false })).not.toHaveProperty('thumbnails');
  });

  test('of a reference are half as large, one a second, and as many as it is long', async () => {
    const { thumbnails } = await fingerprintFrames(film(12_000, 4), { ...reference, framesPerSecond: 4, views: false, thumbnails: true });
    expect(thumbnails!.side).toBe(32);
    expect([...thumbnails!.timesMs]).toEqual(Array.from({ length: 3000 }, (_, second) => 1000 * second));
    expect(thumbnails!.pixels).toHaveLength(3000 * 32 * 32);
  });

  test('show nothing black, and are not there where nothing else is', async () => {
    const { thumbnails } = await fingerprintFrames(steady(16, 4, (index) => (index < 8 ? black : scenes[0]!)));
    expect(Math.min(...thumbnails!.timesMs)).toBeGreaterThanOrEqual(2000);
    expect(await fingerprintFrames(steady(8, 4, () => black))).not.toHaveProperty('thumbnails');
  });

  test('are at most 900, in intervals of twelve seconds all over a film of any length', async () => {
    const { thumbnails } = await fingerprintFrames(film(4000, 2), { framesPerSecond: 2, views: false, thumbnails: true });
    const times = [...thumbnails!.timesMs];
    expect(times.length).toBeGreaterThan(450);
    expect(times.length).toBeLessThanOrEqual(900);
    expect(times.at(-1)).toBeGreaterThan(1_900_000);
    const gaps = times.slice(1).map((time, at) => time - times[at]!);
    expect(new Set(gaps)).toEqual(new Set([500, 84_500]));
  });
});

describe('nothing to compare', () => {
  const refused = (frames: AsyncIterable<LumaFrame>, role: 'query' | 'reference') =>
    expect(fingerprintFrames(frames, { role }).catch((error: unknown) => error));

  test('is a normal answer for a query: its tracks are empty', async () => {
    const fingerprint = await fingerprintFrames(steady(8, 4, () => black));
    expect(fingerprint).toMatchObject({ duration: 2, tracks: [{ algorithm: 'pdq/1' }, { algorithm: 'blockhash/1' }] });
    for (const track of fingerprint.tracks) expect(track.timesMs).toHaveLength(0);
  });

  test('is refused for a reference, with what its pictures were', async () => {
    await refused(
      steady(30, 10, (index) => (index < 10 ? black : grey)),
      'reference',
    ).resolves.toMatchObject({
      code: 'nothing-to-fingerprint',
      message: 'all its pictures are too plain to identify it: of 30 sampled, 10 black and 20 flat',
    });
  });

  test('is refused for a film without any picture, whatever it is for', async () => {
    for (const role of ['reference', 'query'] as const) {
      await refused(shown(), role).resolves.toMatchObject({ code: 'nothing-to-fingerprint', message: 'it has no picture' });
    }
  });

  test('is what a reference of less than a second is called', async () => {
    await refused(shown([0, scenes[0]!]), 'reference').resolves.toMatchObject({
      code: 'nothing-to-fingerprint',
      message: 'it has only one picture, and a reference film must last 1 s or more',
    });
    await refused(
      steady(9, 10, (index) => scenes[index]!),
      'reference',
    ).resolves.toMatchObject({
      message: 'its pictures last 0.9 s, and a reference film must last 1 s or more',
    });
    await refused(
      steady(10, 10, (index) => scenes[index]!),
      'reference',
    ).resolves.toMatchObject({ role: 'reference' });
  });
});

describe('a still', () => {
  test('has one hash in each track, at time 0', () => {
    const fingerprint = fingerprintStill(scenes[0]!, { role: 'reference', media: { container: 'png' } });
    expect(fingerprint).toMatchObject({
      role: 'reference',
      kind: 'still',
      duration: 0,
      media: { container: 'png' },
      areas: [{ start: 0, end: 0 }],
    });
    expect(fingerprint.tracks.map(held)).toEqual([[[0, 0]], [[0, 0]]]);
    expect(findTrack(fingerprint, 'pdq/1')!.hashes).toHaveLength(8);
  });

  test('that is black is an empty query and no reference', () => {
    expect(fingerprintStill(black).tracks.map(held)).toEqual([[], []]);
    expect(() => fingerprintStill(black, reference)).toThrow(StreetdateError);
  });
});

describe('on the way', () => {
  test('progress is told after every frame', async () => {
    const told: unknown[] = [];
    await fingerprintFrames(shown([0, scenes[0]!], [0.25, black], [0.5, scenes[0]!]), {
      duration: 0.75,
      onProgress: (progress) => told.push(progress),
    });
    expect(told).toEqual([0, 0.25, 0.5].map((seconds, index) => ({ seconds, duration: 0.75, framesDone: index + 1 })));
  });

  test('an abort rejects with its own reason and ends the frames', async () => {
    const aborting = new AbortController();
    const reason = new Error('enough');
    let ended = false;
    async function* endless() {
      try {
        for (let index = 0; ; index++) yield { ...scenes[index % 40]!, time: index / 4 };
      } finally {
        ended = true;
      }
    }
    const onProgress = ({ framesDone }: { readonly framesDone: number }) => framesDone === 10 && aborting.abort(reason);
    await expect(fingerprintFrames(endless(), { signal: aborting.signal, onProgress })).rejects.toBe(reason);
    expect(ended).toBe(true);
  });

  test.each<[string, object]>([
    ['framesPerSecond must be from 0.1 to 60, got 0', { framesPerSecond: 0 }],
    ['role must be one of reference, query, got owner', { role: 'owner' }],
  ])('options are checked first: %s', async (message, options) => {
    await expect(fingerprintFrames(shown(), options)).rejects.toThrow(message);
  });
});
