import type { Fingerprint, LumaSeries } from '@streetdate/core';
import { LinearIndex } from '@streetdate/matcher';
import { describe, expect, test } from 'vitest';
import { valueGridMotion } from '../../../packages/matcher/src/evidence/motion/grid-motion.ts';
import { grid3Changes, mirroredGrid3 } from '../../../packages/matcher/src/luma/grid-3-changes.ts';
import { motion } from '../../../packages/matcher/src/propose/motion/motion-proposer.ts';
import type { PlaceAlignment } from '../../../packages/matcher/src/propose/proposer.ts';
import { SearchState } from '../../../packages/matcher/src/propose/search-state.ts';
import { sampleFilm, seeded, syntheticFilm } from '../../tools/synthetic-film.ts';

/** The luma of a film whose nine parts are as bright as `lumaAt` says. */
function parted(lumaAt: (part: number, time: number) => number, duration: number, stepMs: number): LumaSeries {
  const timesMs = Uint32Array.from({ length: Math.floor((1000 * duration) / stepMs) }, (_, at) => at * stepMs);
  const lumas = Array.from(timesMs, (ms) => Array.from({ length: 9 }, (_, part) => lumaAt(part, ms / 1000)));
  return {
    timesMs,
    means: Uint16Array.from(lumas, (luma) => (256 / 9) * luma.reduce((sum, value) => sum + value)),
    coarseGrid: Uint8Array.from(lumas.flat(), (luma) => Math.round(8 * luma) & 0xff),
  };
}

/** A film of which nothing is known but how bright its parts are. */
const film = (luma: LumaSeries, duration: number): Fingerprint => ({
  role: 'query',
  kind: 'film',
  duration,
  tracks: [],
  areas: [],
  media: {},
  luma,
});

/** Parts that move without end and each by itself, the same for the same seed. */
function moving(seed: number, hertz = 1.5): (part: number, time: number) => number {
  const random = seeded(seed);
  const parts = Array.from({ length: 9 }, () =>
    Array.from({ length: 30 }, () => ({ hertz: 0.05 + hertz * random(), phase: 6.28 * random(), height: random() })),
  );
  return (part, time) => parts[part]!.reduce((sum, { hertz, phase, height }) => sum + height * Math.sin(6.28 * hertz * time + phase), 120);
}

describe('how parts of a picture change', () => {
  const scene = moving(1);

  test('is the same however bright the copy is, and however its light flickers', () => {
    const dim = parted((part, time) => 20 + 0.6 * scene(part, time) + 5 * Math.sin(9 * time), 40, 250);
    const [one, other] = [grid3Changes(parted(scene, 40, 250), 0, 100, 0.25)!, grid3Changes(dim, 0, 100, 0.25)!];
    expect(Math.max(...one.map((change, at) => Math.abs(change - other[at]!)))).toBeLessThanOrEqual(16);
    expect(Math.max(...one.map(Math.abs))).toBeGreaterThan(80);
  });

  test('is that of the other side where the picture is mirrored', () => {
    const mirrored = parted((part, time) => scene(part - (part % 3) + 2 - (part % 3), time), 40, 250);
    expect(mirroredGrid3(grid3Changes(mirrored, 0, 100, 0.25)!)).toEqual(grid3Changes(parted(scene, 40, 250), 0, 100, 0.25));
  });

  test('is nothing where luma is missing, before the film and behind it', () => {
    const { timesMs, means, coarseGrid: parts } = parted(scene, 10, 250);
    const holed = { timesMs: timesMs.map((ms) => (ms < 5000 ? ms : ms + 3000)), means, coarseGrid: parts! };
    const changes = grid3Changes(holed, 0, 40, 0.25)!;
    const moves = (from: number, to: number) => changes.subarray(36 * from, 36 * to).some((change) => change !== 0);
    expect([moves(0, 4.5), moves(5.5, 7.5), moves(8.5, 10)]).toEqual([true, false, true]);
    expect(grid3Changes(holed, -20, 40, 0.25)!.every((change) => change === 0)).toBe(true);
    expect(grid3Changes(holed, 30, 40, 0.25)!.every((change) => change === 0)).toBe(true);
    expect(grid3Changes({ timesMs, means }, 0, 40, 0.25)).toBeUndefined();
  });
});

describe('weighed on a line', () => {
  const scene = moving(2);
  const reference = film(parted(scene, 300, 208), 300);
  const copy = (speed: number) =>
    film(
      parted((part, time) => 0.7 * scene(part, 100 + speed * time), 12, 250),
      12,
    );
  const map = (referenceStart: number) => ({ queryStart: 0, queryEnd: 12, referenceStart, speed: 1, mirrored: false });

  test.each([1, 25 / 24, 24 / 25])('it speaks for the copy at %d times the speed, and says which that is', (speed) => {
    const { map: found, evidence } = valueGridMotion(copy(speed), reference, map(100 + (speed - 1) * 6))!;
    expect(evidence.logChance).toBeLessThan(-6);
    expect(found).toMatchObject({ speed });
    expect(found.referenceStart).toBeCloseTo(100, 0);
  });

  test('it is compared at the sampled moments of the query, wherever its interval begins', () => {
    // What moves faster than a query is sampled is seen at its own moments, and not between two of them.
    const fast = moving(4, 4);
    const dense = film(parted(fast, 60, 40), 60);
    const query = film(
      parted((part, time) => fast(part, 30 + time), 12, 250),
      12,
    );
    for (const shift of [0, 0.06, 0.125, 0.19]) {
      const { evidence } = valueGridMotion(query, dense, { ...map(30 + shift), queryStart: shift, queryEnd: 10 + shift })!;
      expect(evidence.correlation).toBeGreaterThan(0.85);
    }
  });

  test('it is asked at the moments that the reference knows, of a query that is looked at more often', () => {
    const fast = moving(4, 4);
    const sparse = film(parted(fast, 60, 200), 60);
    const [often, seldom] = [83, 250].map((stepMs) =>
      film(
        parted((part, time) => fast(part, 30.07 + time), 4, stepMs),
        4,
      ),
    );
    const at = { queryStart: 0.2, queryEnd: 3.6, referenceStart: 30.27, speed: 1, mirrored: false };
    const { map: placed, evidence } = valueGridMotion(often!, sparse, at)!;
    expect(evidence.correlation).toBeGreaterThan(valueGridMotion(seldom!, sparse, at)!.evidence.correlation + 0.1);
    expect(evidence.logChance).toBeLessThan(-8);
    expect(placed.referenceStart - placed.queryStart).toBeCloseTo(30.07, 1);
  });

  test('it is no evidence for another moment, for an unrelated film, or without motion', () => {
    for (const start of [40, 93, 107, 250]) expect(valueGridMotion(copy(1), reference, map(start))!.evidence.logChance).toBeGreaterThan(-2);
    const unrelated = film(parted(moving(3), 12, 250), 12);
    expect(valueGridMotion(unrelated, reference, map(100))!.evidence.logChance).toBeGreaterThan(-2);
    const still = film(
      parted((part) => 100 + part, 12, 250),
      12,
    );
    expect(valueGridMotion(still, reference, map(100))!.evidence).toMatchObject({ correlation: 0, logChance: 0 });
    expect(valueGridMotion(film({ timesMs: new Uint32Array(0), means: new Uint16Array(0) }, 12), reference, map(100))).toBeUndefined();
  });

  test('a title card that appears and vanishes over black is no motion, a face that moves as long is', () => {
    const card = (part: number, time: number) => (time >= 100.5 && time < 102.6 && part >= 3 && part < 6 ? 90 + 20 * part : 16);
    const own = (shown: typeof card) =>
      film(
        parted((part, time) => shown(part, 100 + time), 3, 250),
        3,
      );
    const at = { ...map(100), queryEnd: 3 };
    expect(valueGridMotion(own(card), film(parted(card, 300, 208), 300), at)).toBeUndefined();
    expect(valueGridMotion(own(scene), reference, at)!.evidence.correlation).toBeGreaterThan(0.9);
  });

  test('what moves slowly and evenly, as in a pan, says little where it falls together', () => {
    const pan = (seed: number) => {
      const [rise, until] = [seeded(seed), 4 + 2 * (seed % 3)];
      const slopes = Array.from({ length: 9 }, (_, part) => ((part % 3) - 1) * 3 + rise() - 0.5);
      return (part: number, time: number) => 120 + slopes[part]! * Math.min(time % 20, until);
    };
    const chances = Array.from({ length: 20 }, (_, seed) => {
      const query = film(
        parted((part, time) => pan(seed)(part, 4 + time), 12, 250),
        12,
      );
      const other = film(parted(pan(100 + seed), 120, 208), 120);
      return valueGridMotion(query, other, map(44))!.evidence.logChance;
    });
    expect(Math.min(...chances)).toBeGreaterThan(-4);
  });
});

describe('in a library that costs too much to compare', () => {
  const scene = moving(5);
  const sampled = (role: 'reference' | 'query', seconds: number) =>
    sampleFilm(syntheticFilm(9, 300), { seconds, framesPerSecond: 4, role });
  const index = new LinearIndex();
  index.add('scene', { ...sampled('reference', 60), luma: parted(scene, 60, 250) });
  for (const seed of [6, 7, 8]) index.add(`other ${seed}`, { ...sampled('reference', 300), luma: parted(moving(seed), 300, 250) });
  const query = {
    ...sampled('query', 12),
    luma: parted((part, time) => scene(part, 20 + time), 12, 250),
  };

  /** The references that motion proposes, after such a place was found. */
  function proposed(place: Pick<PlaceAlignment, 'referenceId' | 'distance'>): string[] {
    const limits = { maxSeedDistance: 96, maxAlignments: 400, explainedFrom: 3, prioritised: new Set<string>(), share: 1, motion: true };
    // Three windows of 400 comparisons for each second: enough for 60 seconds, too little for 960.
    const comparisons = { maxComparisons: 6e5, maxPrioritisedComparisons: 0 };
    const search = new SearchState(query, query.tracks[0]!, index, { ...limits, ...comparisons });
    search.places.push({ kind: 'place', offset: 40, queryStart: 0, queryEnd: 12, mirrored: false, ...place });
    return [...motion.propose(search)].map((alignment) => ('referenceId' in alignment ? alignment.referenceId : ''));
  }

  test('what resembles the query elsewhere is compared: a static scene resembles itself for minutes', () => {
    expect(proposed({ referenceId: 'scene', distance: 0.1 })).toContain('scene');
  });

  test('what hardly resembles it is not, nor are other references', () => {
    expect(proposed({ referenceId: 'scene', distance: 0.35 })).toEqual([]);
    expect(proposed({ referenceId: 'other 6', distance: 0.1 })).toEqual([]);
  });
});
