/** Entry for the packages of this repository. It promises nothing: any version may change it. */

export { BLOB_KINDS, blobOfFile, fileOfBlob, folderOfKind } from './blobs/blob-places.ts';
export { loadStored } from './blobs/fingerprints.ts';
export { FolderStore } from './blobs/folder-store.ts';
export { sha256Of } from './blobs/sha256.ts';
export { discsByReference } from './catalogue/discs-by-reference.ts';
export { slug } from './catalogue/ids.ts';
export { type CatalogueDatabase, type Database, sqliteDatabase } from './catalogue/sql/database.ts';
export { SCHEMA_VERSION } from './catalogue/sql/migrations.ts';
export { openSqlCatalogue } from './catalogue/sql/sql-catalogue.ts';
export { findSqlite } from './catalogue/sqlite/drivers.ts';
export { openSqliteFile } from './catalogue/sqlite/open-sqlite-file.ts';
export { checkDisc, featuresOf } from './enroll/enroll-disc.ts';
export { fileFault, readFileState, writeFault } from './files/file-state.ts';
export { isFingerprintName } from './files/media-names.ts';
export { writeWhole } from './files/write-whole.ts';
export { kindOfContent } from './intake/content.ts';
export { isccUnitBytes, isccUnitsInBytes } from './iscc/iscc-unit.ts';
export { ISCC_KINDS } from './iscc/iscc-units.ts';
export { MersenneTwister } from './iscc/mersenne-twister.ts';
export { findScans } from './scan/find-scans.ts';
export { readVideoCode } from './scan/read-iscc.ts';
export { readMedia } from './scan/read-media.ts';
export { type Backup, type BackupOptions, backUp, restoreBackup } from './upkeep/backup.ts';
export { type BadBlob, type CheckLibraryOptions, checkLibrary, type LibraryCheck } from './upkeep/check-library.ts';
export type { BadRow } from './upkeep/check-rows.ts';
export { copyLibrary, type LibraryCopy, type LibraryPlace, migrateLibrary } from './upkeep/copy-library.ts';
export type { TableDigest } from './upkeep/table-rows.ts';
