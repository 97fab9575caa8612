import { isDeepStrictEqual } from 'node:util';
import { type Fingerprint, StreetdateError } from '@streetdate/core';
import { haveEqualHashes, lackingData } from '@streetdate/core/internal';
import { loadStored, storeFingerprint } from '../blobs/fingerprints.ts';
import type { CatalogueReader, CatalogueWriter } from '../catalogue/catalogue.ts';
import { freeId } from '../catalogue/ids.ts';
import type { StoredReference } from '../catalogue/stored.ts';
import { atItsName, type FileState, placeOf, readFileState } from '../files/file-state.ts';
import { NewReferences } from '../held-back/settle-new-reference.ts';
import type { IsccOfBytes } from '../iscc/iscc-of-bytes.ts';
import { type IsccUnits, isccOfFingerprint } from '../iscc/iscc-units.ts';
import { RefusedError } from '../refusal.ts';
import { codingStream, readIscc } from '../scan/read-iscc.ts';
import { readMedia } from '../scan/read-media.ts';
import type { Stores } from '../stores.ts';
import { worldsFault } from '../worlds-fault.ts';
import { type EnrolledReference, type EnrollOptions, type NotEnrolled, nameOfTitle } from './enrollment.ts';
import { checkPublications, refuseWholeFilm } from './match-promos.ts';
import { broughtBy, referenceWithLess, upgradeReference } from './upgrade-reference.ts';

/** A file to enroll, or an unreadable place. */
export type FileToEnroll = { readonly file: FileState } | { readonly path: string; readonly error: StreetdateError };

/** Common input for all files of one call. */
interface Enrollment extends EnrollOptions {
  readonly title: string;
  readonly enrolledAt: string;
  /** ISCC of the bytes, where they went by already. @defaultValue the file is read */
  readonly codes?: IsccOfBytes | undefined;
}

/**
 * Enrolls films, stills and fingerprint files, each once, and yields each result. An enrolled file is not read again, unless it lacks data
 * that is asked for; its title and windows are updated.
 * @throws RefusedError if a file is enrolled under another title or kind, or the id is taken; RangeError for wrong options.
 */
export async function* enrollFiles(
  stores: Stores,
  files: readonly FileToEnroll[],
  options: EnrollOptions,
  enrolledAt: string,
): AsyncGenerator<EnrolledReference | NotEnrolled> {
  const { catalogue } = stores;
  const enrollment: Enrollment = { ...options, title: nameOfTitle(options.title), enrolledAt };
  const { id, kind, windows = [], thumbnails, details, concurrency, signal, onProgress, onNote } = enrollment;
  if (kind === 'background' && windows.length > 0) throw new RangeError('kind background has no release window: many films show it');
  if (id !== undefined && files.length > 1) throw new RangeError('id names one reference: enroll one file');
  checkPublications(await catalogue.title(enrollment.title), enrollment);

  const unread = new Map<string, FileState>();
  const lacking: Lacking[] = [];
  const seen = new Set<string>();
  for (const each of files) {
    if ('error' in each) {
      yield { kind: 'failed', path: each.path, error: each.error };
      continue;
    }
    const { file } = each;
    if (seen.has(file.realPath)) continue;
    seen.add(file.realPath);
    const known = await catalogue.referenceOfMedia(file.realPath, file.stamp);
    // A reference with a lost or damaged fingerprint is repaired by reading its media again.
    const stored = known && (await loadStored(stores.blobs, known.fingerprintSha256).catch(() => undefined));
    if (!known || !stored) {
      unread.set(placeOf(file), file);
      continue;
    }
    const met = await meetAgain(stores, file, known, enrollment);
    if (lackingData(stored, enrollment).length > 0) lacking.push({ file, met, stored });
    else yield met;
  }
  yield* upgradeFiles(stores, lacking, enrollment);
  const [first] = unread.values();
  if (id !== undefined && first) await refuseTakenId(catalogue, id, first);

  const paths = [...unread.keys()];
  const title = await catalogue.title(enrollment.title);
  const references = await catalogue.references();
  const firstNumber = 1 + references.filter(({ titleId }) => titleId === title?.id).length;
  const codes = new Map<string, IsccOfBytes>();
  const news = new NewReferences(stores, signal, onNote);
  const inputs = [...unread].map(([place, { stream }]) => (stream ? codingStream(stream, (each) => codes.set(place, each)) : place));
  try {
    for await (const reading of readMedia(inputs, { role: 'reference', thumbnails, details, concurrency, signal, onProgress })) {
      const file = unread.get(reading.path)!;
      const { path } = file;
      if ('error' in reading) {
        yield { kind: 'failed', path, error: atItsName(reading.error, file) };
        continue;
      }
      // Numbered by position in the call, so that the same call gives the same ids.
      const number = firstNumber + paths.indexOf(reading.path);
      let outcome: EnrolledReference | NotEnrolled;
      try {
        const { replaced, ...enrolled } = await enrollOne(stores, file, reading.fingerprint, number, {
          ...enrollment,
          codes: codes.get(reading.path),
        });
        outcome = enrolled.wasThere ? enrolled : { ...enrolled, ...(await news.settle(enrolled.reference, replaced)) };
      } catch (error) {
        outcome = { kind: 'failed', path, error: worldsFault(error) };
      }
      yield outcome;
      if (outcome.kind === 'reference' && !outcome.wasThere && reading.fingerprint.role === 'query')
        onNote?.(`${path}: it is a query fingerprint with few frames, so copies may be missed`);
    }
  } finally {
    await news.close();
  }
}

/** An enrolled file whose reference lacks data that is asked for. */
interface Lacking {
  readonly file: FileState;
  readonly met: EnrolledReference;
  readonly stored: Fingerprint;
}

/** The data of a reference in words. */
const NAMES_OF_DATA = { thumbnails: 'thumbnails', details: 'details', localFeatures: 'local features' } as const;

/** Reads enrolled files for what their references lack, and adds it to them. */
async function* upgradeFiles(
  stores: Stores,
  lacking: readonly Lacking[],
  enrollment: Enrollment,
): AsyncGenerator<EnrolledReference | NotEnrolled> {
  const { thumbnails, details, localFeatures, concurrency, signal, onProgress, onNote } = enrollment;
  const byPlace = new Map(lacking.map((each) => [placeOf(each.file), each]));
  const inputs = lacking.map(({ file }) => file.stream ?? placeOf(file));
  const how = { role: 'reference', isBrief: true, thumbnails, details, localFeatures, concurrency, signal, onProgress } as const;
  for await (const reading of readMedia(inputs, how)) {
    const { file, met, stored } = byPlace.get(reading.path)!;
    const { path } = file;
    if ('error' in reading) {
      yield { kind: 'failed', path, error: atItsName(reading.error, file) };
      continue;
    }
    const { fingerprint } = reading;
    // The same file in the same state shows the same film. A newer decoder may give slightly other pictures.
    if (!haveEqualHashes(stored, fingerprint) && !(await isUnchanged(file))) {
      yield { kind: 'failed', path, error: new StreetdateError('file-unreadable', `${path}: it changed while it was read`, { path }) };
      continue;
    }
    const { reference, upgraded } = await upgradeReference(stores, met.reference, fingerprint, enrollment);
    const missing = lackingData(stored, enrollment).filter((name) => !upgraded.includes(name));
    if (missing.length > 0) onNote?.(`${path}: no ${missing.map((name) => NAMES_OF_DATA[name]).join(' and ')} can be made of it`);
    yield { ...met, reference, ...(upgraded.length > 0 && { upgraded }) };
  }
}

async function isUnchanged(file: FileState): Promise<boolean> {
  return (file.lookAgain ?? (() => readFileState(file.path)))().then(
    ({ stamp }) => stamp === file.stamp,
    () => false,
  );
}

async function enrollOne(
  stores: Stores,
  file: FileState,
  fingerprint: Fingerprint,
  number: number,
  enrollment: Enrollment,
): Promise<EnrolledReference & { readonly replaced?: StoredReference | undefined }> {
  const { catalogue, blobs } = stores;
  const { path } = file;
  if (fingerprint.kind === 'sound') {
    throw new StreetdateError('no-video', `${path} has sound only, and a reference needs a picture, since films share music`, { path });
  }
  const withLess = await referenceWithLess(stores, fingerprint);
  if (withLess) {
    const met = await meetAgain(stores, file, withLess, enrollment);
    const { reference, upgraded } = await upgradeReference(stores, met.reference, fingerprint, broughtBy(fingerprint));
    return { ...met, reference, ...(upgraded.length > 0 && { upgraded }) };
  }
  const fingerprintSha256 = await storeFingerprint(blobs, fingerprint);
  const same = await catalogue.referenceOfContent(fingerprintSha256);
  if (same) return meetAgain(stores, file, same, enrollment);
  const iscc = await isccOf(file, fingerprint, enrollment);
  const { id, kind = fingerprint.kind === 'still' ? 'still' : 'disc', promo, force, edition, territory, enrolledAt } = enrollment;
  if (kind === 'promo' && !force) {
    const title = await catalogue.title(enrollment.title);
    await refuseWholeFilm(stores, catalogue, { path, duration: fingerprint.duration, fingerprintSha256, titleId: title?.id });
  }
  const { reference, wasThere, replaced } = await catalogue.write(async (writer) => {
    // Checked again under the write lock, because reading the media may take an hour.
    const meanwhile = await writer.referenceOfContent(fingerprintSha256);
    if (meanwhile) return { reference: meanwhile, wasThere: true, replaced: undefined };
    if (id !== undefined) await refuseTakenId(writer, id, file);
    const titleId = await putTitleAndWindows(writer, enrollment);
    const made: StoredReference = {
      id: id ?? (await freeReferenceId(writer, `${titleId}.${number}`)),
      titleId,
      kind,
      ...(edition !== undefined && { edition }),
      ...(territory !== undefined && { territory }),
      ...(promo && { promo }),
      duration: fingerprint.duration,
      fingerprintSha256,
      ...(fingerprint.damage && { damage: fingerprint.damage }),
      media: { path: file.realPath, stamp: file.stamp },
      enrolledAt,
      ...(iscc && { iscc }),
    };
    const before = await writer.reference(made.id);
    await writer.putReference(made);
    return { reference: made, wasThere: false, replaced: before };
  });
  return wasThere ? meetAgain(stores, file, reference, enrollment) : { kind: 'reference', path: file.path, reference, wasThere, replaced };
}

/** Updates the title and windows of an enrolled file. */
async function meetAgain(stores: Stores, file: FileState, known: StoredReference, enrollment: Enrollment): Promise<EnrolledReference> {
  const { catalogue } = stores;
  const { path } = file;
  const title = await catalogue.title(known.titleId);
  const asked = await catalogue.title(enrollment.title);
  if (asked?.id !== known.titleId) {
    throw new RefusedError(`${path} is already enrolled as ${known.id} of the title ${title?.name ?? known.titleId}`);
  }
  if (enrollment.kind !== undefined && enrollment.kind !== known.kind) {
    throw new RefusedError(`${path} is already enrolled as ${known.id}, of the kind ${known.kind}`);
  }
  const promo = known.kind === 'promo' ? enrollment.promo : undefined;
  await catalogue.write(async (writer) => {
    await putTitleAndWindows(writer, enrollment);
    if (promo !== undefined && !isDeepStrictEqual(promo, known.promo)) await writer.putReferencePromo(known.id, promo);
  });
  enrollment.onNote?.(`${path} is already enrolled as ${known.id}`);
  return {
    kind: 'reference',
    path,
    reference: await withIscc(stores, file, { ...known, ...(promo && { promo }) }, enrollment),
    wasThere: true,
  };
}

/** A reference with its ISCC. One that was enrolled without gets it now; its media is read for it, and not decoded. */
async function withIscc(stores: Stores, file: FileState, known: StoredReference, enrollment: Enrollment): Promise<StoredReference> {
  const isItsMedia = known.media?.path === file.realPath && known.media.stamp === file.stamp;
  const wantsVideo = enrollment.videoCode === true && known.duration > 0 && file.stream === undefined;
  const isComplete = known.iscc?.data !== undefined && (!wantsVideo || known.iscc.video !== undefined);
  if (!isItsMedia || isComplete) return known;
  const iscc = await isccOf(file, await loadStored(stores.blobs, known.fingerprintSha256), enrollment);
  if (iscc === undefined || isDeepStrictEqual(iscc, known.iscc)) return known;
  await stores.catalogue.write((writer) => writer.putReferenceIscc(known.id, iscc));
  return { ...known, iscc };
}

/** The ISCC of a file, or undefined if nothing is known. A file that cannot be read a second time is enrolled all the same. */
async function isccOf(
  file: FileState,
  fingerprint: Fingerprint,
  { iscc = true, videoCode: video, codes: known, signal, onNote }: Enrollment,
): Promise<IsccUnits | undefined> {
  let units = isccOfFingerprint(fingerprint);
  try {
    if (iscc) units = await readIscc(file, fingerprint, { video, known, signal });
  } catch (error) {
    signal?.throwIfAborted();
    onNote?.(`${worldsFault(error).message}; so only the ISCC of its sound is stored`);
  }
  return Object.keys(units).length > 0 ? units : undefined;
}

async function putTitleAndWindows(writer: CatalogueWriter, { title, windows = [], promos }: Enrollment): Promise<string> {
  const { id } = await writer.putTitle({ name: title, ...(promos !== undefined && { promos }) });
  await writer.putWindows(id, windows);
  return id;
}

/** Only the same file in another state may replace a reference. */
async function refuseTakenId(catalogue: CatalogueReader, id: string, file: FileState): Promise<void> {
  const taken = await catalogue.reference(id);
  if (taken && taken.media?.path !== file.realPath) throw new RefusedError(`the id ${id} is taken by another reference`);
}

async function freeReferenceId(catalogue: CatalogueReader, wanted: string): Promise<string> {
  return freeId(wanted, new Set((await catalogue.references()).map(({ id }) => id)));
}
