import type { Fingerprint, LumaSeries } from '@streetdate/core';
import { BandIndex } from '@streetdate/matcher';
import { findByMotion } from '@streetdate/matcher/internal';
import { describe, expect, test, vi } from 'vitest';
import { valueLumaChangeSigns } from '../../../packages/matcher/src/evidence/motion/luma-change-signs.ts';
import { GRID_8_PARTS, grid8Changes } from '../../../packages/matcher/src/luma/grid-8-changes.ts';
import { findByLumaChangeSigns } from '../../../packages/matcher/src/propose/motion/luma-change-signs.ts';
import { sampleFilm, seeded, syntheticFilm } from '../../tools/synthetic-film.ts';

/** How bright a cell is at a time, codes of luma. */
type Light = (cell: number, time: number) => number;

/** Cells of which a few move at a time, each by itself, and the others hold still; the same for the same seed. */
function moving(seed: number, height = 1): Light {
  const random = seeded(seed);
  const cells = Array.from({ length: GRID_8_PARTS }, () =>
    Array.from({ length: random() < 0.3 ? 8 : 0 }, () => ({
      hertz: 0.1 + 1.2 * random(),
      phase: 6.28 * random(),
      height: height * random(),
    })),
  );
  return (cell, time) =>
    cells[cell]!.reduce((sum, wave) => sum + wave.height * Math.sin(6.28 * wave.hertz * time + wave.phase), 100 + cell);
}

/** What coding adds: up to an eighth of a code, another at each look. */
const coded = (light: Light, seed: number): Light => {
  const random = seeded(seed);
  return (cell, time) => light(cell, time) + 0.25 * (random() - 0.5);
};

function brightnessOf(light: Light, duration: number, stepMs: number): { luma: LumaSeries; levels: number[][] } {
  const timesMs = Uint32Array.from({ length: Math.floor((1000 * duration) / stepMs) }, (_, at) => at * stepMs);
  const levels = Array.from(timesMs, (ms) => Array.from({ length: GRID_8_PARTS }, (_, cell) => light(cell, ms / 1000)));
  const means = Uint16Array.from(levels, (each) => (256 * each.reduce((sum, level) => sum + level)) / GRID_8_PARTS);
  return { luma: { timesMs, means }, levels };
}

const film = (luma: LumaSeries, duration: number, role: Fingerprint['role']): Fingerprint => ({
  role,
  kind: 'film',
  duration,
  tracks: [],
  areas: [],
  media: {},
  luma,
});

function queryOf(light: Light, duration: number, stepMs = 83): Fingerprint {
  const { luma, levels } = brightnessOf(light, duration, stepMs);
  return film({ ...luma, fineGrid: Uint8Array.from(levels.flat(), (level) => Math.round(8 * level) & 0xff) }, duration, 'query');
}

function referenceOf(light: Light, duration: number, stepMs = 208): Fingerprint {
  const { luma, levels } = brightnessOf(light, duration, stepMs);
  const rises = new Uint32Array(2 * levels.length);
  for (let at = 1; at < levels.length; at++) {
    const changes = levels[at]!.map((level, cell) => level - levels[at - 1]![cell]!);
    const usual = changes.reduce((sum, change) => sum + change) / GRID_8_PARTS;
    for (const [cell, change] of changes.entries()) if (change > usual) rises[2 * at + (cell >> 5)]! |= 1 << (cell & 31);
  }
  return film({ ...luma, changeSigns: rises }, duration, 'reference');
}

const mirroredLight =
  (light: Light): Light =>
  (cell, time) =>
    light(cell - (cell % 8) + 7 - (cell % 8), time);

describe('how small cells change', () => {
  const light = moving(1);

  test('is known between the moments of a query, and is nothing where all brightens at once', () => {
    const query = queryOf((cell, time) => light(cell, time) + 6 * Math.sin(3 * time), 10).luma!;
    const times = Float64Array.of(2.03, 2.21, 2.44, 2.6);
    const changes = grid8Changes(query, times, false);
    for (let at = 0; at + 1 < times.length; at++) {
      const true_ = Array.from({ length: GRID_8_PARTS }, (_, cell) => light(cell, times[at + 1]!) - light(cell, times[at]!));
      const usual = true_.reduce((sum, change) => sum + change) / GRID_8_PARTS;
      for (const [cell, change] of true_.entries())
        expect(Math.abs(changes[at * GRID_8_PARTS + cell]! - (change - usual))).toBeLessThan(0.4);
    }
  });

  test('is that of the other side where the picture is mirrored, and nothing outside the film', () => {
    const [plain, turned] = [queryOf(light, 6).luma!, queryOf(mirroredLight(light), 6).luma!];
    expect(grid8Changes(turned, Float64Array.of(1, 1.5, 2), true)).toEqual(grid8Changes(plain, Float64Array.of(1, 1.5, 2), false));
    expect(grid8Changes(plain, Float64Array.of(7, 7.2, 7.4), false).every((change) => change === 0)).toBe(true);
    expect(grid8Changes({ timesMs: plain.timesMs, means: plain.means }, Float64Array.of(1, 2), false).every((change) => change === 0)).toBe(
      true,
    );
  });
});

describe('a few seconds in which little moves', () => {
  const light = moving(2, 0.5);
  const reference = referenceOf(coded(light, 3), 200);
  const copy = (from: number, speed = 1, of: Light = light) =>
    queryOf(
      coded((cell, time) => 0.8 * of(cell, from + speed * time), 5),
      3,
    );
  const map = (referenceStart: number) => ({ queryStart: 0, queryEnd: 2.9, referenceStart, speed: 1, mirrored: false });

  test.each([1, 25 / 24, 24 / 25])('speak for their moment, at %d times the speed', (speed) => {
    const { map: placed, evidence } = valueLumaChangeSigns(copy(80, speed), reference, map(80.1))!;
    expect(evidence.logChance).toBeLessThan(-6);
    expect(placed.referenceStart).toBeCloseTo(80, 0);
  });

  test('are no evidence for another moment, for an unrelated film, or without motion', () => {
    for (const start of [20, 77, 83, 150])
      expect(valueLumaChangeSigns(copy(80), reference, map(start))!.evidence.logChance).toBeGreaterThan(-2);
    const unrelatedFilms = Array.from({ length: 20 }, (_, seed) => copy(80, 1, moving(100 + seed, 0.5)));
    for (const unrelated of unrelatedFilms)
      expect(valueLumaChangeSigns(unrelated, reference, map(80))!.evidence.logChance).toBeGreaterThan(-2.5);
    const still = queryOf((cell) => 100 + cell, 3);
    expect(valueLumaChangeSigns(still, reference, map(80))!.evidence).toMatchObject({ correlation: 0, logChance: 0 });
  });

  test('say little where all goes one way, as in a pan that another take has as well', () => {
    const pan = (seed: number): Light => {
      const slopes = Array.from({ length: GRID_8_PARTS }, (_, cell) => ((cell % 8) - 3.5) * 1.5 + seeded(seed + cell)() - 0.5);
      return (cell, time) => 100 + slopes[cell]! * Math.min(time % 20, 4 + (seed % 3));
    };
    for (let seed = 0; seed < 10; seed++) {
      const enrolled = referenceOf(coded(pan(seed), 7), 120);
      expect(valueLumaChangeSigns(copy(41, 1, pan(50 + seed)), enrolled, map(41))!.evidence.logChance).toBeGreaterThan(-3);
    }
  });

  test('are not compared in an interval of fewer than eight changes, nor if cells or signs are unknown', () => {
    expect(valueLumaChangeSigns(copy(80), reference, { ...map(80), queryEnd: 1.4 })).toBeUndefined();
    const { changeSigns: _, ...plain } = reference.luma!;
    expect(valueLumaChangeSigns(copy(80), film(plain, 200, 'reference'), map(80))).toBeUndefined();
    expect(valueLumaChangeSigns(film(plain, 3, 'query'), reference, map(80))).toBeUndefined();
  });

  describe('in a library', () => {
    const library = new BandIndex();
    for (let seed = 0; seed < 6; seed++) {
      const { tracks } = sampleFilm(syntheticFilm(seed, 200), { seconds: 200, framesPerSecond: 4, role: 'reference' });
      library.add(`film ${seed}`, { ...(seed === 3 ? reference : referenceOf(coded(moving(20 + seed, 0.5), seed), 200)), tracks });
    }
    /** Three seconds of the film between others of an unrelated film. */
    const inside = (from: number, of: Light = light, host: Light = moving(77, 0.5)) =>
      queryOf(
        coded((cell, time) => (time >= 6 && time < 9 ? of(cell, from + time - 6) : host(cell, time)), 9),
        15,
      );
    const whole = [{ start: 0, end: 15 }];

    test('are found between others, with their place, mirrored too, where nine parts over eight seconds see nothing', () => {
      for (const mirrored of [false, true]) {
        const query = mirrored ? inside(120.4, mirroredLight(light)) : inside(120.4);
        const [found] = findByLumaChangeSigns(query, library, whole);
        expect(found).toMatchObject({ referenceId: 'film 3', mirrored });
        expect(Math.abs(found!.offset - 114.4)).toBeLessThan(0.15);
        expect(found!.logExpectedFalse).toBeLessThan(-2);
        expect(findByMotion(query, library, whole)).toEqual([]);
      }
    });

    test('are searched only in the requested references', () => {
      const idsOf = (only: ReadonlySet<string>) =>
        findByLumaChangeSigns(inside(120.4), library, whole, { only }).map(({ referenceId }) => referenceId);
      expect(idsOf(new Set(['film 1', 'film 2']))).not.toContain('film 3');
      expect(idsOf(new Set(['film 2', 'film 3']))).toContain('film 3');
    });

    test('are not searched in references that are sampled too sparsely', () => {
      const seldom = new BandIndex();
      const { tracks } = library.get('film 3')!;
      for (const stepMs of [600, 8000]) seldom.add(`every ${stepMs}`, { ...referenceOf(light, 200, stepMs), tracks });
      expect(findByLumaChangeSigns(inside(120.4), seldom, whole)).toEqual([]);
    });

    test('read no reference if everything is explained, and propose hardly anything for unrelated films', () => {
      const asked = vi.spyOn(library, 'get');
      expect(findByLumaChangeSigns(inside(120.4), library, [{ start: 3, end: 4 }])).toEqual([]);
      expect(asked).not.toHaveBeenCalled();
      asked.mockRestore();
      const unrelatedFilms = Array.from({ length: 10 }, (_, seed) => inside(50, moving(200 + seed, 0.5), moving(300 + seed, 0.5)));
      const proposed = unrelatedFilms.flatMap((unrelated) => findByLumaChangeSigns(unrelated, library, whole));
      expect(Math.min(...proposed.map(({ logExpectedFalse }) => logExpectedFalse))).toBeGreaterThan(-2);
      expect(proposed.length).toBeLessThan(20);
    });
  });
});
