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

/**
 * Parts that begin and end with a frame, before and after. Those of less than two frames, whose length ffmpeg cannot know, are left out.
 * @param duration - Of the film so far, seconds.
 * @returns The parts, and how many frames each lasts.
 */
export function onFrames(cuts: readonly Cut[], frameRate: number, duration: number): { readonly exact: Cut[]; readonly frames: number[] } {
  const exact: Cut[] = [];
  const frames: number[] = [];
  const onFrame = (time: number) => Math.round(Math.min(time, duration) * frameRate);
  for (const cut of cuts) {
    const shown = Math.round(cutSeconds(cut) * frameRate);
    if ('otherSeconds' in cut) {
      if (shown < 2) continue;
      exact.push({ otherSeconds: shown / frameRate });
    } else {
      const [start, end] = [onFrame(cut.start), onFrame(cut.end)];
      if (shown < 2 || end - start < 2) continue;
      exact.push({ start: start / frameRate, end: end / frameRate, speed: (Math.sign(cut.speed) * (end - start)) / shown });
    }
    frames.push(shown);
  }
  return { exact, frames };
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
