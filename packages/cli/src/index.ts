/** The command as a function, and the shapes of its output. */

export {
  type DiscFacts,
  discFacts,
  type EnrolledDiscRecord,
  type ErrorRecord,
  enrolledDiscRecord,
  errorRecord,
  type FingerprintRecord,
  fingerprintRecord,
  type LibraryManifest,
  libraryManifest,
  type MatchRecord,
  matchRecord,
  type NotMediaRecord,
  notMediaRecord,
  type ParquetRecord,
  parquetRecord,
  type ReferenceRecord,
  referenceRecord,
  type ScanRecord,
  type ScanSummaryRecord,
  type SegmentRecord,
  type SightingRecord,
  type SkippedRecord,
  scanRecord,
  scanSummaryRecord,
  segmentRecord,
  sightingRecord,
  skippedRecord,
  type TitleRecord,
  type TransferRecord,
  titleRecord,
  transferRecord,
  type VerdictRecord,
  verdictRecord,
  type WindowRecord,
  windowRecord,
} from '@streetdate/engine/records';
export { EXIT, type ExitStatus } from './exit.ts';
export { Interrupt, type Io, type TextStream } from './io.ts';
export { type ConfigFile, type ConfigRecord, configFile, configRecord } from './output/config-record.ts';
export {
  type BackupRecord,
  backupRecord,
  type DbCheckRecord,
  type DbCopyRecord,
  type DbMigrateRecord,
  dbCheckRecord,
  dbCopyRecord,
  dbMigrateRecord,
} from './output/db-record.ts';
export { type DiscRecord, discRecord } from './output/disc-record.ts';
export { type DoctorRecord, doctorRecord } from './output/doctor-record.ts';
export { jsonSchemas } from './output/json-schemas.ts';
export { type SweepRecord, sweepRecord } from './output/sweep-record.ts';
export { run } from './run.ts';
