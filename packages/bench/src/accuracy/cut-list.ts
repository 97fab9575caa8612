import type { TruthSegment } from './truth.ts';

/** One part of a film whose time is rearranged: an interval of its time so far, or some seconds of another film. */
export type Cut =
  | {
      /** Start in the time so far, seconds. */
      readonly start: number;
      /** End in the time so far, seconds, exclusive. */
      readonly end: number;
      /** Seconds of the time so far that pass in one second; negative plays backwards. */
      readonly speed: number;
    }
  | {
      /** Seconds of another film. */
      readonly otherSeconds: number;
    };

/** How long a part lasts, in seconds. */
export function cutSeconds(cut: Cut): number {
  return 'otherSeconds' in cut ? cut.otherSeconds : (cut.end - cut.start) / Math.abs(cut.speed);
}

/** Where segments are after their film was rearranged. Segments that play backwards have a negative speed, and reference times that rise. */
export function rearrangeTruth(segments: readonly TruthSegment[], cuts: readonly Cut[]): TruthSegment[] {
  let time = 0;
  return cuts.flatMap((cut) => {
    const start = time;
    time += cutSeconds(cut);
    return 'otherSeconds' in cut ? [] : segments.flatMap((segment) => partOf(segment, cut, start));
  });
}

function partOf(segment: TruthSegment, cut: Exclude<Cut, { readonly otherSeconds: number }>, at: number): TruthSegment[] {
  const from = Math.max(segment.queryStart, cut.start);
  const to = Math.min(segment.queryEnd, cut.end);
  if (to - from < 1e-9) return [];
  const place = (time: number) => at + (cut.speed > 0 ? time - cut.start : cut.end - time) / Math.abs(cut.speed);
  const reference = (time: number) =>
    (segment.speed > 0 ? segment.referenceStart : segment.referenceEnd) + (time - segment.queryStart) * segment.speed;
  const [queryStart, queryEnd] = [place(from), place(to)].sort((one, other) => one - other) as [number, number];
  const [referenceStart, referenceEnd] = [reference(from), reference(to)].sort((one, other) => one - other) as [number, number];
  return [{ ...segment, queryStart, queryEnd, referenceStart, referenceEnd, speed: segment.speed * cut.speed }];
}
