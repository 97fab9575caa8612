import { type Fingerprint, findTrack, type HashTrack, type LumaSeries } from '@streetdate/core/portable';
import type { Segment } from '../match.ts';
import { lastUpTo } from '../sorted-times.ts';
import type { SearchedFilms } from './searched-films.ts';
import { lengthOf, shownAt } from './segment.ts';

/** Seconds from one tested moment to the next. */
const STEP = 0.1;
/** Most seconds beside a blank that may differ: a fade that one of two films passes earlier, and its first noisy pictures. */
const MOST_BESIDE = 1;
/** Shortest blank, seconds. A shot cut may leave a few frames out. */
const SHORTEST = 0.5;
/** Luma codes by which two blanks of one film may differ: half the contrast lifts black by 64, and white is far from it. */
const ALIKE = 64;
/** Longest time between a moment and the luma entry that stands for it, milliseconds. */
const LONGEST_ENTRY_MS = 1000;

/**
 * Extends segments over what is blank in both films: black, or a fade, as films begin and end. Such pictures have no hashes, so the search
 * stops beside them. They prove nothing, so scores stay, and no side gets longer than the segment was. A blank is passed only if it is at
 * least as long as what differs before it.
 * @param segments - In order of query time.
 */
export function overBlanks(films: SearchedFilms, segments: readonly Segment[]): Segment[] {
  const [query, reference] = [blankFilm(films, films.query), blankFilm(films, films.reference)];
  // Between the key frames of a first look at a long film nothing is known to be blank.
  if (query === undefined || reference === undefined || films.query.look !== undefined) return [...segments];
  const extended = [...segments];
  for (const [at, segment] of segments.entries()) {
    if (!showsWholeFrame(segment)) continue;
    const isBlank = (time: number) => {
      const shown = shownAt(segment, time);
      const [own, other] = [query.lumaOfBlank(time), reference.lumaOfBlank(shown)];
      return own !== undefined && other !== undefined && Math.abs(own - other) <= ALIKE;
    };
    const { queryStart, queryEnd, referenceStart, referenceEnd, speed } = segment;
    const first = Math.max(extended[at - 1]?.queryEnd ?? 0, queryStart - referenceStart / speed);
    const last = Math.min(segments[at + 1]?.queryStart ?? query.duration, queryEnd + (reference.duration - referenceEnd) / speed);
    const most = lengthOf(segment);
    const start = queryStart - secondsOver((seconds) => isBlank(queryStart - seconds), Math.min(most, queryStart - first));
    const end = queryEnd + secondsOver((seconds) => isBlank(queryEnd + seconds), Math.min(most, last - queryEnd));
    const shown = { referenceStart: Math.max(0, shownAt(segment, start)), referenceEnd: shownAt(segment, end) };
    if (start < queryStart || end > queryEnd) extended[at] = { ...segment, queryStart: start, queryEnd: end, ...shown };
  }
  return extended;
}

/** Whether a segment shows the whole frame of the query, or a crop of the reference that fills it. */
function showsWholeFrame({ queryView, foundBy = 'picture' }: Segment): boolean {
  return (queryView === 'active' || queryView === 'cut-out') && foundBy === 'picture';
}

/**
 * Seconds from an end of a segment to the far end of what is blank, 0 for none.
 * @param isBlank - Whether both films are blank so many seconds beyond the end.
 * @param most - Seconds up to the next segment, or to the end of a film.
 */
function secondsOver(isBlank: (seconds: number) => boolean, most: number): number {
  let [over, blank, differing] = [0, 0, 0];
  for (let at = STEP / 2; at < most && differing <= MOST_BESIDE; at += STEP) {
    if (!isBlank(at)) {
      // A blank that was too short differs like what is around it.
      differing += blank < Math.max(SHORTEST, differing) ? blank + STEP : STEP;
      blank = 0;
      continue;
    }
    blank += STEP;
    if (blank < Math.max(SHORTEST, differing) - STEP / 2) continue;
    over = Math.min(most, at + STEP / 2);
    differing = 0;
  }
  return over > 0 && most - over < STEP ? most : over;
}

/** Where a film is blank. */
interface BlankFilm {
  /** Seconds. */
  readonly duration: number;
  /** Mean luma of the blank picture at a time, seconds, 0 to 255; undefined where the picture is not blank, or luma is unknown. */
  lumaOfBlank(time: number): number | undefined;
}

/** Undefined for a fingerprint without luma or without hashes. */
function blankFilm({ algorithm }: SearchedFilms, film: Fingerprint): BlankFilm | undefined {
  const { luma, duration } = film;
  const track = findTrack(film, algorithm);
  if (luma === undefined || track === undefined || luma.timesMs.length === 0) return undefined;
  return { duration, lumaOfBlank: (time) => (isHashed(track, 1000 * time) ? undefined : meanAt(luma, 1000 * time)) };
}

/** Whether a hash stands for the picture at a time. */
function isHashed({ timesMs, spansMs }: HashTrack, timeMs: number): boolean {
  const frame = timesMs.length === 0 ? 0 : lastUpTo(timesMs, timeMs, 0);
  const [start, span] = [timesMs[frame] ?? Infinity, spansMs[frame] ?? 0];
  return timeMs >= start && timeMs < start + span;
}

function meanAt({ timesMs, means }: LumaSeries, timeMs: number): number | undefined {
  const entry = lastUpTo(timesMs, timeMs, 0);
  return Math.abs(timeMs - timesMs[entry]!) > LONGEST_ENTRY_MS ? undefined : means[entry]! / 256;
}
