import type { Candidates, ReferenceIndex } from '@streetdate/index';
import { findMatches } from '@streetdate/matcher';
import { median } from '../measure/figure.ts';
import { type Attack, type AttackedCopy, attackedCopy, generatedFilm } from './generated-catalogue.ts';
import { unrelatedMinute } from './minutes.ts';

export type { Attack } from './generated-catalogue.ts';

/** The recall of the copies of one kind. */
export interface Found {
  readonly attack: Attack;
  /** Copies with one candidate on their alignment, or three. */
  readonly one: number;
  readonly three: number;
  /** Candidates on the alignment of the median copy. */
  readonly middle: number;
}

/** Runs of each query. The fastest counts: other programs can only add to it. */
const REPEATS = 3;

/** Searches that take longer run once, milliseconds: among tens of millions of frames three runs of each take a quarter of an hour. */
const LONG = 5000;

/** CPU time of some work, milliseconds. Other programs distort it less than wall time. */
export function coreMilliseconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Searches for minutes of some of the films. @returns CPU milliseconds for each, and the recall. */
export function lookUp(
  index: ReferenceIndex,
  films: number,
  queries: number,
  attacks: readonly Attack[],
): { readonly times: number[]; readonly found: readonly Found[] } {
  const times: number[] = [];
  const hits = attacks.map((): number[] => []);
  for (let query = 0; query < queries; query++) {
    const film = 1 + ((query * 7919) % films);
    const fingerprint = generatedFilm(film);
    for (const [at, attack] of attacks.entries()) {
      const copy = attackedCopy(fingerprint, 1000 + query, attack);
      let best = Number.POSITIVE_INFINITY;
      let candidates: Candidates | undefined;
      for (let repeat = 0; repeat < REPEATS; repeat++) {
        const milliseconds = coreMilliseconds(() => {
          candidates = index.candidates(copy.track);
        });
        best = Math.min(best, milliseconds);
      }
      times.push(best);
      hits[at]!.push(hitsOnLine(index, candidates!, `film ${film}`, copy));
    }
  }
  const found = attacks.map((attack, at) => {
    const reached = (least: number) => hits[at]!.filter((count) => count >= least).length;
    return { attack, one: reached(1), three: reached(3), middle: median(hits[at]!) };
  });
  return { times, found };
}

/**
 * Searches for minutes of films that are not in the catalogue, as most uploads are. This is the whole search by the index, without the comparison of frames.
 * A minute may show one of the pictures that all films share, which is then found.
 * @returns CPU milliseconds for each.
 */
export function findNothing(index: ReferenceIndex, queries: number): number[] {
  return Array.from({ length: queries }, (_, query) => {
    const minute = unrelatedMinute(query);
    let best = Number.POSITIVE_INFINITY;
    for (let repeat = 0; repeat < REPEATS && (repeat === 0 || best < LONG); repeat++) {
      const milliseconds = coreMilliseconds(() => {
        findMatches(minute, index, { maxComparisons: 0 });
      });
      best = Math.min(best, milliseconds);
    }
    return best;
  });
}

/** Candidates on the true alignment, at most one frame off. */
function hitsOnLine(index: ReferenceIndex, candidates: Candidates, id: string, { shows }: AttackedCopy): number {
  let hits = 0;
  for (let at = 0; at < candidates.count; at++) {
    if (Math.abs(candidates.referenceFrames[at]! - shows[candidates.queryFrames[at]!]!) > 1) continue;
    if (index.idOf(candidates.references[at]!) === id) hits++;
  }
  return hits;
}
