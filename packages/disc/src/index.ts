export type { ByteSource } from './bytes/byte-source.ts';
export { clipBytes } from './clips/clip-pieces.ts';
export { type ClipSeconds, type ClipSection, findSection } from './clips/clip-section.ts';
export { scrambled, streamClip } from './clips/clip-stream.ts';
export { SubtitleClock } from './clips/subtitle-clock.ts';
export { type DiskFile, type DiskFilesOptions, diskFiles } from './forensic/disk-files.ts';
export { type EwfFacts, exportEwf, readEwf } from './forensic/ewf.ts';
export { checkStoredDigests, type ImageDigests, imageDigests } from './forensic/image-digests.ts';
export type { RunOptions } from './forensic/run-program.ts';
export { framesId } from './ids/structure-id.ts';
export { readDisc, readTitles } from './read-disc.ts';
export type { DiscFile, DiscSource } from './source/disc-source.ts';
export { type ImageFile, imageFiles } from './source/image-files.ts';
export { openDiscSource } from './source/open-disc-source.ts';
export { pictureContinuity } from './structure/continuity.ts';
export type {
  AudioTraits,
  ClipPiece,
  Disc,
  DiscClip,
  DiscId,
  DiscProgram,
  DiscTitle,
  Protection,
  SubtitleTraits,
  TimelinePart,
  VideoTraits,
} from './structure/disc.ts';
export { chooseFeatures, type Feature, type FeatureOptions, type LeftOut } from './structure/features.ts';
export { type MainTitleSign, type RankedTitle, type RankOptions, rankTitles } from './structure/main-title.ts';
export { findShuffles } from './structure/shuffles.ts';
