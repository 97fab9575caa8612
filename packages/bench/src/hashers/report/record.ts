import { z } from '../../results/schema.ts';
import type { FilmHasher, FilmResult } from '../film/bench-film.ts';

const share = z.number().min(0).max(1);

const spread = z.object({ median: share, low: share.describe('5 % of the pairs are nearer'), high: share.describe('5 % are farther') });

const hasherRecord = z.object({
  algorithm: z.string(),
  source: z.string().describe('The hasher’s file; the algorithm for a built-in one'),
  bits: z.int(),
  speed: z
    .object({
      picturesPerSecond: z.number(),
      microseconds: z.number().describe('Median time for one picture'),
      timesPdq: z.number().describe('That time divided by the time of pdq/1 in the same run'),
      timesDecoding: z.number().nullable().describe('Time to hash the pictures of the film divided by the time to read them'),
    })
    .nullable()
    .describe('Null when the run was stopped before'),
  telling: z
    .object({
      pairs: z.object({ equal: z.int(), different: z.int() }),
      equal: spread.describe('Share of bits that differ between a picture and its copy'),
      different: spread.describe('Share of bits that differ between a copy and another picture'),
      areaUnderCurve: share.describe('1 is perfect, 0.5 is guessing'),
      foundAt1e3: share.describe('Copies found where one different pair in a thousand is taken for equal'),
      foundAt1e4: share.nullable().describe('The same for one in ten thousand; null for fewer different pairs than that'),
      equalErrorRate: share,
      rank1: share.describe('Copies whose picture is the nearest of the library; ties count as if in random order'),
      rank10: share,
      changes: z.array(
        z.object({
          change: z.string(),
          isCounted: z.boolean().describe('Whether these copies count in the figures above'),
          ...{ equal: spread, foundAt1e3: share, rank1: share },
        }),
      ),
      roc: z.array(z.object({ threshold: z.int(), falsePositives: share, truePositives: share })),
      counts: z.object({ equal: z.array(z.int()), different: z.array(z.int()) }).describe('Pairs at each distance, from 0 bits on'),
    })
    .nullable()
    .describe('Null when the run was stopped before the first kind of copies'),
});

/** The line of `streetdate-bench hash --json`. */
export const hashRecord = z.object({
  type: z.literal('hash'),
  isPartial: z.boolean().describe('Whether the run was stopped before it had measured everything'),
  stoppedIn: z.string().nullable().describe('The step in which it was stopped'),
  seconds: z.number().describe('Wall time of the run'),
  film: z
    .object({
      name: z.string(),
      ...{ width: z.int(), height: z.int(), duration: z.number() },
      secondsRead: z.number(),
      frames: z.int(),
      decodeSeconds: z.number(),
    })
    .nullable(),
  library: z
    .object({
      pictures: z.int(),
      ofFilm: z.int(),
      quarters: z.int().describe('Quarters of the film’s pictures'),
      generated: z.int(),
      isReduced: z.boolean().describe('Whether pictures were left out because a hasher takes long'),
      chance: z.object({ rank1: share, rank10: share }).describe('What guessing reaches'),
    })
    .nullable(),
  changes: z.array(z.string()).describe('What was done to the film’s pictures'),
  missing: z.array(z.string()).describe('Changes that were not reached'),
  hashers: z.array(hasherRecord),
});

/** What {@link hashRecord} describes. */
export type HashRecord = z.infer<typeof hashRecord>;

/** The record of a result. */
export function toHashRecord(result: FilmResult): HashRecord {
  const { film, library, isReduced, changes, missing, seconds, stoppedIn } = result;
  const size = library?.pictures.length ?? 0;
  return {
    ...{ type: 'hash', isPartial: stoppedIn !== undefined, stoppedIn: stoppedIn ?? null, seconds },
    film: film
      ? {
          ...{ name: film.name, width: film.width, height: film.height, duration: film.duration, secondsRead: film.seconds },
          ...{ frames: film.frames.length, decodeSeconds: film.decodeSeconds },
        }
      : null,
    library: library
      ? {
          ...{ pictures: size, ofFilm: library.frames.length, quarters: library.quarters, generated: library.generated, isReduced },
          chance: { rank1: 1 / size, rank10: Math.min(1, 10 / size) },
        }
      : null,
    ...{ changes: [...changes], missing: [...missing] },
    hashers: result.hashers.map((hasher) => hasherOf(hasher, result)),
  };
}

function hasherOf({ name, source, bits, speed, telling }: FilmHasher, { film }: FilmResult): HashRecord['hashers'][number] {
  const read = film && film.decodeSeconds > 0 ? film.frames.length / film.decodeSeconds : undefined;
  return {
    ...{ algorithm: name, source, bits },
    speed: speed
      ? {
          ...{ picturesPerSecond: 1e6 / speed.median, microseconds: speed.median, timesPdq: speed.ratio },
          timesDecoding: read === undefined ? null : (read * speed.median) / 1e6,
        }
      : null,
    telling: telling
      ? {
          ...{ pairs: telling.pairs, equal: telling.equal, different: telling.different, areaUnderCurve: telling.areaUnderCurve },
          ...{ foundAt1e3: telling.foundAt1e3, foundAt1e4: telling.foundAt1e4 ?? null, equalErrorRate: telling.equalErrorRate },
          ...{ rank1: telling.rank1, rank10: telling.rank10, changes: [...telling.changes], roc: [...telling.roc] },
          counts: { equal: [...telling.counts.equal], different: [...telling.counts.different] },
        }
      : null,
  };
}

/** The published JSON Schema of `streetdate-bench hash --json`: the text of `packages/bench/schema/hash.schema.json`. */
export function hashSchema(): string {
  const schema = z.toJSONSchema(hashRecord, { target: 'draft-2020-12' });
  return `${JSON.stringify({ title: 'The line of `streetdate-bench hash --json`', ...schema }, undefined, 2)}\n`;
}
