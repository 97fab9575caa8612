import { readdirSync, readFileSync } from 'node:fs';
import {
  decodeFingerprint,
  encodeFingerprint,
  type Fingerprint,
  hashFromHex,
  hashToHex,
  type PictureArea,
} from '@streetdate/core/portable';
import { describe, expect, test } from 'vitest';

const folder = new URL('../../golden/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.sdfp'));

/** A fingerprint as the golden JSON has it: hashes as one hexadecimal text a frame. */
function toJson({
  tracks,
  thumbnails,
  details,
  blending,
  subtitles,
  luma: brightness,
  average,
  localFeatures,
  ...rest
}: Fingerprint): unknown {
  return {
    ...rest,
    ...(thumbnails && {
      thumbnails: { ...thumbnails, timesMs: [...thumbnails.timesMs], pixels: Buffer.from(thumbnails.pixels).toString('hex') },
    }),
    ...(details && {
      details: { ...details, timesMs: [...details.timesMs], pixels: Buffer.from(details.pixels).toString('hex') },
    }),
    ...(blending && { blending: { timesMs: [...blending.timesMs], nearness: [...blending.nearness] } }),
    ...(subtitles && { subtitles: subtitles.map(({ stream, timesMs }) => ({ stream, timesMs: [...timesMs] })) }),
    ...(brightness && {
      brightness: {
        timesMs: [...brightness.timesMs],
        means: [...brightness.means],
        ...(brightness.coarseGrid && { parts: Buffer.from(brightness.coarseGrid).toString('hex') }),
        ...(brightness.fineGrid && { cells: Buffer.from(brightness.fineGrid).toString('hex') }),
        ...(brightness.changeSigns && { rises: hashToHex(brightness.changeSigns, 0, brightness.changeSigns.length) }),
      },
    }),
    ...(average && { average: { ...average, means: [...average.means], spreads: [...average.spreads] } }),
    ...(localFeatures && {
      localFeatures: {
        timesMs: [...localFeatures.timesMs],
        ends: [...localFeatures.ends],
        looks: localFeatures.looks,
        places: Buffer.from(localFeatures.places).toString('hex'),
        codes: hashToHex(localFeatures.codes, 0, localFeatures.codes.length),
      },
    }),
    tracks: tracks.map(({ timesMs, spansMs, quality, hashes, ...track }) => ({
      ...track,
      timesMs: [...timesMs],
      spansMs: [...spansMs],
      quality: [...quality],
      hashes: [...timesMs.keys()].map((frame) => hashToHex(hashes, (frame * track.bits) / 32, track.bits / 32)),
    })),
  };
}

/** The opposite of {@link toJson}. */
function fromJson(json: ReturnType<typeof parseGolden>): Fingerprint {
  const tracks = json.tracks.map(({ timesMs, spansMs, quality, hashes, ...track }) => ({
    ...track,
    timesMs: Uint32Array.from(timesMs),
    spansMs: Uint32Array.from(spansMs),
    quality: Uint8Array.from(quality),
    hashes: Uint32Array.from(hashes.flatMap((hex) => [...hashFromHex(hex)])),
  }));
  const { thumbnails, details, blending, subtitles, brightness, average, localFeatures, ...rest } = json;
  const { side, timesMs = [], pixels = '' } = thumbnails ?? {};
  return {
    ...rest,
    tracks,
    ...(brightness && {
      luma: {
        timesMs: Uint32Array.from(brightness.timesMs),
        means: Uint16Array.from(brightness.means),
        ...(brightness.parts && { coarseGrid: new Uint8Array(Buffer.from(brightness.parts, 'hex')) }),
        ...(brightness.cells && { fineGrid: new Uint8Array(Buffer.from(brightness.cells, 'hex')) }),
        ...(brightness.rises && { changeSigns: hashFromHex(brightness.rises) }),
      },
    }),
    ...(blending && { blending: { timesMs: Uint32Array.from(blending.timesMs), nearness: Uint8Array.from(blending.nearness) } }),
    ...(subtitles && { subtitles: subtitles.map(({ stream, timesMs }) => ({ stream, timesMs: Uint32Array.from(timesMs) })) }),
    ...(average && { average: { ...average, means: Uint16Array.from(average.means), spreads: Uint16Array.from(average.spreads) } }),
    ...(localFeatures && {
      localFeatures: {
        timesMs: Uint32Array.from(localFeatures.timesMs),
        ends: Uint32Array.from(localFeatures.ends),
        looks: localFeatures.looks,
        places: new Uint8Array(Buffer.from(localFeatures.places, 'hex')),
        codes: hashFromHex(localFeatures.codes),
      },
    }),
    ...(details && {
      details: {
        ...details,
        timesMs: Uint32Array.from(details.timesMs),
        pixels: new Uint8Array(Buffer.from(details.pixels, 'hex')),
      },
    }),
    ...(side && { thumbnails: { side, timesMs: Uint32Array.from(timesMs), pixels: new Uint8Array(Buffer.from(pixels, 'hex')) } }),
  };
}

interface GoldenTrack {
  readonly algorithm: string;
  readonly view: string;
  readonly bits: number;
  readonly timesMs: readonly number[];
  readonly spansMs: readonly number[];
  readonly quality: readonly number[];
  readonly hashes: readonly string[];
}

interface GoldenThumbnails {
  readonly side: number;
  readonly timesMs: readonly number[];
  readonly pixels: string;
}

interface GoldenDetails {
  readonly width: number;
  readonly height: number;
  readonly area: PictureArea;
  readonly timesMs: readonly number[];
  readonly pixels: string;
}

interface GoldenAverage {
  readonly side: number;
  readonly pictures: number;
  readonly means: readonly number[];
  readonly spreads: readonly number[];
}

interface GoldenFeatures {
  readonly timesMs: readonly number[];
  readonly ends: readonly number[];
  readonly looks: number;
  readonly places: string;
  readonly codes: string;
}

interface GoldenBrightness {
  readonly timesMs: readonly number[];
  readonly means: readonly number[];
  readonly parts?: string;
  readonly cells?: string;
  readonly rises?: string;
}

interface GoldenFingerprint
  extends Omit<Fingerprint, 'tracks' | 'thumbnails' | 'details' | 'blending' | 'subtitles' | 'brightness' | 'average' | 'localFeatures'> {
  readonly tracks: readonly GoldenTrack[];
  readonly thumbnails?: GoldenThumbnails;
  readonly details?: GoldenDetails;
  readonly blending?: { readonly timesMs: readonly number[]; readonly nearness: readonly number[] };
  readonly subtitles?: readonly { readonly stream: number; readonly timesMs: readonly number[] }[];
  readonly brightness?: GoldenBrightness;
  readonly average?: GoldenAverage;
  readonly localFeatures?: GoldenFeatures;
}

function parseGolden(name: string): GoldenFingerprint {
  return JSON.parse(readFileSync(new URL(name.replace('.sdfp', '.json'), folder), 'utf8'));
}

test('there are golden files of every version', () => {
  const kinds = [
    'average',
    'blending',
    'brightness',
    'cells',
    'details',
    'features',
    'film',
    'insets',
    'parts',
    'query',
    'sound',
    'sound-only',
    'still',
    'subtitles',
  ];
  expect(files).toEqual(expect.arrayContaining(kinds.map((kind) => `v1-${kind}.sdfp`)));
});

describe.each(files)('%s', (name) => {
  test('loads for ever as what was written', () => {
    expect(toJson(decodeFingerprint(readFileSync(new URL(name, folder))))).toEqual(parseGolden(name));
  });

  test.runIf(name.startsWith('v1-'))('is what this version still writes, byte for byte', () => {
    expect(Buffer.from(encodeFingerprint(fromJson(parseGolden(name))))).toEqual(readFileSync(new URL(name, folder)));
  });
});
