import type { Fingerprint, HashTrack, TimeSpan } from '@streetdate/core/portable';
import type { ReferenceIndex } from '@streetdate/index';
import { isEqual } from './equal-values.ts';
import { matchesOf } from './find-matches.ts';
import type { Match } from './match.ts';
import { type AudioRuns, audioTracksOf, findByAudio } from './propose/audio/audio.ts';
import { audio } from './propose/audio/audio-proposer.ts';
import type { Proposer } from './propose/proposer.ts';
import { type FoundSegments, type MatchOptions, type ResolvedOptions, resolveOptions, runProposers } from './search.ts';
import { evidenceOf, settledBy } from './settled-intervals.ts';
import { undecidedOf } from './undecided-intervals.ts';

/** Expected false matches of a match that is worth decoding in full. */
export const WORTH_DECODING = 1;

/** Films whose last pass is kept: those that are scanned side by side. */
const MOST_FILMS = 4;

/** What a pass found, in one state of the index. */
interface Pass {
  readonly revision: number;
  readonly found: FoundSegments;
}

/** The audio of a film, in one state of the index. */
interface KeptAudio {
  readonly tracks: readonly HashTrack[];
  readonly revision: number;
  readonly runs: AudioRuns;
}

/**
 * Searches films over all of their passes: the key-frame pass, the closer passes, and the final search. It keeps what the last pass of up to
 * four films found. So a later pass searches only what was decoded since, and what lies around earlier evidence. Audio that is equal in all
 * passes is searched once. Fingerprints are compared by their contents, since they may come from another thread.
 */
export class SearchSession {
  readonly #index: ReferenceIndex;
  readonly #options: ResolvedOptions;
  #passes: readonly Pass[] = [];
  #audio: readonly KeptAudio[] = [];

  /**
   * @param index - The references. A change of the index between two passes makes the session search anew.
   * @param options - Options of all passes.
   * @throws RangeError for an option out of its range.
   */
  constructor(index: ReferenceIndex, options: MatchOptions = {}) {
    this.#index = index;
    const resolved = resolveOptions(options);
    const proposers = resolved.proposers.map((proposer) => (proposer === audio ? this.#keptAudio : proposer));
    this.#options = { ...resolved, proposers };
  }

  /**
   * Finds the intervals of a film that have to be decoded in full, after a pass over some of its frames: those with weak evidence, the ends
   * of what was found, and a part of the film without evidence. Intervals that {@link Fingerprint.look} lists as decoded are left out.
   * @returns Intervals in order of time, seconds; empty when nothing is undecided.
   * @throws As `findMatches`.
   */
  undecided(query: Fingerprint): TimeSpan[] {
    return undecidedOfFound(this.#search(query), this.#options);
  }

  /**
   * Finds what a query shows of the references, as `findMatches` does. Intervals in which an earlier pass found nothing, and which were not
   * decoded since, are not searched again.
   * @returns The matches, strongest first; empty when nothing is found.
   * @throws As `findMatches`.
   */
  matches(query: Fingerprint): Match[] {
    return matchesOf(this.#search(query), this.#options);
  }

  #search(query: Fingerprint): FoundSegments {
    const { revision } = this.#index;
    const known = this.#passes.find((pass) => pass.revision === revision && isEqual(pass.found.query, query));
    if (known !== undefined) return known.found;
    const earlier = this.#passes
      .filter((pass) => pass.revision === revision)
      .map(({ found }) => ({ query: found.query, evidence: evidenceOf(found) }));
    const settled = settledBy(earlier, query, this.#index.algorithm);
    const { index, segments, audioRuns, nearest, pieces } = runProposers(query, this.#index, this.#options, settled);
    const found = { query, index, segments, audioRuns, nearest, pieces };
    this.#passes = [{ revision, found }, ...this.#passes].slice(0, MOST_FILMS);
    return found;
  }

  /** The audio proposer, with the runs of an earlier pass where the audio tracks are equal. */
  readonly #keptAudio: Proposer = {
    ...audio,
    propose: ({ query, index, hours }) => {
      const tracks = audioTracksOf(query);
      const { revision } = index;
      const known = this.#audio.find((each) => each.revision === revision && isEqual(each.tracks, tracks));
      const kept = known ?? { tracks, revision, runs: findByAudio(query, index, hours) };
      if (known === undefined) this.#audio = [kept, ...this.#audio].slice(0, MOST_FILMS);
      return [...kept.runs].flatMap(([referenceId, each]) => each.map((run) => ({ kind: 'audio' as const, referenceId, run })));
    },
  };
}

/** What one search of a pass over a film gives. */
export interface PassResult {
  /** The intervals that have to be decoded in full, seconds. */
  readonly undecided: TimeSpan[];
  /** The matches, if the pass is the last one. */
  readonly matches: Match[];
  /** The intervals with evidence, which a later pass searches again, seconds. */
  readonly evidence: TimeSpan[];
}

/**
 * Searches a pass over a film once, for all that a {@link SearchSession} tells of it.
 * @param settled - Intervals that an earlier pass has settled, seconds.
 * @throws As `findMatches`.
 */
export function searchPass(query: Fingerprint, index: ReferenceIndex, options: MatchOptions, settled: readonly TimeSpan[]): PassResult {
  const resolved = resolveOptions(options);
  const found = runProposers(query, index, resolved, settled);
  return { undecided: undecidedOfFound(found, resolved), matches: matchesOf(found, resolved), evidence: evidenceOf(found) };
}

function undecidedOfFound(found: FoundSegments, options: ResolvedOptions): TimeSpan[] {
  const { query, index, nearest } = found;
  const matches = matchesOf(found, { ...options, reportBelow: WORTH_DECODING });
  return undecidedOf(query, index.algorithm, nearest, matches);
}

/**
 * Finds the intervals of a film that have to be decoded in full, as {@link SearchSession.undecided} does for one pass.
 * @throws As `findMatches`.
 */
export function undecidedIntervals(query: Fingerprint, index: ReferenceIndex, options: MatchOptions = {}): TimeSpan[] {
  return new SearchSession(index, options).undecided(query);
}
