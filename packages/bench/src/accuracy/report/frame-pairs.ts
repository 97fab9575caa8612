import { readFile } from 'node:fs/promises';
import type { Cache } from '../cache.ts';
import type { LibraryEntry } from '../library.ts';
import { isFound, type TruePair } from '../metrics/pairs.ts';
import type { PredictedSegment, Prediction } from '../metrics/prediction.ts';
import type { Scores } from '../metrics/scores.ts';
import type { QueryTruth } from '../truth.ts';

/** A picture of a query beside the picture of a reference that it shows, or was taken to show. */
export interface FramePair {
  readonly query: QueryTruth;
  readonly referenceId: string;
  /** What was said of the two; undefined when nothing. */
  readonly prediction: Prediction | undefined;
  /** Instant in the query, seconds. */
  readonly queryTime: number;
  /** Instant in the reference, seconds. */
  readonly referenceTime: number;
  /** The two pictures as `data:` addresses; undefined where there is none at that instant. */
  readonly pictures: readonly [query: string | undefined, reference: string | undefined];
}

/** The pairs that say most about what goes wrong. */
export interface FramePairs {
  /** True pairs that were missed, those with the lowest score first. */
  readonly missed: readonly FramePair[];
  /** Pairs that are not true but were taken for it, those with the highest score first. */
  readonly accused: readonly FramePair[];
  /** True pairs that were found with the lowest scores. */
  readonly narrow: readonly FramePair[];
}

/** Pairs shown of each kind: enough to see what a set's misses have in common, and a page that still loads at once. */
const MOST = 24;
const MOST_NARROW = 8;

/** Cuts the pictures of the worst pairs out of queries and references, as small JPEGs that the cache keeps. */
export async function cutFramePairs(
  scores: Scores,
  truePairs: readonly TruePair[],
  entries: readonly LibraryEntry[],
  cache: Cache,
): Promise<FramePairs> {
  const score = (pair: { readonly prediction: Prediction | undefined }) => pair.prediction?.score ?? Number.NEGATIVE_INFINITY;
  const weakest = (pairs: readonly TruePair[]) => [...pairs].sort((one, other) => score(one) - score(other));
  const paths = new Map(entries.map(({ referenceId, path }) => [referenceId, path]));
  const cut = async (
    query: QueryTruth,
    referenceId: string,
    segment: PredictedSegment | undefined,
    prediction: Prediction | undefined,
  ): Promise<FramePair> => {
    const queryTime = segment === undefined ? 0 : (segment.queryStart + segment.queryEnd) / 2;
    const referenceTime = segment === undefined ? 0 : (segment.referenceStart + segment.referenceEnd) / 2;
    const reference = paths.get(referenceId);
    const pictures = await Promise.all([pictureAt(query.path, queryTime, cache), reference && pictureAt(reference, referenceTime, cache)]);
    return { query, referenceId, prediction, queryTime, referenceTime, pictures: [pictures[0], pictures[1] || undefined] };
  };
  const ofTruth = (pairs: readonly TruePair[]) =>
    Promise.all(pairs.map(({ query, referenceId, segments, prediction }) => cut(query, referenceId, segments[0], prediction)));
  const accused = [...scores.strongFalse].sort((one, other) => score(other) - score(one)).slice(0, MOST);
  return {
    missed: await ofTruth(weakest(scores.misses).slice(0, MOST)),
    accused: await Promise.all(
      accused.map(({ query, prediction }) => cut(query, prediction.referenceId, prediction.segments[0], prediction)),
    ),
    narrow: await ofTruth(weakest(truePairs.filter(isFound)).slice(0, MOST_NARROW)),
  };
}

async function pictureAt(path: string, time: number, cache: Cache): Promise<string | undefined> {
  const scale = 'scale=320:320:force_original_aspect_ratio=decrease';
  try {
    const stored = await cache.make('pictures', `${path}@${time.toFixed(3)}`, 'jpg', (out, run) =>
      run(['-ss', time.toFixed(3), '-i', path, '-frames:v', '1', '-an', '-vf', scale, '-q:v', '4', out]),
    );
    return `data:image/jpeg;base64,${(await readFile(cache.resolve(stored))).toString('base64')}`;
  } catch {
    // Nothing is decoded past the last frame, and no file is written: the page says that there is no picture.
    return undefined;
  }
}
