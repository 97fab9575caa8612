import { readFile, writeFile } from 'node:fs/promises';

/** An interval of a query that truly shows an interval of one reference, or has its sound. */
export interface TruthSegment {
  /** The film's id in the library. */
  readonly referenceId: string;
  /** Start in the query, seconds. */
  readonly queryStart: number;
  /** End in the query, seconds, exclusive. */
  readonly queryEnd: number;
  /** Start in the reference, seconds. */
  readonly referenceStart: number;
  /** End in the reference, seconds, exclusive. */
  readonly referenceEnd: number;
  /** Seconds of reference that pass in one second of query. */
  readonly speed: number;
  /** Whether the picture is mirrored left to right. */
  readonly mirrored: boolean;
  /** `picture` when the film is visible, `sound` when it is only audible. */
  readonly channel: 'picture' | 'sound';
}

/** The truth about one query file: the attack or kind of negative, its drawn parameters, and what it shows. */
export interface QueryTruth {
  /** Unique in the set: attack, number. */
  readonly queryId: string;
  /** The query's file, relative to the cache folder. */
  readonly path: string;
  /** The attack's or negative's name. */
  readonly attack: string;
  /** Whether nothing of the library is in it: then `segments` is empty. */
  readonly negative: boolean;
  /** What was drawn, for the reader of a miss. */
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
  /** Length of the query in seconds. */
  readonly duration: number;
  /** What it shows, in order of query time. */
  readonly segments: readonly TruthSegment[];
}

/** Writes the truth as JSON Lines, one query a line. */
export async function writeTruth(path: string, truths: readonly QueryTruth[]): Promise<void> {
  await writeFile(path, truths.map((truth) => `${JSON.stringify(truth)}\n`).join(''));
}

/** Reads what {@link writeTruth} wrote. */
export async function readTruth(path: string): Promise<QueryTruth[]> {
  const lines = (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as QueryTruth);
}
