import type { Fingerprint, HashTrack, TimeSpan } from '@streetdate/core/portable';
import type { Match } from './match.ts';
import { type AudioRuns, audioTracksOf, findByAudio } from './propose/audio/audio.ts';
import { audio } from './propose/audio/audio-proposer.ts';
import type { Proposer } from './propose/proposer.ts';
import type { SearchState } from './propose/search-state.ts';
import type { ReferenceIndex } from './reference-index/reference-index.ts';
import { type MatchOptions, matchesOf, type ResolvedOptions, resolveOptions, runProposers } from './search.ts';
import { undecidedOf } from './undecided-intervals.ts';

/** Expected false matches of a match that is worth decoding in full. */
const WORTH_DECODING = 1;

/**
 * Searches one film over all passes: the key-frame pass, the closer passes, and the final search. It keeps what the last pass found, so the
 * final search of the same fingerprint costs next to nothing, and audio that is the same in all passes is searched once. It holds one
 * fingerprint and its segments; drop the session after the film.
 */
export class SearchSession {
  readonly #index: ReferenceIndex;
  readonly #options: ResolvedOptions;
  #last: { readonly query: Fingerprint; readonly revision: number; readonly state: SearchState } | undefined;
  #audio: { readonly tracks: readonly HashTrack[]; readonly revision: number; readonly runs: AudioRuns } | undefined;

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
   * of what was found, and a tenth of the film without evidence. Intervals that {@link Fingerprint.look} lists as decoded are left out.
   * @returns Intervals in order of time, seconds; empty when nothing is undecided.
   * @throws As `findMatches`.
   */
  undecided(query: Fingerprint): TimeSpan[] {
    const state = this.#search(query);
    return undecidedOf(query, this.#index, matchesOf(state, { ...this.#options, reportBelow: WORTH_DECODING }));
  }

  /**
   * Finds what a query shows of the references, as `findMatches` does, to the last digit.
   * @returns The matches, strongest first; empty when nothing is found.
   * @throws As `findMatches`.
   */
  matches(query: Fingerprint): Match[] {
    return matchesOf(this.#search(query), this.#options);
  }

  #search(query: Fingerprint): SearchState {
    const { revision } = this.#index;
    if (this.#last?.query === query && this.#last.revision === revision) return this.#last.state;
    const state = runProposers(query, this.#index, this.#options);
    this.#last = { query, revision, state };
    return state;
  }

  /** The audio proposer, with the runs of an earlier pass where the audio tracks are the same. */
  readonly #keptAudio: Proposer = {
    ...audio,
    propose: ({ query, index }) => {
      const tracks = audioTracksOf(query);
      const { revision } = index;
      const before = this.#audio;
      const isSame =
        before?.revision === revision && before.tracks.length === tracks.length && tracks.every((track, at) => track === before.tracks[at]);
      const runs = isSame ? before.runs : findByAudio(query, index);
      this.#audio = { tracks, revision, runs };
      return [...runs].flatMap(([referenceId, each]) => each.map((run) => ({ kind: 'audio' as const, referenceId, run })));
    },
  };
}

/**
 * Finds the intervals of a film that have to be decoded in full, as {@link SearchSession.undecided} does for one pass.
 * @throws As `findMatches`.
 */
export function undecidedIntervals(query: Fingerprint, index: ReferenceIndex, options: MatchOptions = {}): TimeSpan[] {
  return new SearchSession(index, options).undecided(query);
}
