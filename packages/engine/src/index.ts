/** From a file to a verdict: enrolls films, discs and stills, scans uploads, judges the matches. */

export type { BlobEntry, BlobKind, BlobStore, Leftover, MaintainedBlobStore } from './blobs/blob-store.ts';
export type {
  BlobName,
  Catalogue,
  CatalogueReader,
  CatalogueWriter,
  ReferencePage,
  ScanPlace,
  TitlePage,
} from './catalogue/catalogue.ts';
export type {
  ContentKind,
  FilmCopy,
  Page,
  ServerDay,
  ServerOverlap,
  ServerProblem,
  ServerReader,
  ServerTotals,
  ServerWriter,
  SharedTime,
  StoredDigest,
  StoredImage,
  StoredServer,
  StoredServerFile,
  StoredServerImage,
} from './catalogue/server-store.ts';
export type {
  AllowedSources,
  ConflictDecision,
  DiscOfReference,
  HeldBackSpan,
  NewTitle,
  StoredAllowedSource,
  StoredClip,
  StoredConflict,
  StoredDisc,
  StoredDispute,
  StoredExclusion,
  StoredFeature,
  StoredLedgerEntry,
  StoredReference,
  StoredScan,
  StoredSighting,
  StoredUnscanned,
  TitleWithWindows,
  UnreadableAllowedSource,
  UnreadableWindow,
} from './catalogue/stored.ts';
export type { DisputeEnd, NewDispute } from './disputes/disputes.ts';
export type { Enrolled, EnrolledDisc, EnrolledReference, EnrollOptions, EnrolOptions, NotEnrolled } from './enroll/enrollment.ts';
export type { NotCarried } from './held-back/carry.ts';
export type { DecideConflictsOptions } from './held-back/decide-conflicts.ts';
export type { Excluded, ExcludeOptions } from './held-back/exclude.ts';
export type { HeldBackOfNew } from './held-back/settle-new-reference.ts';
export { isccAudioCode, isccVideoCode } from './iscc/content-codes.ts';
export { isccCode } from './iscc/iscc-code.ts';
export { type IsccOfBytes, isccOfBytes } from './iscc/iscc-of-bytes.ts';
export type { IsccBits } from './iscc/iscc-unit.ts';
export { type IsccNearness, type IsccUnits, isccCodeOfUnits } from './iscc/iscc-units.ts';
export { type FindByIsccOptions, type ImportLibraryOptions, type IsccMatch, Library } from './library.ts';
export { isLibrary, type OpenLibraryOnOptions, type OpenLibraryOptions, openLibrary, openLibraryOn } from './open-library.ts';
export type { OnProgress, Progress } from './progress.ts';
export type { MissingReferences, ReferenceSearch, ReferenceSearchResult } from './reference-search.ts';
export { type RefusalReason, RefusedError } from './refusal.ts';
export type { FindCopiesOptions } from './scan/find-copies.ts';
export type { IndexState } from './scan/index-state.ts';
export {
  isScanned,
  type JudgedOutcome,
  type NotMediaFile,
  type ScannedFile,
  type ScannedMatch,
  type ScanOutcome,
  type SkippedFile,
  type UnscannedFile,
} from './scan/outcome.ts';
export type { JudgeOptions, ScanOptions, SightingOptions } from './scan/scan-options.ts';
export type { SearchAgainOptions } from './scan/search-again.ts';
export type { Stores } from './stores.ts';
export type { SweepOptions, SweepSummary } from './sweep/sweep-paths.ts';
export type { Transfer } from './transfer/export-library.ts';
export type { ParquetOptions } from './transfer/export-parquet.ts';
export { VERSION } from './version.ts';
