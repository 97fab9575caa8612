/** What the packages of this repository share and that needs Node. It promises nothing: names here may change or go in any release. Do not use it elsewhere. */

export { filesInFlight } from './fingerprint/files-in-flight.ts';
export { CONFINEMENT_VARIABLE, confinementFor, confinementWish, wishConfinement } from './media/decoder/confinement/choose-confinement.ts';
export type { ConfinedJob, Launch } from './media/decoder/confinement/confinement.ts';
export { decodingBudget } from './media/decoder/decoder-budget.ts';
export { MAX_PICTURE_PIXELS, MAX_PICTURE_SIDE, MAX_STILL_PIXELS } from './media/decoder/decoder-limits.ts';
export { DecoderLog } from './media/decoder/decoder-log.ts';
export { type DecoderPrograms, locateDecoder } from './media/decoder/decoder-programs.ts';
export { installLine } from './media/decoder/install-line.ts';
export { killDecoder } from './media/decoder/kill-decoder.ts';
export { runConfined } from './media/decoder/run-program.ts';
export { type DecodedInterval, decodeIntervals } from './media/frames/decode-intervals.ts';
export { decodeMoments, type Moment } from './media/frames/decode-moments.ts';
export { decoderUrl } from './media/media-file.ts';
export { nameOfInput } from './media/media-input.ts';
export { playlistKind } from './media/playlists.ts';
export { type ReadSubtitlesOptions, readSubtitles } from './media/read-subtitles.ts';
export { encodeJpeg, type Surround } from './media/still/encode-jpeg.ts';
export { isStill } from './media/still/still.ts';
