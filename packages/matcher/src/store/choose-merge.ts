/** A segment, as far as it matters for merging. */
export interface MergeCandidate {
  /** Frames of references that are still there. */
  readonly liveFrames: number;
  /** All its frames. */
  readonly frames: number;
}

/** A segment is merged with those after it when it has at most so many times their frames: each frame is then rewritten a few times altogether. */
const RATIO = 2;
/** Most frames in a merged segment: 3.5 GB, what one array holds in every Node. */
const MOST_FRAMES = 48_000_000;

/**
 * Says which neighbours are to be merged: the last ones, as long as none is much larger than all after it; or else one of which most was taken out.
 * So there are as many segments as the logarithm of the library. After O'Neil and others, "The log-structured merge-tree", 1996.
 * @param segments - Oldest first.
 * @returns First and end of the segments to merge; undefined when all is well.
 */
export function chooseMerge(segments: readonly MergeCandidate[]): { readonly start: number; readonly end: number } | undefined {
  const end = segments.length;
  let start = end;
  let frames = 0;
  for (let before = segments[start - 1]; before !== undefined; before = segments[start - 1]) {
    if (start < end && (before.liveFrames > RATIO * frames || before.liveFrames + frames > MOST_FRAMES)) break;
    frames += before.liveFrames;
    start--;
  }
  if (end - start > 1) return { start, end };
  const wasted = segments.findIndex(({ liveFrames, frames }) => liveFrames < frames / 2);
  return wasted < 0 ? undefined : { start: wasted, end: wasted + 1 };
}
