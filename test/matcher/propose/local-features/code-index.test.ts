import { popcount32 } from '@streetdate/core/internal';
import type { LocalFeatures } from '@streetdate/core/portable';
import { describe, expect, test } from 'vitest';
import { CodeTable } from '../../../../packages/matcher/src/propose/local-features/code-index.ts';
import { seeded } from '../../../tools/synthetic-film.ts';

/** Local features with random codes: so many pictures of so many keypoints. */
function randomFeatures(pictures: number, keypoints: number, random: () => number): LocalFeatures {
  return {
    timesMs: Uint32Array.from({ length: pictures }, (_, at) => 1000 * at),
    ends: Uint32Array.from({ length: pictures }, (_, at) => keypoints * (at + 1)),
    places: new Uint8Array(4 * pictures * keypoints),
    looks: 1,
    codes: Uint32Array.from({ length: 2 * pictures * keypoints }, () => Math.floor(2 ** 32 * random())),
  };
}

/** A code of which some different bits are flipped. */
function flipped(codes: Uint32Array, at: number, bits: number, random: () => number): Uint32Array {
  const changed = codes.slice(at, at + 2);
  const all = Array.from({ length: 64 }, (_, bit) => bit);
  for (let flip = 0; flip < bits; flip++) {
    const [bit] = all.splice(Math.floor(all.length * random()), 1) as [number];
    changed[bit >> 5]! ^= 1 << (bit & 31);
  }
  return changed;
}

interface Found {
  readonly picture: number;
  readonly keypoint: number;
  readonly distance: number;
}

function near(table: CodeTable, code: Uint32Array, most: number): Found[] {
  const found: Found[] = [];
  table.near(code, 0, most, (picture, keypoint, distance) => found.push({ picture, keypoint, distance }));
  return found;
}

describe('a table of codes', () => {
  const random = seeded(21);
  const references = [
    ['one', randomFeatures(60, 80, random)],
    ['two', { ...randomFeatures(3, 0, random), codes: new Uint32Array(0) }],
    ['three', randomFeatures(90, 70, random)],
  ] as const;
  const table = new CodeTable(references);

  const places = references.flatMap(([, { ends }]) =>
    [...ends].flatMap((end, at) => Array.from({ length: end - (ends[at - 1] ?? 0) }, (_, each) => (ends[at - 1] ?? 0) + each)),
  );
  const pictures = table.pictures.flatMap(({ features: { ends }, picture }, number) =>
    Array.from({ length: ends[picture]! - (ends[picture - 1] ?? 0) }, () => number),
  );
  const allCodes = Uint32Array.from(references.flatMap(([, { codes }]) => [...codes]));

  /** What a comparison with every code finds. */
  const scan = (code: Uint32Array): Found[] => {
    const found: Found[] = [];
    for (let at = 0; at < places.length; at++) {
      const distance = popcount32((allCodes[2 * at]! ^ code[0]!) >>> 0) + popcount32((allCodes[2 * at + 1]! ^ code[1]!) >>> 0);
      if (distance <= 13) found.push({ picture: pictures[at]!, keypoint: places[at]!, distance });
    }
    return found;
  };

  test('knows the picture and the reference of each code', () => {
    expect(table.count).toBe(60 * 80 + 90 * 70);
    expect(table.pictures).toHaveLength(153);
    expect(table.pictures.map(({ referenceId, picture }) => `${referenceId} ${picture}`)).toEqual([
      ...Array.from({ length: 60 }, (_, at) => `one ${at}`),
      ...Array.from({ length: 3 }, (_, at) => `two ${at}`),
      ...Array.from({ length: 90 }, (_, at) => `three ${at}`),
    ]);
    expect(table.comparisonsALook).toBeCloseTo((7 * table.count) / 512, 5);
  });

  test('finds every code that differs in up to six bits, for one of seven keys of nine bits is then the same', () => {
    for (let trial = 0; trial < 200; trial++) {
      const { codes } = references[trial % 2 === 0 ? 0 : 2][1];
      const code = flipped(codes, 2 * Math.floor((codes.length / 2) * random()), trial % 7, random);
      const expected = scan(code).sort((one, other) => one.distance - other.distance);
      expect(expected.length).toBeGreaterThan(0);
      const found = near(table, code, 100);
      expect(found[0]).toEqual(expected[0]);
      expect(found.filter(({ distance }) => distance <= 6)).toEqual(expected.filter(({ distance }) => distance <= 6));
      for (const each of found) expect(expected).toContainEqual(each);
    }
  });

  test.each([
    [8, 0.9],
    [10, 0.75],
    [13, 0.45],
  ])('finds codes that differ in %i bits in a share of %d and more', (bits, least) => {
    const { codes } = references[2][1];
    let found = 0;
    for (let trial = 0; trial < 400; trial++) {
      const keypoint = Math.floor((codes.length / 2) * random());
      const code = flipped(codes, 2 * keypoint, bits, random);
      if (near(table, code, 100).some((each) => each.keypoint === keypoint && each.distance === bits && each.picture >= 63)) found++;
    }
    expect(found / 400).toBeGreaterThan(least);
  });

  test('finds no code that differs in more than 13 bits, the nearest first, and no more than asked for', () => {
    const crowd = randomFeatures(1, 500, () => random() / 2 ** 12);
    const crowded = new CodeTable([['crowd', crowd]]);
    for (let trial = 0; trial < 50; trial++) {
      const code = flipped(crowd.codes, 2 * trial, 4, random);
      const all = near(crowded, code, 1000);
      expect(all.every(({ distance }) => distance <= 13)).toBe(true);
      expect(all.map(({ distance }) => distance)).toEqual(all.map(({ distance }) => distance).sort((one, other) => one - other));
      expect(new Set(all.map(({ keypoint }) => keypoint)).size).toBe(all.length);
      expect(near(crowded, code, 12)).toEqual(all.slice(0, 12));
    }
    const far = flipped(references[0][1].codes, 0, 14, random);
    expect(near(table, far, 100).filter(({ picture, keypoint }) => picture === 0 && keypoint === 0)).toEqual([]);
  });

  test('of no codes finds none', () => {
    expect(near(new CodeTable([]), Uint32Array.of(1, 2), 10)).toEqual([]);
    expect(near(new CodeTable([references[1]]), Uint32Array.of(1, 2), 10)).toEqual([]);
  });
});
