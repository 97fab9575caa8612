export { type ExportedReference, type ExportedWindow, type ExportOptions, exportParquet } from './parquet/export-parquet.ts';
export { digestReferences, readManifest as readSweepManifest, type SweepManifest } from './parquet/manifest.ts';
export type { ListedReference } from './parquet/parquet-library.ts';
export { type PrepareOptions, prepareSweep } from './search/prepare-sweep.ts';
export {
  type SweepFailure,
  type SweepFinding,
  type SweepOptions,
  type SweepProgress,
  type SweepQuery,
  type SweepResult,
  sweep,
} from './search/sweep.ts';
