import type { Fingerprint } from '@streetdate/core/portable';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeSections } from '../../../packages/core/src/fingerprint/file/decode-fingerprint.ts';
import { encodeSections } from '../../../packages/core/src/fingerprint/file/encode-fingerprint.ts';
import { SECTIONS } from '../../../packages/core/src/fingerprint/fingerprint.ts';
import { broken, onlyOne, type Section } from '../../../packages/core/src/fingerprint/sections/section.ts';
import { SectionReader } from '../../../packages/core/src/fingerprint/sections/section-reader.ts';
import { SectionWriter } from '../../../packages/core/src/fingerprint/sections/section-writer.ts';
import { spliceSections } from '../../../packages/core/src/fingerprint/splice-fingerprints.ts';
import { arbitraryFingerprint } from './arbitrary-fingerprint.ts';

/** The properties that the toy section carries. */
interface HasNoise {
  /** Loudness of the noise in decibels, at most 100. */
  readonly noise?: number;
}

/** All that a new kind of data takes. */
const noise: Section<HasNoise> = {
  kind: 'TOYS',
  encode: ({ noise }) => (noise === undefined ? [] : [new SectionWriter(8).f64(noise).bytes]),
  decode: (sections) => {
    const section = onlyOne(sections);
    if (section !== undefined && section.length !== 8) throw broken(`its noise at byte ${section.offset} has ${section.length} bytes`);
    return section ? { noise: section.f64() } : {};
  },
  check: ({ noise }) => (noise !== undefined && noise > 100 ? `noise is ${noise}` : undefined),
  splice: (cuts) => {
    const levels = cuts.flatMap(({ fingerprint: { noise } }) => noise ?? []);
    return levels.length > 0 ? { noise: Math.max(...levels) } : {};
  },
};

type NoisyFingerprint = Fingerprint & HasNoise;
const NOISY_SECTIONS: readonly Section<NoisyFingerprint>[] = [...SECTIONS, noise];

const film: Fingerprint = { role: 'query', kind: 'film', duration: 2, tracks: [], areas: [], media: {} };

describe('a new section', () => {
  test('comes back as it was written', () => {
    const noisy: NoisyFingerprint = { ...film, noise: 42.5 };
    expect(decodeSections(NOISY_SECTIONS, encodeSections(NOISY_SECTIONS, noisy))).toEqual(noisy);
    expect(decodeSections(NOISY_SECTIONS, encodeSections(NOISY_SECTIONS, film))).toEqual(film);
  });

  test('is passed over by a reader that does not know it, and changes no other byte of a file without it', () => {
    expect(decodeSections(SECTIONS, encodeSections(NOISY_SECTIONS, { ...film, noise: 1 }))).toEqual(film);
    expect(encodeSections(NOISY_SECTIONS, film)).toEqual(encodeSections(SECTIONS, film));
  });

  test('is refused by a reader that does not know it when it must be understood', () => {
    const strict = [...SECTIONS, { ...noise, mustUnderstand: true }];
    expect(() => decodeSections(SECTIONS, encodeSections<NoisyFingerprint>(strict, { ...film, noise: 1 }))).toThrow(
      'a fingerprint file with a section "TOYS" that must be understood; install a newer Streetdate',
    );
  });

  test('is checked before it is written, and when it is read', () => {
    expect(() => encodeSections(NOISY_SECTIONS, { ...film, noise: 101 })).toThrow('fingerprint must be a valid one, but its noise is 101');
    const unchecked = NOISY_SECTIONS.map((section) => ({ ...section, check: () => undefined }));
    const bytes = encodeSections(unchecked, { ...film, noise: 101 });
    expect(() => decodeSections(NOISY_SECTIONS, bytes)).toThrow('not a fingerprint file, or a damaged one: its noise is 101');
  });

  test('is joined with those of other films', () => {
    const cut = (noise: number, placeMs: number) => ({ fingerprint: { ...film, noise }, startMs: 0, endMs: 1000, placeMs, seconds: 1 });
    const joined = spliceSections(NOISY_SECTIONS, [cut(3, 0), cut(5, 1000)], { durationMs: 2000, lacksPart: false });
    expect(joined).toEqual({ ...film, noise: 5 });
  });
});

test('each section has a kind of its own, four printable characters', () => {
  const kinds = SECTIONS.map(({ kind }) => kind);
  expect(new Set(kinds).size).toBe(kinds.length);
  for (const kind of kinds) expect(kind).toMatch(/^[!-~]{4}$/);
});

describe.each(SECTIONS.map((section, at) => [section.kind, section, SECTIONS.slice(0, at)] as const))(
  'the section %s',
  (kind, section, before) => {
    /** What some sections give, each alone and in order. */
    const decoded = (sections: readonly Section<Fingerprint>[], fingerprint: Fingerprint): Partial<Fingerprint> => {
      let known: Partial<Fingerprint> = {};
      for (const { kind, encode, decode } of sections) {
        const readers = encode(fingerprint).map((bytes) => new SectionReader(kind, 0, bytes));
        known = { ...known, ...decode(readers, known) };
      }
      return known;
    };

    test('gives back what it wrote, and has no fault', () => {
      fc.assert(
        fc.property(arbitraryFingerprint(), (fingerprint) => {
          expect(section.check(fingerprint)).toBeUndefined();
          expect(fingerprint).toMatchObject(decoded([...before, section], fingerprint));
        }),
        { numRuns: 30 },
      );
    });

    test('writes the same bytes again', () => {
      fc.assert(
        fc.property(arbitraryFingerprint(), (fingerprint) => {
          const again = decoded(SECTIONS, fingerprint) as Fingerprint;
          expect(section.encode(again)).toEqual(section.encode(fingerprint));
        }),
        { numRuns: 30 },
      );
    });

    test('joins two films to one without a fault', () => {
      fc.assert(
        fc.property(arbitraryFingerprint(), arbitraryFingerprint(), (one, two) => {
          const cuts = [one, two].map((fingerprint, at) => ({ fingerprint, startMs: 0, endMs: 5000, placeMs: 5000 * at, seconds: 5 }));
          const joined = spliceSections(SECTIONS, cuts, { durationMs: 10_000, lacksPart: false });
          expect(section.check(joined), kind).toBeUndefined();
        }),
        { numRuns: 30 },
      );
    });
  },
);
