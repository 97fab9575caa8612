import { findTrack } from '@streetdate/core/portable';
import type { Segment } from '../../match.ts';
import type { PlacedCopy, PlacedRendition } from '../copy/rendition.ts';
import { hasPicture, SAME_PICTURE } from './find-picture.ts';

/** A place at which a copy runs as one rendition does and another does not. */
export interface Difference {
  /** `footage`: the copy shows what the other has nowhere. `gap`: the copy passes over what the other has there. `order`: the other has it elsewhere. */
  readonly kind: 'footage' | 'gap' | 'order';
  /** Where it is in the copy, seconds. */
  readonly at: number;
  /** Seconds of film that it is about. */
  readonly seconds: number;
}

/** Shortest difference, seconds: ends of segments are known within a sampling interval or two, and shorter trims come from encoding. */
const SHORTEST = 1;
/** Seconds by which the ends of two segments may differ at the same cut. */
const EDGE = 0.4;
/** Longest pause in the copy between two segments that follow each other directly, seconds. */
const DIRECTLY = 0.75;
/** Frames of a stretch that are sought in the other rendition, and how many it must have at least. */
const SOUGHT = { most: 24, fewest: 3 } as const;
/**
 * Share of the frames sought that the other rendition may have: the shot that a cut goes through, and sets that a film returns to. What a search
 * has missed is there with nearly all of its frames.
 */
const MAY_HAVE = 0.5;

/** Footage that begins or ends so near to an end of the copy, seconds, is what that end consists of. */
const AT_THE_END = 1;

/** Whether a difference is what the copy begins or ends with: a logo in front and a card behind are of a release, and scenes of an edition. */
export function isAtEnd({ query }: PlacedCopy, { kind, at, seconds }: Difference, end: 'start' | 'end'): boolean {
  return kind === 'footage' && (end === 'start' ? at <= AT_THE_END : at + seconds >= query.duration - AT_THE_END);
}

/** The places at which the copy runs as `shown` does and not as `other` does, in order of time. */
export function differencesOf(copy: PlacedCopy, shown: PlacedRendition, other: PlacedRendition): Difference[] {
  return [...footageOf(copy, shown, other), ...jumpsOf(shown, other)].sort((one, next) => one.at - next.at);
}

/**
 * Stretches that the one has, and the other nowhere.
 * @param share - Share of the bits by which pictures of the other may differ and are the same.
 */
export function* footageOf(copy: PlacedCopy, shown: PlacedRendition, other: PlacedRendition, share = SAME_PICTURE): Generator<Difference> {
  for (const segment of shown.segments) {
    for (const { start, end } of uncovered(segment, other.segments)) {
      if (end - start >= SHORTEST && isNowhere(copy, shown, segment, { start, end }, other, share)) {
        yield { kind: 'footage', at: start, seconds: end - start };
      }
    }
  }
}

/** Stretches of the copy that a segment covers and some others do not, less what the ends are unsure by. */
function uncovered({ queryStart, queryEnd }: Segment, others: readonly Segment[]): { start: number; end: number }[] {
  const stretches: { start: number; end: number }[] = [];
  let start = queryStart;
  for (const other of others) {
    if (other.queryEnd <= start || other.queryStart >= queryEnd) continue;
    if (other.queryStart > start) stretches.push({ start, end: other.queryStart - EDGE });
    start = Math.max(start, other.queryEnd + EDGE);
  }
  if (start < queryEnd) stretches.push({ start, end: queryEnd });
  return stretches;
}

/**
 * Whether another rendition has a stretch at no place at all: an even selection of the frames of the rendition that the copy shows there is held against
 * every frame of it. A search may have missed a stretch that is there; this does not. The copy's own frames are not asked: those of a bad copy are like
 * nothing but what they were laid beside.
 */
function isNowhere(
  { algorithm }: PlacedCopy,
  shown: PlacedRendition,
  { queryStart, referenceStart, speed }: Segment,
  { start, end }: { readonly start: number; readonly end: number },
  other: PlacedRendition,
  share: number,
): boolean {
  const [track, there] = [findTrack(shown.fingerprint, algorithm), findTrack(other.fingerprint, algorithm)];
  if (track === undefined || there === undefined) return false;
  const [from, to] = [start, end].map((time) => 1000 * (referenceStart + speed * (time - queryStart)));
  const frames = [...track.timesMs.keys()].filter((frame) => track.timesMs[frame]! >= from! && track.timesMs[frame]! < to!);
  if (frames.length < SOUGHT.fewest) return false;
  const stride = Math.ceil(frames.length / SOUGHT.most);
  const sought = frames.filter((_, at) => at % stride === 0);
  return sought.filter((frame) => hasPicture(there, track, frame, share)).length <= MAY_HAVE * sought.length;
}

/** Places at which the copy jumps in the other's time and runs on in the one's. */
function* jumpsOf(shown: PlacedRendition, { segments }: PlacedRendition): Generator<Difference> {
  for (const [at, before] of segments.entries()) {
    const after = segments[at + 1];
    if (after === undefined) break;
    const pause = after.queryStart - before.queryEnd;
    if (pause > DIRECTLY) continue;
    const runsOn = shown.segments.some(
      ({ queryStart, queryEnd }) => queryStart <= before.queryEnd - SHORTEST && queryEnd >= after.queryStart + SHORTEST,
    );
    const skipped = after.referenceStart - before.referenceEnd - pause * before.speed;
    if (!runsOn || Math.abs(skipped) < SHORTEST) continue;
    if (skipped < 0) yield { kind: 'order', at: after.queryStart, seconds: -skipped };
    // Of a change of order the jumps ahead are the other side: what is passed over here is shown elsewhere, and counts there.
    else if (!isShown(before.referenceEnd, after.referenceStart, segments)) yield { kind: 'gap', at: after.queryStart, seconds: skipped };
  }
}

/** Whether segments show half and more of a stretch of their reference. */
function isShown(start: number, end: number, segments: readonly Segment[]): boolean {
  const shown = segments.reduce(
    (sum, { referenceStart, referenceEnd }) => sum + Math.max(0, Math.min(end, referenceEnd) - Math.max(start, referenceStart)),
    0,
  );
  return shown >= (end - start) / 2;
}
