import type { Catalogue, CatalogueReader, CatalogueWriter } from '../catalogue.ts';
import { type CatalogueDatabase, connect, type Database } from './database.ts';
import { listDiscs, putClip, putDisc, readClips } from './discs.ts';
import { appendLedgerEntry, ledgerSize, listLedgerEntries } from './ledger.ts';
import { migrate } from './migrations.ts';
import { putContentScan, putDigests, putFileProblems, putServer, putServerFiles, putServerProblems } from './put-servers.ts';
import {
  findReference,
  findReferenceOfContent,
  findReferenceOfMedia,
  listReferences,
  putReference,
  putReferenceIscc,
  putReferenceManifest,
  readRevision,
} from './references.ts';
import { findScan, listScans, listScansOfFile, putScan } from './scans.ts';
import {
  countFilesAfter,
  findServerFile,
  listContentsToScan,
  listFilmCopies,
  listOverlaps,
  listServerDays,
  listServerFiles,
  listServerProblems,
  listServers,
  listSharedTimes,
  readServerTotals,
} from './servers.ts';
import { listSightings, putSighting } from './sightings.ts';
import { findTitle, listTitles, putTitle, putWindows, titleIdOfName } from './titles.ts';
import { write } from './transaction.ts';
import { listUnscanned, putUnscanned, removeUnscanned } from './unscanned.ts';

/**
 * Opens the catalogue in a database, creates its tables if they are missing, and migrates them.
 * @throws StreetdateError `bad-library` if it is no catalogue, is damaged, locked or of a newer version; `file-unwritable`;
 * `store-unavailable` if a server does not answer.
 */
export async function openSqlCatalogue(place: CatalogueDatabase): Promise<Catalogue> {
  const database = connect(place);
  const guard: Guard = (work) =>
    work.catch((cause: unknown) => {
      throw place.faultOf(cause) ?? cause;
    });
  try {
    await guard(migrate(database, place));
  } catch (error) {
    await database.destroy();
    throw error;
  }
  return {
    ...readerOf(database, guard),
    write: (work) => guard(write(database, place, (transaction) => work(writerOf(transaction)))),
    close: () => database.destroy(),
  };
}

/** Converts database errors into StreetdateErrors. */
type Guard = <T>(work: Promise<T>) => Promise<T>;

function readerOf(database: Database, guard: Guard): CatalogueReader {
  return {
    revision: () => guard(readRevision(database)),
    titles: () => guard(listTitles(database)),
    title: (idOrName) => guard(findTitle(database, idOrName)),
    titleIdOfName: (name) => guard(titleIdOfName(database, name)),
    references: () => guard(listReferences(database)),
    reference: (id) => guard(findReference(database, id)),
    referenceOfMedia: (path, stamp) => guard(findReferenceOfMedia(database, path, stamp)),
    referenceOfContent: (sha256) => guard(findReferenceOfContent(database, sha256)),
    discs: () => guard(listDiscs(database)),
    discClips: (path, stamp) => guard(readClips(database, path, stamp)),
    scans: () => guard(listScans(database)),
    scan: (id) => guard(findScan(database, id)),
    scansOfFile: (path) => guard(listScansOfFile(database, path)),
    sightings: (scanIds) => guard(listSightings(database, scanIds)),
    unscanned: () => guard(listUnscanned(database)),
    ledgerSize: () => guard(ledgerSize(database)),
    ledgerEntries: (start, count) => guard(listLedgerEntries(database, start, count)),
    servers: () => guard(listServers(database)),
    serverTotals: (serverId) => guard(readServerTotals(database, serverId)),
    serverProblems: (serverId) => guard(listServerProblems(database, serverId)),
    serverFile: (serverId, path) => guard(findServerFile(database, serverId, path)),
    serverFiles: (serverId, which, page) => guard(listServerFiles(database, serverId, which, page)),
    contentsToScan: (serverId, kinds, page) => guard(listContentsToScan(database, serverId, kinds, page)),
    filmCopies: (page) => guard(listFilmCopies(database, page)),
    serverOverlaps: () => guard(listOverlaps(database)),
    sharedTimes: (page) => guard(listSharedTimes(database, page)),
    serverDays: (serverId) => guard(listServerDays(database, serverId)),
    filesAfter: (serverId, ms) => guard(countFilesAfter(database, serverId, ms)),
  };
}

function writerOf(transaction: Database): CatalogueWriter {
  return {
    // The original error is kept until the transaction is rolled back.
    ...readerOf(transaction, (work) => work),
    putTitle: (title) => putTitle(transaction, title),
    putWindows: (titleId, windows) => putWindows(transaction, titleId, windows),
    putReference: (reference) => putReference(transaction, reference),
    putReferenceIscc: (id, iscc) => putReferenceIscc(transaction, id, iscc),
    putReferenceManifest: (id, sha256) => putReferenceManifest(transaction, id, sha256),
    putDisc: (disc) => putDisc(transaction, disc),
    putDiscClip: (path, stamp, clip, stored) => putClip(transaction, path, stamp, clip, stored),
    putScan: (scan) => putScan(transaction, scan),
    putSighting: (sighting) => putSighting(transaction, sighting),
    putUnscanned: (files) => putUnscanned(transaction, files),
    removeUnscanned: (paths) => removeUnscanned(transaction, paths),
    appendLedgerEntry: (entry) => appendLedgerEntry(transaction, entry),
    putServer: (server) => putServer(transaction, server),
    putServerFiles: (serverId, files) => putServerFiles(transaction, serverId, files),
    putDigests: (serverId, digests) => putDigests(transaction, serverId, digests),
    putFileProblems: (serverId, problems) => putFileProblems(transaction, serverId, problems),
    putServerProblems: (serverId, problems) => putServerProblems(transaction, serverId, problems),
    putContentScan: (digest, scan) => putContentScan(transaction, digest, scan),
  };
}
