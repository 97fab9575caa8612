import { decodeFingerprint, encodeFingerprint, type Fingerprint, StreetdateError } from '@streetdate/core/portable';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checksum } from '../../../packages/core/src/fingerprint/file/sdfp-layout.ts';
import { arbitraryFingerprint } from './arbitrary-fingerprint.ts';

const film: Fingerprint = {
  role: 'reference',
  kind: 'film',
  duration: 12.345,
  tracks: [
    {
      algorithm: 'pdq/1',
      view: 'active',
      bits: 256,
      timesMs: Uint32Array.of(0, 100, 400),
      spansMs: Uint32Array.of(100, 300, 100),
      quality: Uint8Array.of(100, 50, 25),
      hashes: Uint32Array.from({ length: 24 }, (_, at) => Math.imul(at + 1, 0x9e3779b1)),
    },
  ],
  areas: [{ start: 0, end: 12.345, area: { left: 0, top: 0.125, right: 1, bottom: 0.875 } }],
  media: { container: 'matroska', videoCodec: 'h264', width: 720, height: 576, frameRate: 24000 / 1001, deinterlaced: true },
  damage: { reason: 'Naïve “bytes”', secondsCovered: 0.5 },
};

const detailed: Fingerprint = {
  ...film,
  details: {
    width: 3,
    height: 2,
    area: { left: 0.25, top: 0.25, right: 0.75, bottom: 0.5 },
    timesMs: Uint32Array.of(500, 10_500),
    pixels: Uint8Array.from({ length: 12 }, (_, at) => 20 * at),
  },
};

const mixed: Fingerprint = { ...film, blending: { timesMs: Uint32Array.of(42, 83, 125), nearness: Uint8Array.of(9, 40, 255) } };

const subtitled: Fingerprint = {
  ...film,
  subtitles: [
    { stream: 2, timesMs: Uint32Array.of(500, 2500) },
    { stream: 4, timesMs: Uint32Array.of(1500) },
  ],
};

/** Bytes of the header, the table of three entries, and the META section, which is the first. */
const TRACK_ENTRY = 32 + 16;
/** Where the details, the blending or the subtitles are named, behind the facts, the track and the areas. */
const FURTHER_ENTRY = 32 + 3 * 16;

/** Changes some bytes and mends the checksum, as a forger would. */
function forge(bytes: Uint8Array, change: (view: DataView) => void): Uint8Array {
  const forged = bytes.slice();
  const view = new DataView(forged.buffer);
  change(view);
  view.setUint32(20, checksum(forged), true);
  return forged;
}

/** A file with the header of another one and nothing but a META section. */
function onlyFacts(bytes: Uint8Array, json: string): Uint8Array {
  const at = 32 + 16;
  const file = new Uint8Array(at + 8 * Math.ceil(json.length / 8));
  file.set(bytes.subarray(0, at));
  file.set(new TextEncoder().encode(json), at);
  return forge(file, (view) => {
    view.setUint32(12, 1, true);
    view.setUint32(16, file.length, true);
    view.setUint32(40, at, true);
    view.setUint32(44, json.length, true);
  });
}

/** Decodes bytes that may be anything, and gives the error; only a `StreetdateError` is let through. */
function decodeAnything(bytes: Uint8Array): StreetdateError | undefined {
  try {
    decodeFingerprint(bytes);
    return undefined;
  } catch (error) {
    if (error instanceof StreetdateError && ['not-a-fingerprint', 'newer-fingerprint'].includes(error.code)) return error;
    throw error;
  }
}

describe('a fingerprint file', () => {
  test('gives back exactly the fingerprint that was written', () => {
    expect(decodeFingerprint(encodeFingerprint(film))).toEqual(film);
  });

  test('gives back any valid fingerprint, and encodes to the same bytes again', () => {
    fc.assert(
      fc.property(arbitraryFingerprint(), (fingerprint) => {
        const bytes = encodeFingerprint(fingerprint);
        expect(decodeFingerprint(bytes)).toEqual(fingerprint);
        expect(encodeFingerprint(decodeFingerprint(bytes))).toEqual(bytes);
      }),
    );
  });

  test.each([
    ['details', detailed, 1],
    ['blending', mixed, 1],
    ['subtitles', subtitled, 2],
  ])('has its %s in sections that earlier versions pass over', (_, fingerprint, sections) => {
    const bytes = encodeFingerprint(fingerprint);
    expect(decodeFingerprint(bytes)).toEqual(fingerprint);
    const without = forge(bytes, (file) => {
      for (let section = 0; section < sections; section++) file.setUint8(FURTHER_ENTRY + 16 * section, 'Z'.charCodeAt(0));
    });
    expect(decodeFingerprint(without)).toEqual(film);
  });

  test('is read as views of its bytes, without a copy', () => {
    const bytes = encodeFingerprint(film);
    const [track] = decodeFingerprint(bytes).tracks;
    for (const array of [track!.hashes, track!.timesMs, track!.spansMs, track!.quality]) expect(array.buffer).toBe(bytes.buffer);
    expect(track!.hashes.byteOffset % 8).toBe(0);
  });

  test.each([1, 2, 4, 7])('is copied once, and read the same, from %i bytes past an aligned place', (shift) => {
    const bytes = encodeFingerprint(film);
    const buffer = new Uint8Array(bytes.length + 8);
    buffer.set(bytes, shift);
    const shifted = buffer.subarray(shift, shift + bytes.length);
    const fingerprint = decodeFingerprint(shifted);
    expect(fingerprint).toEqual(film);
    expect(fingerprint.tracks[0]!.hashes.buffer).not.toBe(buffer.buffer);
    expect(fingerprint.tracks[0]!.hashes.buffer).toBe(fingerprint.tracks[0]!.quality.buffer);
  });

  test('gives plain arrays also when it is read from a Buffer', () => {
    for (const shift of [0, 3]) {
      const buffer = Buffer.alloc(2000);
      const bytes = encodeFingerprint(film);
      buffer.set(bytes, shift);
      expect(decodeFingerprint(buffer.subarray(shift, shift + bytes.length))).toStrictEqual(film);
    }
  });

  test('rounds seconds to whole milliseconds', () => {
    expect(decodeFingerprint(encodeFingerprint({ ...film, duration: 7200.000_499 })).duration).toBe(7200);
  });

  test('passes over a section of an unknown kind that is optional', () => {
    const bytes = encodeFingerprint(film);
    const view = new DataView(bytes.buffer);
    // The areas' section becomes one of a later version.
    const later = forge(bytes, (file) => file.setUint8(32 + 2 * 16, 'Z'.charCodeAt(0)));
    expect(view.getUint8(32 + 2 * 16)).toBe('A'.charCodeAt(0));
    expect(decodeFingerprint(later)).toEqual({ ...film, areas: [] });
  });

  test('of a later version, or with a section that must be understood, asks for a newer program', () => {
    const bytes = encodeFingerprint(film);
    expect(decodeAnything(forge(bytes, (file) => file.setUint32(8, 2, true)))).toMatchObject({
      code: 'newer-fingerprint',
      message: 'a fingerprint file of version 2, and this program reads up to version 1; install a newer Streetdate',
    });
    expect(decodeAnything(forge(bytes, (file) => file.setUint8(TRACK_ENTRY, 'Z'.charCodeAt(0))))).toMatchObject({
      code: 'newer-fingerprint',
      message: expect.stringContaining('with a section "ZRAK" that must be understood'),
    });
  });
});

describe('a damaged fingerprint file is refused', () => {
  const bytes = encodeFingerprint(film);

  test('cut off at every byte', () => {
    for (let length = 0; length < bytes.length; length++) {
      expect(decodeAnything(bytes.slice(0, length)), `cut at ${length}`).toMatchObject({ code: 'not-a-fingerprint' });
    }
  });

  test('with one more byte', () => {
    expect(decodeAnything(Uint8Array.of(...bytes, 0))!.message).toMatch(/it has \d+ bytes, but its header says \d+$/);
  });

  test('with any one byte changed to anything', () => {
    for (let at = 0; at < bytes.length; at++) {
      for (const flip of [0x01, 0x80, 0xff]) {
        const changed = bytes.slice();
        changed[at]! ^= flip;
        expect(decodeAnything(changed), `byte ${at} ^ ${flip}`).toBeInstanceOf(StreetdateError);
      }
    }
  });

  test('or read as something valid when a forger mends the checksum, whatever byte he changed', () => {
    for (let at = 8; at < bytes.length; at++) {
      for (const value of [0, 1, 0x7f, 0x80, 0xff]) {
        decodeAnything(forge(bytes, (file) => file.setUint8(at, value)));
      }
    }
  });

  test('or read as something valid when a forger changes any words and mends the checksum', () => {
    const word = fc.tuple(fc.nat((bytes.length >> 2) - 1), fc.oneof(fc.nat(bytes.length), fc.nat(0xffff_ffff)));
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), (words) => {
        const forged = forge(bytes, (file) => {
          for (const [at, value] of words) file.setUint32(4 * at, value, true);
        });
        decodeAnything(forged);
      }),
      { numRuns: 2000 },
    );
  });

  test('when it is random garbage, with or without the right beginning', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (garbage, begin) => {
        const file = begin ? Uint8Array.of(...bytes.subarray(0, 12), ...garbage) : garbage;
        expect(decodeAnything(file)).toBeInstanceOf(StreetdateError);
      }),
    );
  });

  const trackAt = new DataView(bytes.buffer).getUint32(TRACK_ENTRY + 8, true);
  test.each<[string, RegExp, (file: DataView) => void]>([
    ['no magic bytes', /does not begin with the magic bytes$/, (file) => file.setUint8(0, 0x09)],
    ['version 0', /its version is 0$/, (file) => file.setUint32(8, 0, true)],
    ['too many sections', /table of 4294967295 sections goes past the end/, (file) => file.setUint32(12, 0xffff_ffff, true)],
    [
      'a section out of step',
      /section 1 \("TRAK"\), from byte \d+, is not aligned to 8/,
      (file) => file.setUint32(TRACK_ENTRY + 8, trackAt + 4, true),
    ],
    ['a section inside another', /section 1 .* overlaps what is before it/, (file) => file.setUint32(TRACK_ENTRY + 8, 32, true)],
    [
      'a section past the end',
      /section 1 .* of 4294967295 bytes goes past the end/,
      (file) => file.setUint32(TRACK_ENTRY + 12, 0xffff_ffff, true),
    ],
    [
      'no facts',
      /it has no META section$/,
      (file) => {
        file.setUint8(32, 'X'.charCodeAt(0));
        file.setUint32(36, 0, true);
      },
    ],
    ['broken JSON', /its META section, from byte 80, cannot be read: /, (file) => file.setUint8(80, 'x'.charCodeAt(0))],
    ['text that is not UTF-8', /its META section, from byte 80, cannot be read: /, (file) => file.setUint8(82, 0xff)],
    [
      'more hashes than bytes',
      /its track at byte \d+ has \d+ bytes, which does not fit 4294967295 hashes of 256 bits/,
      (file) => file.setUint32(trackAt + 36, 0xffff_ffff, true),
    ],
    ['an id that cannot be shown', /its track 0 has the algorithm id "\\ndq\/1"$/, (file) => file.setUint8(trackAt, 0x0a)],
    ['times that go back', /its track 0 has time 0 ms after 100 ms, at frame 2/, (file) => file.setUint32(trackAt + 40 + 96 + 8, 0, true)],
    [
      'spans that overlap',
      /its track 0 has a span that goes past the next frame, at frame 1/,
      (file) => file.setUint32(trackAt + 40 + 96 + 12 + 4, 301, true),
    ],
    ['a quality of 101', /its track 0 has a quality of 101, at frame 2/, (file) => file.setUint8(trackAt + 40 + 96 + 24 + 2, 101)],
  ])('with %s, saying so', (_, message, change) => {
    expect(decodeAnything(forge(bytes, change))).toMatchObject({ code: 'not-a-fingerprint', message: expect.stringMatching(message) });
  });

  const withDetails = encodeFingerprint(detailed);
  const detailsAt = new DataView(withDetails.buffer).getUint32(FURTHER_ENTRY + 8, true);
  test.each<[string, RegExp, (file: DataView) => void]>([
    ['too few bytes', /its details at byte \d+ have only 40 bytes$/, (file) => file.setUint32(FURTHER_ENTRY + 12, 40, true)],
    [
      'more pieces than bytes',
      /its details at byte \d+ have 68 bytes, which does not fit 4294967295 of 3 × 2$/,
      (file) => file.setUint32(detailsAt + 8, 0xffff_ffff, true),
    ],
    [
      'rows that are too long',
      /its details at byte \d+ have 68 bytes, which does not fit 2 of 4097 × 2$/,
      (file) => file.setUint32(detailsAt, 4097, true),
    ],
    ['times that go back', /its detail 1 is of 500 ms, after 500 ms$/, (file) => file.setUint32(detailsAt + 52, 500, true)],
    ['a place outside the frame', /its details lie in \{"left":-1,/, (file) => file.setFloat64(detailsAt + 16, -1, true)],
    [
      'a place that ends before it begins',
      /its details lie in .*"bottom":0.125\}$/,
      (file) => file.setFloat64(detailsAt + 40, 0.125, true),
    ],
  ])('with details that have %s, saying so', (_, message, change) => {
    expect(decodeAnything(forge(withDetails, change))).toMatchObject({
      code: 'not-a-fingerprint',
      message: expect.stringMatching(message),
    });
  });

  const withBlending = encodeFingerprint(mixed);
  const blendingAt = new DataView(withBlending.buffer).getUint32(FURTHER_ENTRY + 8, true);
  test.each<[string, RegExp, (file: DataView) => void]>([
    ['too few bytes', /its blending at byte \d+ has only 7 bytes$/, (file) => file.setUint32(FURTHER_ENTRY + 12, 7, true)],
    [
      'more entries than bytes',
      /its blending at byte \d+ has 23 bytes, which does not fit 4294967295 entries$/,
      (file) => file.setUint32(blendingAt, 0xffff_ffff, true),
    ],
    ['times that go back', /its blending has time 83 ms after 83 ms, at entry 1$/, (file) => file.setUint32(blendingAt + 8, 83, true)],
  ])('with blending that has %s, saying so', (_, message, change) => {
    expect(decodeAnything(forge(withBlending, change))).toMatchObject({
      code: 'not-a-fingerprint',
      message: expect.stringMatching(message),
    });
  });

  const withSubtitles = encodeFingerprint(subtitled);
  const subtitlesAt = new DataView(withSubtitles.buffer).getUint32(FURTHER_ENTRY + 8, true);
  test.each<[string, RegExp, (file: DataView) => void]>([
    ['too few bytes', /its subtitles at byte \d+ have only 7 bytes$/, (file) => file.setUint32(FURTHER_ENTRY + 12, 7, true)],
    [
      'more times than bytes',
      /its subtitles at byte \d+ have 16 bytes, which does not fit 4294967295 of them$/,
      (file) => file.setUint32(subtitlesAt + 4, 0xffff_ffff, true),
    ],
    [
      'times that go back',
      /its stream of subtitles 0 has time 500 ms after 500 ms, at entry 1$/,
      (file) => file.setUint32(subtitlesAt + 12, 500, true),
    ],
    [
      'one stream twice',
      /its subtitles 1 are of a stream that does not come after the one before$/,
      (file) => file.setUint32(subtitlesAt, 4, true),
    ],
  ])('with subtitles that have %s, saying so', (_, message, change) => {
    expect(decodeAnything(forge(withSubtitles, change))).toMatchObject({
      code: 'not-a-fingerprint',
      message: expect.stringMatching(message),
    });
  });

  test('or whose details are read as something valid when a forger mends the checksum, whatever byte he changed', () => {
    for (let at = detailsAt; at < withDetails.length; at++) {
      for (const value of [0, 1, 0x7f, 0x80, 0xff]) decodeAnything(forge(withDetails, (file) => file.setUint8(at, value)));
    }
  });

  test.each<[string, RegExp, string]>([
    ['a role', /role is "owner"/, '{"role":"owner","kind":"film","durationMs":1,"media":{}}'],
    ['a kind', /kind is missing/, '{"role":"query","durationMs":1,"media":{}}'],
    ['a duration', /its duration is -0.001$/, '{"role":"query","kind":"film","durationMs":-1,"media":{}}'],
    ['media', /media is no object/, '{"role":"query","kind":"film","durationMs":1,"media":[]}'],
    ['a width', /width is "720"/, '{"role":"query","kind":"film","durationMs":1,"media":{"width":"720"}}'],
    ['damage', /reason is missing/, '{"role":"query","kind":"film","durationMs":1,"media":{},"damage":{}}'],
  ])('whose facts lack %s of the right kind', (_, message, json) => {
    const forged = onlyFacts(bytes, json);
    expect(decodeAnything(forged)).toMatchObject({ code: 'not-a-fingerprint', message: expect.stringMatching(message) });
  });

  test('and facts of a later version are passed over', () => {
    const later = onlyFacts(bytes, '{"role":"query","kind":"film","durationMs":1,"media":{"bitDepth":10},"edition":"x"}');
    expect(decodeFingerprint(later)).toEqual({ role: 'query', kind: 'film', duration: 0.001, tracks: [], areas: [], media: {} });
  });
});

describe('a fingerprint that is not valid is not written', () => {
  const [track] = film.tracks;
  test.each<[string, Fingerprint]>([
    ['role is "owner"', { ...film, role: 'owner' as 'query' }],
    ['kind is "song"', { ...film, kind: 'song' as 'still' }],
    ['duration is NaN', { ...film, duration: Number.NaN }],
    ['duration is 4294968', { ...film, duration: 4_294_968 }],
    ['damage covers -1 seconds', { ...film, damage: { reason: '', secondsCovered: -1 } }],
    ['track 0 has hashes of 40 bits', { ...film, tracks: [{ ...track!, bits: 40 }] }],
    ['track 0 has the algorithm id "a name that is too long"', { ...film, tracks: [{ ...track!, algorithm: 'a name that is too long' }] }],
    ['track 0 has the view ""', { ...film, tracks: [{ ...track!, view: '' }] }],
    ['track 0 has 3 times, 3 spans, 3 qualities and 8 words of hashes', { ...film, tracks: [{ ...track!, hashes: new Uint32Array(8) }] }],
    ['track pdq/1 of active is there twice', { ...film, tracks: [track!, track!] }],
    ['area 0 lasts from 2 to 1', { ...film, areas: [{ ...film.areas[0]!, start: 2, end: 1 }] }],
    ['area 1 begins before the end of the one before', { ...film, areas: [film.areas[0]!, film.areas[0]!] }],
    [
      'area 0 is {"left":0.5,"top":0,"right":0.5,"bottom":1}',
      { ...film, areas: [{ start: 0, end: 1, area: { left: 0.5, top: 0, right: 0.5, bottom: 1 } }] },
    ],
    ['details have 0 × 2 pixels', { ...detailed, details: { ...detailed.details!, width: 0 } }],
    ['details have 4097 × 2 pixels', { ...detailed, details: { ...detailed.details!, width: 4097 } }],
    ['2 details have 11 pixels', { ...detailed, details: { ...detailed.details!, pixels: new Uint8Array(11) } }],
    ['detail 1 is of 4 ms, after 5 ms', { ...detailed, details: { ...detailed.details!, timesMs: Uint32Array.of(5, 4) } }],
    ['blending has 3 times and 2 entries', { ...mixed, blending: { ...mixed.blending!, nearness: new Uint8Array(2) } }],
    ['subtitles 0 are of the stream -1', { ...film, subtitles: [{ stream: -1, timesMs: Uint32Array.of(1) }] }],
    ['media fact frameRate is Infinity', { ...film, media: { frameRate: Number.POSITIVE_INFINITY } }],
  ])('%s', (fault, fingerprint) => {
    expect(() => encodeFingerprint(fingerprint)).toThrow(new RangeError(`fingerprint must be a valid one, but its ${fault}`));
  });
});
