import type { Fingerprint } from '@streetdate/core';
import type { Database } from '@streetdate/engine/internal';
import {
  type FileState,
  findReference,
  findReferenceOfContent,
  findReferenceOfMedia,
  findTitle,
  freeId,
  type Library,
  listReferences,
  loadStored,
  putReference,
  putTitle,
  putWindows,
  readFileState,
  readMedia,
  type StoredReference,
  storeFingerprint,
  withLibrary,
  write,
} from '@streetdate/engine/internal';
import type { ReleaseWindow } from '@streetdate/matcher';
import type { ReferenceKind } from '@streetdate/matcher/internal';
import type { enroll } from '../definitions/enroll.ts';
import { readName } from '../definitions/readers.ts';
import { EXIT, UsageError } from '../exit.ts';
import { type Console, worldsFault } from '../output/console.ts';
import { referenceText } from '../output/library-text.ts';
import { showProgress } from '../output/progress.ts';
import type { Run } from './command.ts';
import { referenceRecordOf } from './show-records.ts';
import { windowsOf } from './windows-of.ts';

/** What is enrolled beside the pictures: the same for every file of one call. */
interface Enrolment {
  readonly titleName: string;
  readonly windows: readonly ReleaseWindow[];
  readonly id: string | undefined;
  readonly kind: ReferenceKind | undefined;
  readonly edition: string | undefined;
  readonly territory: string | undefined;
  readonly enrolledAt: string;
}

/** `streetdate enroll` */
export const runEnroll: Run<typeof enroll> = async (paths, values, { home, console, io }) => {
  const { id, kind, edition, window, streetDate, territory, thumbnails, details, concurrency } = values;
  const windows = windowsOf(window, streetDate, territory);
  if (kind === 'background' && windows.length > 0) throw new UsageError('--kind background has no release window: many films show it');
  if (id !== undefined && paths.length > 1) throw new UsageError('--id names one reference: give one file');
  const enrolment: Enrolment = {
    titleName: readName(values.title),
    windows,
    ...{ id, kind, edition, territory },
    enrolledAt: io.now().toISOString(),
  };
  await withLibrary(home, { create: true }, async (library) => {
    const unread = await setAside(library, paths, enrolment, console);
    const display = showProgress(io, console, unread.size);
    const places = [...unread.keys()];
    const title = await findTitle(library.database, enrolment.titleName);
    const references = await listReferences(library.database);
    const firstNumber = 1 + references.filter(({ titleId }) => titleId === title?.id).length;
    try {
      for await (const reading of readMedia(places, {
        role: 'reference',
        thumbnails,
        details,
        concurrency,
        signal: io.signal,
        display,
      })) {
        if ('error' in reading) {
          console.fail(reading.path, reading.error);
          continue;
        }
        const file = unread.get(reading.path)!;
        // By its place in the call, not by who is read first, so that the same call gives the same ids.
        const number = firstNumber + places.indexOf(reading.path);
        await enrollOne(library, file, reading.fingerprint, number, enrolment, console);
      }
    } finally {
      display.stop();
    }
  });
  return EXIT.nothingFound;
};

/** Deals with the files that are enrolled already or cannot be looked at. @returns The others, by path. */
async function setAside(
  library: Library,
  paths: readonly string[],
  enrolment: Enrolment,
  console: Console,
): Promise<Map<string, FileState>> {
  const unread = new Map<string, FileState>();
  const seen = new Set<string>();
  for (const path of paths) {
    try {
      const file = await readFileState(path);
      if (seen.has(file.realPath)) continue;
      seen.add(file.realPath);
      const known = await findReferenceOfMedia(library.database, file.realPath, file.stamp);
      // One whose fingerprint is lost or damaged is repaired by reading it again.
      if (known && (await isLoadable(library, known))) await greet(library, path, known, enrolment, console);
      else unread.set(path, file);
    } catch (error) {
      console.fail(path, worldsFault(error));
    }
  }
  if (enrolment.id !== undefined) {
    const [file] = unread.values();
    if (file) await refuseTakenId(library.database, enrolment.id, file);
  }
  return unread;
}

async function enrollOne(
  library: Library,
  file: FileState,
  fingerprint: Fingerprint,
  number: number,
  enrolment: Enrolment,
  console: Console,
): Promise<void> {
  try {
    const fingerprintSha256 = await storeFingerprint(library, fingerprint);
    const same = await findReferenceOfContent(library.database, fingerprintSha256);
    if (same) return await greet(library, file.path, same, enrolment, console);
    const { kind = fingerprint.kind === 'still' ? 'still' : 'disc', edition, territory, enrolledAt } = enrolment;
    const reference = await write(library.database, async (transaction) => {
      // Again, now that nobody else can write: reading the media may have taken an hour.
      if (enrolment.id !== undefined) await refuseTakenId(transaction, enrolment.id, file);
      const titleId = await putTitleAndWindows(transaction, enrolment);
      const made: StoredReference = {
        id: enrolment.id ?? (await freeReferenceId(transaction, `${titleId}.${number}`)),
        titleId,
        kind,
        ...(edition !== undefined && { edition }),
        ...(territory !== undefined && { territory }),
        duration: fingerprint.duration,
        fingerprintSha256,
        ...(fingerprint.damage && { damage: fingerprint.damage }),
        media: { path: file.realPath, stamp: file.stamp },
        enrolledAt,
      };
      await putReference(transaction, made);
      return made;
    });
    const record = await referenceRecordOf(library, reference);
    console.result(record, referenceText(record));
    if (fingerprint.role === 'query') console.note(`${file.path}: it is a query fingerprint with few frames, so copies may be missed`);
    if (fingerprint.damage) console.damaged(file.path, fingerprint.damage);
  } catch (error) {
    console.fail(file.path, worldsFault(error));
  }
}

/** Says that a file is enrolled already; brings its title and windows up to date. */
async function greet(library: Library, path: string, known: StoredReference, enrolment: Enrolment, console: Console): Promise<void> {
  const title = await findTitle(library.database, known.titleId);
  const asked = await findTitle(library.database, enrolment.titleName);
  if (asked?.id !== known.titleId) {
    throw new UsageError(`${path} is already enrolled as ${known.id} of the title ${title?.name ?? known.titleId}`);
  }
  if (enrolment.kind !== undefined && enrolment.kind !== known.kind) {
    throw new UsageError(`${path} is already enrolled as ${known.id}, of the kind ${known.kind}`);
  }
  await write(library.database, (transaction) => putTitleAndWindows(transaction, enrolment));
  console.note(`${path} is already enrolled as ${known.id}`);
  const record = { ...(await referenceRecordOf(library, known)), alreadyEnrolled: true };
  console.result(record, referenceText(record));
}

async function putTitleAndWindows(transaction: Database, { titleName, windows }: Enrolment): Promise<string> {
  const { id } = await putTitle(transaction, { name: titleName });
  await putWindows(transaction, id, windows);
  return id;
}

/** Only the same file in another state may take the place of a reference. */
async function refuseTakenId(database: Database, id: string, file: FileState): Promise<void> {
  const taken = await findReference(database, id);
  if (taken && taken.media?.path !== file.realPath) throw new UsageError(`the id ${id} is taken by another reference`);
}

async function freeReferenceId(transaction: Database, wanted: string): Promise<string> {
  return freeId(wanted, new Set((await listReferences(transaction)).map(({ id }) => id)));
}

function isLoadable(library: Library, { fingerprintSha256 }: StoredReference): Promise<boolean> {
  return loadStored(library, fingerprintSha256).then(
    () => true,
    () => false,
  );
}
