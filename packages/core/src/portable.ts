/** The part of core that runs anywhere: no Node API, no native code. The matcher and web pages import this one. */

export { SOUND_RATE } from './audio/chroma.ts';
export { CODE_INTERVAL, SoundCoder, type SoundCodes } from './audio/sound-coder.ts';
export { QUERY_SPEEDS, SOUND_ALGORITHM, type SoundSpeed, soundView, speedOfView } from './audio/sound-speeds.ts';
export { checkInteger, checkOneOf, checkRange, checkText } from './check.ts';
export { lineOf, StreetdateError, type StreetdateErrorCode } from './errors.ts';
export { measureBlending } from './fingerprint/blend-strip.ts';
export { crc32 } from './fingerprint/crc32.ts';
export { decodeFingerprint } from './fingerprint/decode-fingerprint.ts';
export { encodeFingerprint } from './fingerprint/encode-fingerprint.ts';
export { aboutFile, fileReason, readFault, writeFault } from './fingerprint/file-fault.ts';
export {
  type AreaSpan,
  type AveragePicture,
  type Blending,
  BRIGHTNESS_GRID,
  type Brightness,
  CELL_GRID,
  type Details,
  type Fingerprint,
  type FingerprintRole,
  findTrack,
  type HashTrack,
  type InsetSpan,
  type Look,
  type MediaFacts,
  type SoundFacts,
  type Thumbnails,
  type TimeSpan,
} from './fingerprint/fingerprint.ts';
export { fingerprintFault } from './fingerprint/fingerprint-fault.ts';
export {
  type FingerprintOptions,
  type FingerprintProgress,
  FRAMES_PER_SECOND,
  type FramesOptions,
  fingerprintFrames,
  SHORTEST_REFERENCE,
} from './fingerprint/fingerprint-frames.ts';
export { type FingerprintStillOptions, fingerprintStill } from './fingerprint/fingerprint-still.ts';
export { codeSound } from './fingerprint/sound-tracks.ts';
export { type FingerprintPart, spliceFingerprints } from './fingerprint/splice-fingerprints.ts';
export { joinSpans, secondsIn, subtractSpans } from './fingerprint/time-spans.ts';
export { decodeText, encodeText } from './fingerprint/utf8.ts';
export { MIDDLE_HALF } from './fingerprint/views.ts';
export { blockhash } from './hash/blockhash.ts';
export { type Dihedral, dihedralHash, hasSymmetry, mirrorHash } from './hash/dihedral.ts';
export { type FrameHasher, HASH_PICTURE_SIZE } from './hash/frame-hasher.ts';
export { HASHERS } from './hash/hashers.ts';
export { hashFromHex, hashToHex } from './hash/hex.ts';
export { pdq, pdqOfLuma } from './hash/pdq.ts';
export { type InFlightOptions, inFlight } from './in-flight.ts';
export type { AreaKernel, Cover } from './kernels/area-kernel.ts';
export type { BandKernel, BandLookUp, BandTable, OnNearFrame } from './kernels/band-kernel.ts';
export { type BandWordOf, bandWordsOf } from './kernels/band-words.ts';
export { createBandKernel } from './kernels/create-bands.ts';
export { createHammingKernel } from './kernels/create-hamming.ts';
export { createPostingKernel } from './kernels/create-postings.ts';
export { type DctKernel, SPECTRUM_PICTURE_SIZE, SPECTRUM_SIZE } from './kernels/dct-kernel.ts';
export { hammingDistance, popcount32 } from './kernels/hamming.ts';
export type { HammingKernel, HammingPairs } from './kernels/hamming-kernel.ts';
export { plainArea } from './kernels/plain-area.ts';
export { PlainBands } from './kernels/plain-bands.ts';
export { plainDct } from './kernels/plain-dct.ts';
export { PlainHamming } from './kernels/plain-hamming.ts';
export { PlainPostings } from './kernels/plain-postings.ts';
export { keyBitsOf, type PostingCut, type PostingKernel, type PostingRoom } from './kernels/posting-kernel.ts';
export { adoptSharedMemory, sharedBytes, sharedMemoryOf } from './kernels/shared-bytes.ts';
export { createWasmArea } from './kernels/wasm-area.ts';
export { WasmBands } from './kernels/wasm-bands.ts';
export { createWasmDct } from './kernels/wasm-dct.ts';
export { WasmHamming } from './kernels/wasm-hamming.ts';
export { WasmPostings } from './kernels/wasm-postings.ts';
export { type ActiveAreaOptions, activeAreaOfStill, trackActiveArea } from './luma/active-area.ts';
export { isFading } from './luma/fade.ts';
export { findInnerPictures, type InnerPicture, type InnerPictureOptions } from './luma/inner-picture.ts';
export { type LumaFrame, type PictureArea, type PictureDetail, type PicturePoint, WHOLE_PICTURE } from './luma/luma-frame.ts';
export { type PicturePart, partOf } from './luma/picture-part.ts';
export { MIN_QUALITY, measureQuality } from './luma/quality.ts';
export { makeCover, scaleArea } from './luma/scale.ts';
export { cornersOf, type PictureQuad, scaleQuad } from './luma/scale-quad.ts';
export { type LumaRange, type LumaTransfer, toneLookup } from './luma/tone.ts';
export { turnArea } from './luma/turn-area.ts';
export type { Damage } from './media/damage.ts';
export type { SubtitleTrack } from './media/subtitle-track.ts';
