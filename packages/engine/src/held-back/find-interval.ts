import { joinSpans, secondsIn, spliceFingerprints, subtractSpans } from '@streetdate/core/internal';
import { type Fingerprint, findTrack, type TimeSpan } from '@streetdate/core/portable';
import { BandIndex } from '@streetdate/index';
import { findMatches, type Segment } from '@streetdate/matcher';
import { shownAt } from '@streetdate/matcher/internal';

/** Where a rendition shows an interval of another one. */
export interface FoundInterval {
  /** Intervals of the rendition, in order of time. */
  readonly found: readonly TimeSpan[];
  /** Parts of the interval that it does not show, or that are not found in it, in seconds of the film that the interval is of. */
  readonly missing: readonly TimeSpan[];
}

/** The id of the one rendition in its index. */
const RENDITION = 'rendition';
/** Seconds on both sides of an interval that are searched with it where it is not found alone: a short or still one gives no evidence. */
const AROUND = 20;
/** What is missing and shorter is an end that is not known more exactly, or a gap at a cut, seconds. */
const SHORTEST_MISSING = 1;

/** Finds intervals of other renditions of its film in one rendition. */
export class IntervalFinder {
  readonly #rendition: Fingerprint;
  readonly #index = new BandIndex();

  constructor(rendition: Fingerprint) {
    this.#rendition = rendition;
    if (findTrack(rendition, this.#index.algorithm)) this.#index.add(RENDITION, rendition);
  }

  /**
   * Finds an interval of a film. Only strong evidence counts: what is excluded wrongly proves nothing any more.
   * @param film - The film that the interval is of.
   */
  find(film: Fingerprint, span: TimeSpan): FoundInterval {
    if (!findTrack(film, this.#index.algorithm)) return { found: [], missing: [span] };
    const alone = this.#search(film, span, span);
    if (alone.missing.length === 0) return alone;
    const wider = { start: Math.max(0, span.start - AROUND), end: Math.min(film.duration, span.end + AROUND) };
    const within = this.#search(film, wider, span);
    return secondsIn(within.missing) < secondsIn(alone.missing) ? within : alone;
  }

  /** Searches a part of a film for an interval in it. */
  #search(film: Fingerprint, part: TimeSpan, span: TimeSpan): FoundInterval {
    const query = spliceFingerprints([{ fingerprint: film, ...part }]);
    const strong = findMatches(query, this.#index).filter(({ strength }) => strength === 'strong');
    const pieces = strong.flatMap(({ segments }) => segments.flatMap((segment) => this.#pieceOf(segment, part, span) ?? []));
    const missing = subtractSpans(
      [span],
      pieces.map(({ shown }) => shown),
    ).filter(({ start, end }) => end - start >= SHORTEST_MISSING);
    return { found: joinSpans(pieces.map(({ found }) => found)), missing };
  }

  /** What a segment shows of an interval: in the film, and in the rendition. */
  #pieceOf(segment: Segment, part: TimeSpan, span: TimeSpan): { readonly shown: TimeSpan; readonly found: TimeSpan } | undefined {
    if (segment.foundBy === 'sound') return undefined;
    const [from, to] = [part.start + segment.queryStart, part.start + segment.queryEnd];
    const seconds = Math.min(to, span.end) - Math.max(from, span.start);
    // What lies beside the interval ends at one that is known no more exactly.
    if (seconds < Math.min(SHORTEST_MISSING, (span.end - span.start) / 2)) return undefined;
    // A segment ends at a sampled frame. Rather too much is excluded than a part of a second left.
    const start = from - span.start < SHORTEST_MISSING ? span.start : from;
    const end = span.end - to < SHORTEST_MISSING ? span.end : to;
    const [one, other] = [shownAt(segment, start - part.start), shownAt(segment, end - part.start)];
    const found = { start: toMs(Math.max(0, Math.min(one, other))), end: toMs(Math.min(this.#rendition.duration, Math.max(one, other))) };
    return found.end > found.start ? { shown: { start, end }, found } : undefined;
  }
}

/** Seconds in whole milliseconds, as all times of frames are. */
export function toMs(seconds: number): number {
  return Math.round(1000 * seconds) / 1000;
}
