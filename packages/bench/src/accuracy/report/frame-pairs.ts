import { readFile } from 'node:fs/promises';
import type { Cache } from '../cache.ts';
import { inOrder } from '../in-order.ts';
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
  const weakest = (pairs: readonly TruePair[], most: number) =>
    [...pairs]
      .sort((one, other) => score(one) - score(other))
      .slice(0, most)
      .map((pair) => ({ ...pair, segment: pair.segments[0] }));
  const strongest = [...scores.strongFalse]
    .sort((one, other) => score(other) - score(one))
    .slice(0, MOST)
    .map(({ query, prediction }) => ({ query, referenceId: prediction.referenceId, prediction, segment: prediction.segments[0] }));
  const paths = new Map(entries.map(({ referenceId, path }) => [referenceId, path]));
  const cut = (pairs: readonly Uncut[]) => inOrder(pairs, 2, (pair) => cutPair(pair, paths, cache));
  return {
    missed: await cut(weakest(scores.misses, MOST)),
    accused: await cut(strongest),
    narrow: await cut(weakest(truePairs.filter(isFound), MOST_NARROW)),
  };
}

type Uncut = Pick<FramePair, 'query' | 'referenceId' | 'prediction'> & { readonly segment: PredictedSegment | undefined };

/** The pictures in the middle of the pair's segment, or at the beginning of both where a program cannot say where. */
async function cutPair(
  { query, referenceId, prediction, segment }: Uncut,
  paths: ReadonlyMap<string, string>,
  cache: Cache,
): Promise<FramePair> {
  const middle = (start = 0, end = 0) => (start + end) / 2;
  const queryTime = middle(segment?.queryStart, segment?.queryEnd);
  const referenceTime = middle(segment?.referenceStart, segment?.referenceEnd);
  const reference = paths.get(referenceId);
  const shown = await pictureAt(query.path, queryTime, cache);
  const beside = reference === undefined ? undefined : await pictureAt(reference, referenceTime, cache);
  return { query, referenceId, prediction, queryTime, referenceTime, pictures: [shown, beside] };
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
