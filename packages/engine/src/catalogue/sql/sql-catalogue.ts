import { checkInteger, checkList, checkObject, checkOneOf, checkRange, shown } from '@streetdate/core/internal';
import type { Catalogue, CatalogueReader, CatalogueWriter, ReferencePage } from '../catalogue.ts';
import { provesNothing } from '../held-back.ts';
import type { Page } from '../server-store.ts';
import type { HeldBackSpan } from '../stored.ts';
import { listAllowedSources, putAllowedSource, removeAllowedSource } from './allowed-sources.ts';
import { listConflicts, putConflicts, removeConflicts } from './conflicts.ts';
import { type CatalogueDatabase, connect, type Database } from './database.ts';
import { listDiscs, putClip, putDisc, readClips } from './discs.ts';
import { listDisputes, putDispute } from './disputes.ts';
import { removeReference, removeScans, removeTitle } from './erase.ts';
import { listExclusions, putExclusions, removeExclusions } from './exclusions.ts';
import { appendLedgerEntry, ledgerSize, listLedgerEntries } from './ledger.ts';
import { migrate } from './migrations.ts';
import {
  putContentScan,
  putDigests,
  putFileProblems,
  putPackedState,
  putServer,
  putServerFiles,
  putServerImage,
  putServerProblems,
  removePackedFiles,
  removeServerProblems,
} from './put-servers.ts';
import { isReferenced } from './referenced.ts';
import {
  findReference,
  findReferenceOfContent,
  findReferenceOfMedia,
  listPublishedFootage,
  listReferenceIds,
  listReferencePage,
  listReferences,
  putPublishedFootage,
  putReference,
  putReferenceIscc,
  putReferenceManifest,
  putReferencePromo,
  readRevision,
} from './references.ts';
import { findScan, listScans, listScansOfFile, putScan } from './scans.ts';
import {
  countFilesAfter,
  findPackedState,
  findServerFile,
  listContentsToScan,
  listFilmCopies,
  listOverlaps,
  listServerDays,
  listServerFiles,
  listServerImages,
  listServerProblems,
  listServers,
  listSharedTimes,
  readServerTotals,
} from './servers.ts';
import { listSightings, putSighting } from './sightings.ts';
import {
  findTitle,
  listEnrolledTitles,
  listOpenings,
  listTitlePage,
  listTitles,
  namesOfTitles,
  putTitle,
  putWindows,
  titleIdOfName,
  titleNames,
} from './titles.ts';
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
    erase: (work) =>
      guard(
        (async () => {
          const done = await write(database, place, (transaction) => work(writerOf(transaction)));
          await place.forgetWritten?.(database);
          return done;
        })(),
      ),
    close: () => database.destroy(),
  };
}

/** Converts database errors into StreetdateErrors. */
type Guard = <T>(work: Promise<T>) => Promise<T>;

function readerOf(database: Database, guard: Guard): CatalogueReader {
  /** Looks something up by texts, each of which has a name in errors. */
  const by = <T>(texts: Readonly<Record<string, unknown>>, find: () => Promise<T>): Promise<T> =>
    guard(
      (async () => {
        for (const [name, text] of Object.entries(texts)) checkKey(name, text);
        return find();
      })(),
    );
  return {
    revision: () => guard(readRevision(database)),
    titles: () => guard(listTitles(database)),
    titlePage: (page) =>
      by({}, () => {
        checkListPage(page);
        return listTitlePage(database, page);
      }),
    enrolledTitles: () => guard(listEnrolledTitles(database)),
    titleNames: (ids) =>
      by({}, () => {
        checkList('ids', ids, checkKey);
        return namesOfTitles(database, ids);
      }),
    title: (idOrName) => by({ idOrName }, () => findTitle(database, idOrName)),
    openings: (from, before, most) =>
      by({ from, before }, () => {
        checkInteger('most', most, 1, Number.MAX_SAFE_INTEGER);
        return listOpenings(database, from, before, most);
      }),
    titleIdOfName: (name) => by({ name }, () => titleIdOfName(database, name)),
    references: () => guard(listReferences(database)),
    referencePage: (page) =>
      by({}, () => {
        checkListPage(page);
        return listReferencePage(database, page);
      }),
    referenceIds: (titleIds) =>
      by({}, () => {
        checkList('titleIds', titleIds, checkKey);
        return listReferenceIds(database, titleIds);
      }),
    reference: (id) => by({ id }, () => findReference(database, id)),
    referenceOfMedia: (path, stamp) => by({ path, stamp }, () => findReferenceOfMedia(database, path, stamp)),
    referenceOfContent: (sha256) => by({ sha256 }, () => findReferenceOfContent(database, sha256)),
    publishedFootage: () => guard(listPublishedFootage(database)),
    discs: () => guard(listDiscs(database)),
    discClips: (path, stamp) => by({ path, stamp }, () => readClips(database, path, stamp)),
    scans: () => guard(listScans(database)),
    scan: (id) => by({ id }, () => findScan(database, id)),
    scansOfFile: (path) => by({ path }, () => listScansOfFile(database, path)),
    sightings: (scanIds) =>
      by({}, () => {
        checkList('scanIds', scanIds, checkKey);
        return listSightings(database, scanIds);
      }),
    allowedSources: () => guard(listAllowedSources(database)),
    disputes: () => guard(listDisputes(database)),
    unscanned: () => guard(listUnscanned(database)),
    exclusions: () => guard(listExclusions(database)),
    conflicts: () => guard(listConflicts(database)),
    provesNothing: () => guard(heldBackIn(database)),
    ledgerSize: () => guard(ledgerSize(database)),
    ledgerEntries: (start, count) =>
      by({}, () => {
        checkInteger('start', start, -1, Number.MAX_SAFE_INTEGER);
        checkInteger('count', count, 0, Number.MAX_SAFE_INTEGER);
        return listLedgerEntries(database, start, count);
      }),
    servers: () => guard(listServers(database)),
    serverTotals: (serverId) => by({ serverId }, () => readServerTotals(database, serverId)),
    serverImages: (serverId) => by({ serverId }, () => listServerImages(database, serverId)),
    packedState: (serverId, path) => by({ serverId, path }, () => findPackedState(database, serverId, path)),
    serverProblems: (serverId) => by({ serverId }, () => listServerProblems(database, serverId)),
    serverFile: (serverId, path) => by({ serverId, path }, () => findServerFile(database, serverId, path)),
    serverFiles: (serverId, which, page) =>
      by({ serverId }, () => {
        checkOneOf('which', which, ['unread', 'archives', 'all']);
        return listServerFiles(database, serverId, which, checkPage(page));
      }),
    contentsToScan: (serverId, kinds, page) =>
      by({ serverId }, () => {
        checkList('kinds', kinds, checkKey);
        return listContentsToScan(database, serverId, kinds, checkPage(page));
      }),
    filmCopies: (page) => by({}, () => listFilmCopies(database, checkPage(page))),
    serverOverlaps: () => guard(listOverlaps(database)),
    sharedTimes: (page) => by({}, () => listSharedTimes(database, checkPage(page))),
    serverDays: (serverId) => by({ serverId }, () => listServerDays(database, serverId)),
    filesAfter: (serverId, ms) =>
      by({ serverId }, () => {
        checkRange('ms', ms, -Number.MAX_VALUE, Number.MAX_VALUE);
        return countFilesAfter(database, serverId, ms);
      }),
  };
}

async function heldBackIn(database: Database): Promise<Map<string, HeldBackSpan[]>> {
  const [exclusions, conflicts] = [await listExclusions(database), await listConflicts(database)];
  // Names are for the reasons of what is shared.
  return provesNothing(exclusions, conflicts, conflicts.length === 0 ? new Map() : await titleNames(database));
}

/** Throws a `TypeError` unless a value can be looked up: any text without NUL. */
function checkKey(name: string, value: unknown): asserts value is string {
  if (typeof value !== 'string' || value.includes('\0')) throw new TypeError(`${name} must be a text without NUL, got ${shown(value)}`);
}

function checkListPage(page: ReferencePage): void {
  checkObject('page', page);
  if (page.after !== undefined) checkKey('page.after', page.after);
  if (page.titleId !== undefined) checkKey('page.titleId', page.titleId);
  checkInteger('page.most', page.most, 1, Number.MAX_SAFE_INTEGER);
}

function checkPage(page: Page): Page {
  checkObject('page', page);
  checkKey('page.after', page.after);
  checkInteger('page.most', page.most, 0, Number.MAX_SAFE_INTEGER);
  return page;
}

function writerOf(transaction: Database): CatalogueWriter {
  return {
    // The original error is kept until the transaction is rolled back.
    ...readerOf(transaction, (work) => work),
    putTitle: (title) => putTitle(transaction, title),
    putWindows: (titleId, windows) => putWindows(transaction, titleId, windows),
    putReference: (reference) => putReference(transaction, reference),
    putReferencePromo: (id, promo) => putReferencePromo(transaction, id, promo),
    putPublishedFootage: (footage) => putPublishedFootage(transaction, footage),
    putReferenceIscc: (id, iscc) => putReferenceIscc(transaction, id, iscc),
    putReferenceManifest: (id, sha256) => putReferenceManifest(transaction, id, sha256),
    putDisc: (disc) => putDisc(transaction, disc),
    putDiscClip: (path, stamp, clip, stored) => putClip(transaction, path, stamp, clip, stored),
    putScan: (scan) => putScan(transaction, scan),
    putSighting: (sighting) => putSighting(transaction, sighting),
    putAllowedSource: (facts, addedAt) => putAllowedSource(transaction, facts, addedAt),
    removeAllowedSource: async (id) => {
      checkKey('id', id);
      return removeAllowedSource(transaction, id);
    },
    putDispute: (dispute) => putDispute(transaction, dispute),
    putUnscanned: (files) => putUnscanned(transaction, files),
    removeUnscanned: (paths) => removeUnscanned(transaction, paths),
    putExclusions: (exclusions) => putExclusions(transaction, exclusions),
    removeExclusions: (ids) => removeExclusions(transaction, ids),
    putConflicts: (conflicts) => putConflicts(transaction, conflicts),
    removeConflicts: (ids) => removeConflicts(transaction, ids),
    removeScans: (scans) => removeScans(transaction, scans),
    removeReference: (id) => removeReference(transaction, id),
    removeTitle: (id) => removeTitle(transaction, id),
    isNamed: ({ kind, sha256 }) => isReferenced(transaction, kind, sha256),
    appendLedgerEntry: (entry) => appendLedgerEntry(transaction, entry),
    putServer: (server) => putServer(transaction, server),
    putServerFiles: (serverId, files) => putServerFiles(transaction, serverId, files),
    putDigests: (serverId, digests) => putDigests(transaction, serverId, digests),
    putFileProblems: (serverId, problems) => putFileProblems(transaction, serverId, problems),
    putServerImage: (serverId, image) => putServerImage(transaction, serverId, image),
    putPackedState: (serverId, path, state) => putPackedState(transaction, serverId, path, state),
    removePackedFiles: (serverId, path, packedIn, except) => removePackedFiles(transaction, serverId, path, packedIn, except),
    putServerProblems: (serverId, problems) => putServerProblems(transaction, serverId, problems),
    removeServerProblems: (serverId, path) => removeServerProblems(transaction, serverId, path),
    putContentScan: (digest, scan) => putContentScan(transaction, digest, scan),
  };
}
