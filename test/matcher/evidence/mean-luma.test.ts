import type { Fingerprint } from '@streetdate/core';
import type { Segment } from '@streetdate/matcher';
import { describe, expect, test } from 'vitest';
import { compareMeanLuma } from '../../../packages/matcher/src/evidence/mean-luma.ts';
import { seeded } from '../../tools/synthetic-film.ts';

/** A fingerprint of which nothing is known but its light. */
function lit(lumaAt: (time: number) => number, duration: number, stepMs: number): Fingerprint {
  const timesMs = Uint32Array.from({ length: Math.floor((1000 * duration) / stepMs) }, (_, at) => at * stepMs);
  const means = Uint16Array.from(timesMs, (ms) => Math.round(256 * Math.min(255, Math.max(0, lumaAt(ms / 1000)))));
  return { role: 'query', kind: 'film', duration, tracks: [], areas: [], media: {}, luma: { timesMs, means } };
}

/** Light that flickers without end, the same for the same seed. */
function flicker(seed: number): (time: number) => number {
  const random = seeded(seed);
  const waves = Array.from({ length: 60 }, () => ({ hertz: 0.05 + 1.5 * random(), phase: 6.28 * random(), height: 1 + 3 * random() }));
  return (time) => waves.reduce((sum, { hertz, phase, height }) => sum + height * Math.sin(6.28 * hertz * time + phase), 120);
}

const film = flicker(1);
const reference = lit(film, 300, 208);
const segmentAt = (referenceStart: number, seconds: number, speed = 1) =>
  ({ queryStart: 0, queryEnd: seconds, referenceStart, referenceEnd: referenceStart + speed * seconds, speed }) as Segment;
const copy = (seconds: number, speed = 1) => lit((time) => 20 + 0.5 * film(100 + speed * time), seconds, 250);

describe('light', () => {
  test('agrees on the line of a copy that was darkened, at its speed', () => {
    expect(compareMeanLuma(copy(20), reference, [segmentAt(100, 20)])).toMatchObject({ vote: 'agrees', scoreAdded: 3 });
    expect(compareMeanLuma(copy(20, 25 / 24), reference, [segmentAt(100, 20, 25 / 24)])).toMatchObject({ vote: 'agrees' });
    expect(compareMeanLuma(copy(20), reference, [segmentAt(100, 20)]).correlation).toBeGreaterThan(0.9);
  });

  test('adds a little where it beats chance by one power of ten only, as in three seconds', () => {
    const brief = compareMeanLuma(copy(3), reference, [segmentAt(100, 3)]);
    expect(brief.vote).toBe('agrees');
    expect(brief.scoreAdded).toBeGreaterThan(0.75);
    expect(brief.scoreAdded).toBeLessThan(2);
  });

  test('is silent on another line of the same film, and adds nothing', () => {
    for (const start of [40, 90, 108, 200]) {
      expect(compareMeanLuma(copy(20), reference, [segmentAt(start, 20)]), `${start} s`).toMatchObject({ vote: 'silent', scoreAdded: 0 });
    }
  });

  test('is silent where nothing changes, where it is not known, and in a few seconds', () => {
    const still = lit(() => 90, 20, 250);
    expect(compareMeanLuma(still, reference, [segmentAt(100, 20)])).toEqual({
      vote: 'silent',
      changesCompared: 0,
      correlation: 0,
      scoreAdded: 0,
    });
    const { luma: _, ...blind } = copy(20);
    expect(compareMeanLuma(blind, reference, [segmentAt(100, 20)])).toMatchObject({ vote: 'silent', changesCompared: 0 });
    expect(compareMeanLuma(copy(1.5), reference, [segmentAt(100, 1.5)])).toMatchObject({ vote: 'silent' });
  });

  test('of slides that change by the clock says little, however they fall together', () => {
    const slides = (seed: number) => {
      const random = seeded(seed);
      const levels = Array.from({ length: 100 }, () => 40 + 150 * random());
      return (time: number) => levels[Math.floor(time / 5)]!;
    };
    const votes = Array.from({ length: 40 }, (_, seed) =>
      compareMeanLuma(lit(slides(100 + seed), 40, 250), lit(slides(seed), 300, 208), [segmentAt(100, 40)]),
    );
    expect(votes.filter(({ vote }) => vote === 'agrees').length).toBeLessThanOrEqual(2);
  });
});
