/**
 * What the packages of this repository share. It promises nothing: names here may change or go in any release. Do not use it elsewhere.
 * Like the portable entry, it uses no Node API.
 */

export { AudioCoder, type AudioCodes, CODE_INTERVAL } from './audio/audio-coder.ts';
export { AUDIO_ALGORITHM, type AudioSpeed, audioView, QUERY_SPEEDS, retimingOf, speedOfView } from './audio/audio-speeds.ts';
export { crc32 } from './bytes/crc32.ts';
export { decodeText, encodeText } from './bytes/utf8.ts';
export {
  type Check,
  checkBoolean,
  checkBytes,
  checkFields,
  checkFunction,
  checkInteger,
  checkIterable,
  checkList,
  checkMap,
  checkObject,
  checkOneOf,
  checkPath,
  checkRange,
  checkSignal,
  checkStorable,
  checkString,
  checkText,
  shown,
} from './check.ts';
export { oneLine } from './errors.ts';
export { CODE_LENGTH, CODE_WORDS, LOOKS } from './features/code-of-descriptor.ts';
export { aboutFile, fileReason, readFault, writeFault } from './file-fault.ts';
export { checkFingerprint } from './fingerprint/check-fingerprint.ts';
export { measureBlending } from './fingerprint/collect/blend-strip.ts';
export { DIRECTION_STEPS, SCALE_STEPS } from './fingerprint/collect/feature-strip.ts';
export { INSET_VIEWS, MIDDLE_HALF, shareOfMiddle, TILTED_VIEWS } from './fingerprint/collect/views.ts';
export { findSection, type SectionPlace, TABLE_BYTES } from './fingerprint/file/find-section.ts';
export { fingerprintFault } from './fingerprint/file/fingerprint-fault.ts';
export { sectionKindsOf } from './fingerprint/file/section-kinds.ts';
export { COARSE_LUMA_GRID, FINE_LUMA_GRID } from './fingerprint/fingerprint.ts';
export { SHORTEST_REFERENCE } from './fingerprint/fingerprint-frames.ts';
export {
  type DataRequest,
  haveEqualHashes,
  lackingData,
  type RequestedData,
  withData,
  withLessData,
} from './fingerprint/requested-data.ts';
export { FEATURES_HEADER_BYTES, type FeaturesPlaces, keypointsOf, placesOfFeatures } from './fingerprint/sections/local-features.ts';
export { type FingerprintPart, spliceFingerprints } from './fingerprint/splice-fingerprints.ts';
export { joinSpans, secondsIn, subtractSpans } from './fingerprint/time-spans.ts';
export { complementHashes, hasComplement } from './hash/complement.ts';
export { type Dihedral, dihedralHash, hasSymmetry, mirrorHash } from './hash/dihedral.ts';
export { HASH_PICTURE_SIZE } from './hash/frame-hasher.ts';
export { HASHERS } from './hash/hashers.ts';
export { pdqOfLuma } from './hash/pdq.ts';
export { type InFlightOptions, inFlight } from './in-flight.ts';
export type { AreaKernel, Cover } from './kernels/area/area-kernel.ts';
export { plainArea } from './kernels/area/plain-area.ts';
export { createWasmArea } from './kernels/area/wasm-area.ts';
export type { BandKernel, BandLookUp, BandTable, OnNearFrame } from './kernels/bands/band-kernel.ts';
export { type BandWordOf, bandWordsOf } from './kernels/bands/band-words.ts';
export { createBandKernel } from './kernels/bands/create-bands.ts';
export { PlainBands } from './kernels/bands/plain-bands.ts';
export { WasmBands } from './kernels/bands/wasm-bands.ts';
export { type DctKernel, SPECTRUM_PICTURE_SIZE, SPECTRUM_SIZE } from './kernels/dct/dct-kernel.ts';
export { plainDct } from './kernels/dct/plain-dct.ts';
export { createWasmDct } from './kernels/dct/wasm-dct.ts';
export { createDiagonalKernel } from './kernels/diagonals/create-diagonals.ts';
export { type DiagonalFilm, type DiagonalKernel, type DiagonalRow, spanOf } from './kernels/diagonals/diagonal-kernel.ts';
export { plainDiagonals, sumAlong } from './kernels/diagonals/plain-diagonals.ts';
export { createWasmDiagonals } from './kernels/diagonals/wasm-diagonals.ts';
export { createHammingKernel } from './kernels/hamming/create-hamming.ts';
export { popcount32 } from './kernels/hamming/hamming.ts';
export type { HammingKernel, HammingPairs } from './kernels/hamming/hamming-kernel.ts';
export { PlainHamming } from './kernels/hamming/plain-hamming.ts';
export { WasmHamming } from './kernels/hamming/wasm-hamming.ts';
export type { GridAxis, MarkKernel } from './kernels/mark/mark-kernel.ts';
export { plainMark } from './kernels/mark/plain-mark.ts';
export { createWasmMark } from './kernels/mark/wasm-mark.ts';
export { createPostingKernel } from './kernels/postings/create-postings.ts';
export { PlainPostings } from './kernels/postings/plain-postings.ts';
export { keyBitsOf, type PostingCut, type PostingKernel, type PostingRoom } from './kernels/postings/posting-kernel.ts';
export { WasmPostings } from './kernels/postings/wasm-postings.ts';
export { adoptSharedMemory, sharedBytes, sharedMemoryOf } from './kernels/shared-bytes.ts';
export { createSlidingKernel } from './kernels/sliding/create-sliding.ts';
export { plainSliding } from './kernels/sliding/plain-sliding.ts';
export type { SlidingKernel } from './kernels/sliding/sliding-kernel.ts';
export { createWasmSliding } from './kernels/sliding/wasm-sliding.ts';
export { type ActiveAreaOptions, activeAreaOfStill, trackActiveArea } from './luma/active-area/active-area.ts';
export { type Crop, cropOf } from './luma/crop.ts';
export { isFading } from './luma/fade.ts';
export { findInnerPictures, type InnerPicture, type InnerPictureOptions } from './luma/inner-picture/inner-picture.ts';
export { MIN_QUALITY, measureQuality } from './luma/quality.ts';
export { rotateArea } from './luma/rotate-area.ts';
export { makeCover } from './luma/scale.ts';
export { cornersOf, scaleQuad } from './luma/scale-quad.ts';
export { type LumaRange, type LumaTransfer, toneLookup } from './luma/tone.ts';
export { MersenneTwister } from './mersenne-twister.ts';
