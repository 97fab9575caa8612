// @module-tag slow
import { cropOf } from '@streetdate/core/internal';
import type { Details, Fingerprint, LumaFrame } from '@streetdate/core/portable';
import { BandIndex, findMatches, type Rendition, readSources } from '@streetdate/matcher';
import { type DetailInterval, detailIntervals, measureDetail } from '@streetdate/matcher/internal';
import { describe, expect, test } from 'vitest';
import { seeded, syntheticFilm } from '../../../tools/synthetic-film.ts';
import { copyOf, ratiosOf, rendition, silentOf } from '../copies.ts';

const SECONDS = 60;
const film = syntheticFilm(31, SECONDS);
/** When both renditions store a crop. */
const MOMENTS = Array.from({ length: 24 }, (_, at) => 1.5 + 2.4 * at);
/** The middle fifteenth. */
const AREA = { left: 7 / 15, top: 7 / 15, right: 8 / 15, bottom: 8 / 15 };

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Float64Array;
}

const masters = new Map<number, Picture>();

/** What the film shows in its middle tenth at a moment, as fine as 1920 × 1080 pixels have it: shapes of all sizes, and grain. */
function master(moment: number): Picture {
  const known = masters.get(moment);
  if (known) return known;
  const random = seeded(moment + 1);
  const waves = Array.from({ length: 60 }, () => {
    const [size, angle] = [2.2 * 30 ** random(), 2 * Math.PI * random()];
    return { x: Math.cos(angle) / size, y: Math.sin(angle) / size, phase: 7 * random(), height: 1.2 * size ** 0.7 };
  });
  const made = picture(192, 108, (x, y) =>
    waves.reduce((sum, wave) => sum + wave.height * Math.sin(6.28 * (x * wave.x + y * wave.y) + wave.phase), 120),
  );
  masters.set(moment, made);
  return made;
}

function picture(width: number, height: number, at: (x: number, y: number) => number): Picture {
  return {
    width,
    height,
    pixels: Float64Array.from({ length: width * height }, (_, pixel) => at(pixel % width, Math.floor(pixel / width))),
  };
}

/** With errors of its own, as encoding leaves them. */
function encoded({ pixels, ...size }: Picture, codes: number, seed: number): Picture {
  const random = seeded(seed);
  return { ...size, pixels: pixels.map((code) => Math.round(Math.max(0, Math.min(255, code + 3.46 * codes * (random() - 0.5))))) };
}

/** Scaled, each pixel the mean of what it covers. */
function scaled(from: Picture, width: number, height: number): Picture {
  const [across, down] = [from.width / width, from.height / height];
  return picture(width, height, (x, y) => {
    let [sum, area] = [0, 0];
    for (let row = Math.floor(y * down); row < (y + 1) * down; row++) {
      for (let column = Math.floor(x * across); column < (x + 1) * across; column++) {
        const [wide, high] = [
          Math.min(column + 1, (x + 1) * across) - Math.max(column, x * across),
          Math.min(row + 1, (y + 1) * down) - Math.max(row, y * down),
        ];
        sum += wide * high * from.pixels[row * from.width + column]!;
        area += wide * high;
      }
    }
    return sum / area;
  });
}

/** The middle two thirds of each side: of a tenth of the frame a fifteenth. */
function middle({ width, height, pixels }: Picture): Picture {
  return picture((2 * width) / 3, (2 * height) / 3, (x, y) => pixels[(y + height / 6) * width + x + width / 6]!);
}

/** A Blu-ray of 1920 × 1080 and a DVD of 720 × 480, each with its own errors. */
const fine = (moment: number) => encoded(master(moment), 1.5, 1000 + moment);
const coarse = (moment: number) => encoded(scaled(master(moment), 72, 48), 2.5, 2000 + moment);

function detailsOf(make: (moment: number) => Picture): Details {
  const pieces = MOMENTS.map((_, moment) => middle(make(moment)));
  const { width, height } = pieces[0]!;
  return {
    width,
    height,
    area: AREA,
    timesMs: Uint32Array.from(MOMENTS, (time) => 1000 * time),
    pixels: Uint8Array.from(pieces.flatMap(({ pixels }) => [...pixels])),
  };
}

const areas = [{ start: 0, end: SECONDS, area: { left: 0, top: 0, right: 1, bottom: 1 } }];
const bluray = rendition('bluray', 'digital', film, SECONDS, { details: detailsOf(fine), areas });
const dvd = rendition('dvd', 'disc', film, SECONDS, { details: detailsOf(coarse), areas });

/** A copy of 1280 × 720, or of another size. */
const copy = (width = 1280, height = 720) => copyOf(film, SECONDS, { areas, media: { width, height } });

/** The frames of a copy around each moment: the right one among four others. */
function framesOf(query: Fingerprint, intervals: readonly DetailInterval[], make: (moment: number) => Picture, codes: number): LumaFrame[] {
  const { width, height } = query.media;
  return intervals.flatMap(({ crop: part, pieces }) => {
    const size = cropOf({ width: width!, height: height! }, part);
    const moment = MOMENTS.findIndex((time) => Math.abs(time - pieces[0]!.time) < 0.05);
    return [-2, -1, 0, 1, 2].map((step) => {
      const shown = encoded(
        scaled(make((moment + step + MOMENTS.length) % MOMENTS.length), size.width, size.height),
        codes,
        10 * moment + step + 3000,
      );
      return { width: size.width, height: size.height, time: MOMENTS[moment]! + 0.04 * step, pixels: Uint8Array.from(shown.pixels) };
    });
  });
}

function look(renditions: readonly Rendition[], query: Fingerprint) {
  const index = new BandIndex();
  for (const { referenceId, fingerprint } of renditions) index.add(referenceId, fingerprint);
  const matches = findMatches(query, index);
  return { matches, intervals: detailIntervals(query, matches, renditions) };
}

function readCopy(renditions: readonly Rendition[], query: Fingerprint, make: (moment: number) => Picture, codes: number) {
  const { matches, intervals } = look(renditions, query);
  const detail = measureDetail(query, intervals, framesOf(query, intervals, make, codes), renditions);
  return { detail, reading: readSources(query, matches, renditions, { detail }) };
}

describe('detail of a copy against crops of two renditions', () => {
  test('is measured where both store a crop, with some of the picture around it', () => {
    const { intervals } = look([bluray, dvd], copy());
    expect(intervals).toHaveLength(MOMENTS.length);
    for (const [at, { start, end, crop: part, pieces }] of intervals.entries()) {
      expect(pieces.map(({ referenceId }) => referenceId).sort()).toEqual(['bluray', 'dvd']);
      expect(start).toBeLessThan(MOMENTS[at]! - 0.05);
      expect(end).toBeGreaterThan(MOMENTS[at]! + 0.05);
      expect(part.left).toBeCloseTo(0.45, 5);
      expect(part.bottom).toBeCloseTo(0.55, 5);
    }
  });

  test('finds the exact frame, and detail that a DVD’s resolution does not hold', () => {
    const { detail } = readCopy([bluray, dvd], copy(), fine, 2);
    for (const gains of detail) {
      const gainOf = (id: string) => gains.find(({ betterId }) => betterId === id)!.gain;
      expect(gainOf('bluray')).toBeGreaterThan(20);
      expect(gainOf('dvd')).toBeLessThan(4);
    }
  });

  test('a copy with more detail than the DVD holds is not made from it', () => {
    const { reading } = readCopy([bluray, dvd], copy(), fine, 2);
    expect(ratiosOf(reading)).toEqual({ disc: [0.05] });
    expect(reading.evidence[0]!.reason).toBe(
      'At full resolution it shares more detail, grain and compression errors with the digital rendition bluray than the disc dvd does, in 24 moments against 0.',
    );
  });

  test('a copy that was upscaled from the DVD has the DVD’s errors', () => {
    expect(ratiosOf(readCopy([bluray, dvd], copy(), coarse, 2).reading)).toEqual({ digital: [0.05] });
  });

  test('of two encodes of one size a copy has the errors of the worse one only if it was made from that', () => {
    const worse = (moment: number) => encoded(master(moment), 5, 7000 + moment);
    const web = rendition('web', 'disc', film, SECONDS, { details: detailsOf(worse), areas });
    expect(ratiosOf(readCopy([bluray, web], copy(1920, 1080), worse, 1).reading)).toEqual({ digital: [0.05] });
    expect(silentOf(readCopy([bluray, web], copy(1920, 1080), fine, 1).reading)).toContain('detail');
  });

  test('a copy that lost what another encode lost is not made from that one', () => {
    /** Without low-contrast detail, as encoders of all kinds leave it out. */
    const smooth = (from: Picture): Picture => {
      const soft = scaled(scaled(from, from.width / 3, from.height / 3), from.width, from.height);
      return { ...from, pixels: from.pixels.map((code, at) => (Math.abs(code - soft.pixels[at]!) > 5 ? code : soft.pixels[at]!)) };
    };
    const web = rendition('web', 'disc', film, SECONDS, {
      details: detailsOf((moment) => encoded(smooth(master(moment)), 1, 7000 + moment)),
      areas,
    });
    const { reading } = readCopy([bluray, web], copy(1920, 1080), (moment) => smooth(fine(moment)), 1);
    expect(ratiosOf(reading)).not.toHaveProperty('digital');
  });

  test('a copy that is coarser than both is inconclusive', () => {
    const { reading } = readCopy([bluray, dvd], copy(256, 144), fine, 6);
    expect(silentOf(reading)).toContain('detail');
    expect(ratiosOf(reading)).toEqual({});
  });

  test('a copy of neither, as near to one encode as to the other, is inconclusive', () => {
    const other = rendition('web', 'disc', film, SECONDS, {
      details: detailsOf((moment) => encoded(master(moment), 1.5, 7000 + moment)),
      areas,
    });
    const { reading } = readCopy([bluray, other], copy(1920, 1080), (moment) => encoded(master(moment), 1.5, 9000 + moment), 1);
    expect(silentOf(reading)).toContain('detail');
  });

  test('is inconclusive where one rendition stores no crops, or the copy is mirrored', () => {
    const plain = { ...dvd, fingerprint: rendition('dvd', 'disc', film, SECONDS).fingerprint };
    expect(look([bluray, plain], copy()).intervals).toEqual([]);
    const { matches } = look([bluray, dvd], copy());
    const mirrored = matches.map((match) => ({ ...match, segments: match.segments.map((segment) => ({ ...segment, mirrored: true })) }));
    expect(detailIntervals(copy(), mirrored, [bluray, dvd])).toEqual([]);
    const reading = readSources(copy(), matches, [bluray, dvd]);
    expect(reading.silent).toContainEqual({
      sign: 'detail',
      reason: 'It was not compared at full resolution: fewer than two renditions store crops that it shows.',
    });
  });
});
