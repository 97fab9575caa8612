/** The sizes of a segment that decide about merging. */
export interface MergeCandidate {
  /** Frames of the references that were not removed. */
  readonly liveFrames: number;
  /** Frames of all its references. */
  readonly frames: number;
}

/** A segment is merged with those after it when it has at most this many times their frames. Each frame is then rewritten a few times in all. */
const RATIO = 2;
/** Most frames in a merged segment: 3.5 GB, which one typed array holds in every version of Node. */
const MOST_FRAMES = 48_000_000;

/**
 * Chooses neighbouring segments to merge: the last ones, as long as none is much larger than all after it together. Otherwise it chooses
 * a segment most of whose frames were removed. The number of segments stays logarithmic in the size of the library (log-structured
 * merge-tree: O'Neil and others, 1996).
 * @param segments - Oldest first.
 * @returns The interval of segments to merge, end exclusive; undefined when there is nothing to merge.
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
