/** The part of core that runs anywhere: in Node, in browsers and in workers. It uses no Node API and no native code. */

export { AUDIO_SAMPLE_RATE } from './audio/chroma.ts';
export { StreetdateError, type StreetdateErrorCode } from './errors.ts';
export { codeAudio } from './fingerprint/collect/audio-tracks.ts';
export { decodeFingerprint } from './fingerprint/file/decode-fingerprint.ts';
export { encodeFingerprint } from './fingerprint/file/encode-fingerprint.ts';
export {
  type AreaSpan,
  type AudioFacts,
  type AveragePicture,
  type Blending,
  type Details,
  type Fingerprint,
  type FingerprintFacts,
  type FingerprintRole,
  findTrack,
  type HasAreas,
  type HasAverage,
  type HasBlending,
  type HasDetails,
  type HashTrack,
  type HasInsets,
  type HasLocalFeatures,
  type HasLuma,
  type HasSubtitles,
  type HasThumbnails,
  type HasTracks,
  type InsetSpan,
  type LocalFeatures,
  type Look,
  type LumaSeries,
  type MediaFacts,
  type Thumbnails,
  type TimeSpan,
} from './fingerprint/fingerprint.ts';
export {
  type FingerprintOptions,
  type FingerprintProgress,
  FRAMES_PER_SECOND,
  type FramesOptions,
  fingerprintFrames,
} from './fingerprint/fingerprint-frames.ts';
export { type FingerprintStillOptions, fingerprintStill } from './fingerprint/fingerprint-still.ts';
export { readVpdqLines, writeVpdqLines } from './fingerprint/vpdq-lines.ts';
export { blockhash } from './hash/blockhash.ts';
export type { FrameHasher } from './hash/frame-hasher.ts';
export { hashFromHex, hashToHex } from './hash/hex.ts';
export { pdq } from './hash/pdq.ts';
export { hammingDistance } from './kernels/hamming/hamming.ts';
export { type LumaFrame, type PictureArea, type PictureDetail, type PicturePoint, WHOLE_PICTURE } from './luma/luma-frame.ts';
export { scaleArea } from './luma/scale.ts';
export type { PictureQuad } from './luma/scale-quad.ts';
export type { Damage } from './media/damage.ts';
export type { SubtitleTrack } from './media/subtitle-track.ts';
