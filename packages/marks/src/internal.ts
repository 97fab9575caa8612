/** What the packages of this repository share. It promises nothing: names here may change or go in any release. Do not use it elsewhere. */

export { decideVariant } from './canaries/decide-variant.ts';
export { canarySetOf } from './canaries/issued-canaries.ts';
export { differenceMask, type PairReading, PairSums, predictChoices, RestSums } from './canaries/pair-sums.ts';
export { biasesOf, biasPoints, wordOf } from './code/bias.ts';
export { leastMeanScore, threshold } from './code/length.ts';
export { packCorrelations } from './code/opening.ts';
export { logChanceOf, logRatioOf, scoreOf } from './code/scores.ts';
export { softReadings } from './code/soft-readings.ts';
export { splitFragments } from './embed/fragments.ts';
export { inspectMaster, rateOf } from './embed/inspect-master.ts';
export { joinSegments } from './embed/issue.ts';
export { placesIn } from './embed/mark-set.ts';
export { masterFrames } from './embed/master-frames.ts';
export { checkRecipients, nameKey } from './embed/name-key.ts';
export { type ChunkJob, type RenderedChunk, renderChunk } from './embed/render-chunk.ts';
export { runFfmpeg } from './ffmpeg.ts';
export { FrameMarker } from './pattern/frame-mark.ts';
export { gridFor, patternOf } from './pattern/grid.ts';
export { alignFingerprints } from './read/align.ts';
export { correlationsOf, traceCopies } from './read/decide.ts';
export { readSegments, type SegmentSums } from './read/read-segments.ts';
export { checkOriginal } from './read/trace.ts';
