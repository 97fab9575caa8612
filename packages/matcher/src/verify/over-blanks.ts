import { isBackwards } from '../align/time-reversal.ts';
import { CROP_VIEW } from '../align/views.ts';
import type { Segment } from '../match.ts';
import { lumaOfBlanks } from './luma-of-blanks.ts';
import type { SearchedFilms } from './searched-films.ts';
import { lengthOf, shownAt, withEnds } from './segment.ts';

/** Seconds from one tested moment to the next. */
const STEP = 0.1;
/** Most seconds beside a blank that may differ: a fade that one of two films passes earlier, and its first noisy pictures. */
const MOST_BESIDE = 1;
/** Shortest blank, seconds. A shot cut may leave a few frames out. */
const SHORTEST = 0.5;
/** Luma codes by which two blanks of one film may differ: half the contrast lifts black by 64, and white is far from it. */
const ALIKE = 64;

/**
 * Extends segments over what is blank in both films: black, or a fade, as films begin and end. Such pictures have no hashes, so the search
 * stops beside them. They prove nothing, so scores stay, and no side gets longer than the segment was. A blank is passed only if it is at
 * least as long as what differs before it.
 * @param segments - In order of query time.
 */
export function overBlanks({ query, reference, algorithm }: SearchedFilms, segments: readonly Segment[]): Segment[] {
  const [ownLuma, otherLuma] = [lumaOfBlanks(query, algorithm), lumaOfBlanks(reference, algorithm)];
  // Between the key frames of a first look at a long film nothing is known to be blank.
  if (ownLuma === undefined || otherLuma === undefined || query.look !== undefined) return [...segments];
  const extended = [...segments];
  for (const [at, segment] of segments.entries()) {
    if (!showsWholeFrame(segment)) continue;
    const isBlank = (time: number) => {
      const [own, other] = [ownLuma(time), otherLuma(shownAt(segment, time))];
      return own !== undefined && other !== undefined && Math.abs(own - other) <= ALIKE;
    };
    const { queryStart, queryEnd, referenceStart, referenceEnd } = segment;
    const speed = Math.abs(segment.speed);
    const beside = [referenceStart / speed, (reference.duration - referenceEnd) / speed] as const;
    const [before, after] = isBackwards(segment) ? [beside[1], beside[0]] : beside;
    const first = Math.max(extended[at - 1]?.queryEnd ?? 0, queryStart - before);
    const last = Math.min(segments[at + 1]?.queryStart ?? query.duration, queryEnd + after);
    const most = lengthOf(segment);
    const start = queryStart - secondsOver((seconds) => isBlank(queryStart - seconds), Math.min(most, queryStart - first));
    const end = queryEnd + secondsOver((seconds) => isBlank(queryEnd + seconds), Math.min(most, last - queryEnd));
    if (start < queryStart || end > queryEnd) extended[at] = withEnds(segment, start, end);
  }
  return extended;
}

/** Whether a segment shows the whole frame of the query, or a crop of the reference that fills it. */
function showsWholeFrame({ queryView, foundBy = 'picture' }: Segment): boolean {
  return (queryView === 'active' || queryView === CROP_VIEW) && foundBy === 'picture';
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
