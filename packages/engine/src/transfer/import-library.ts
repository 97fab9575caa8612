import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { decodeFingerprint, type Fingerprint, StreetdateError } from '@streetdate/core';
import { formatWindow, type ReleaseWindow } from '@streetdate/matcher';
import { openingOf } from '@streetdate/matcher/internal';
import { storeFingerprint } from '../blobs/fingerprints.ts';
import type { CatalogueReader, CatalogueWriter } from '../catalogue/catalogue.ts';
import { readConflict, readExclusion } from '../catalogue/held-back.ts';
import type { StoredConflict, StoredDisc, StoredExclusion, StoredReference, TitleWithWindows } from '../catalogue/stored.ts';
import { fileFault } from '../files/file-state.ts';
import { type DiscInLibrary, type LibraryManifest, libraryManifest, type WindowRecord } from '../records/library-records.ts';
import { explainMisfit } from '../records/schema.ts';
import type { Stores } from '../stores.ts';
import { FINGERPRINTS, MANIFEST, readChecked, type Transfer } from './export-library.ts';

/** Options for {@link importLibrary}. */
export interface ImportOptions {
  /** ISO 8601, UTC: time of the references' enrollment. */
  readonly enrolledAt: string;
  /** Whether imported facts replace known ones. @defaultValue false: a difference stops the import */
  readonly overwrite?: boolean;
}

/** An import, and the references that it added or gave exclusions. */
export interface Imported extends Transfer {
  readonly changed: ReadonlySet<string>;
}

/**
 * Adds an exported library. Everything is verified before anything is written, and the write is one transaction. Equal content stays as it
 * is, so a second import changes nothing.
 * @param path - The exported folder, or its manifest.
 * @throws StreetdateError `bad-library` if the manifest or a fingerprint is damaged, or contradicts known facts.
 */
export async function importLibrary(stores: Stores, path: string, { enrolledAt, overwrite = false }: ImportOptions): Promise<Imported> {
  const { catalogue, blobs } = stores;
  const { folder, manifest } = await readManifest(path);
  const { discs = [] } = manifest;
  const fingerprints = new Map<string, Fingerprint>();
  for (const { id, file, sha256 } of manifest.references) {
    const place = join(folder, FINGERPRINTS, file);
    fingerprints.set(id, decodeFingerprint(await readChecked(place, sha256)));
  }
  await refuseContradictions(catalogue, manifest, path, overwrite);
  // Files before rows: see storeFingerprint.
  for (const fingerprint of fingerprints.values()) await storeFingerprint(blobs, fingerprint);
  const { added, changed } = await catalogue.write(async (writer) => {
    const knownDiscs = new Map((await writer.discs()).map((disc) => [disc.id, disc]));
    for (const { id, name, year, eidr, isan, promos, windows } of manifest.titles) {
      const facts = {
        ...(year !== undefined && { year }),
        ...(eidr !== undefined && { eidr }),
        ...(isan !== undefined && { isan }),
        ...(promos !== undefined && { promos }),
      };
      await writer.putTitle({ id, name, ...facts });
      await writer.putWindows(id, windows.map(windowOf));
    }
    const known = new Map((await writer.references()).map((reference) => [reference.id, reference.fingerprintSha256]));
    const put = new Set<string>();
    for (const entry of manifest.references) {
      if (known.get(entry.id) === entry.sha256) continue;
      await writer.putReference(referenceOf(entry, fingerprints.get(entry.id), enrolledAt));
      put.add(entry.id);
    }
    // The times of a replaced reference are those of other media.
    const replaced = new Set([...put].filter((id) => known.has(id)));
    const given = await putHeldBack(writer, manifest, replaced);
    for (const disc of discs) await writer.putDisc(discOf(disc, knownDiscs.get(disc.id), enrolledAt));
    return { added: put.size, changed: new Set([...put, ...given]) };
  });
  return { titles: manifest.titles.length, references: manifest.references.length, discs: discs.length, added, changed };
}

/** Adds what proves nothing. A decision of this library stays. @returns The references with new exclusions. */
async function putHeldBack(
  writer: CatalogueWriter,
  { exclusions = [], conflicts = [] }: LibraryManifest,
  replaced: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  const [knownExclusions, knownConflicts] = [await writer.exclusions(), await writer.conflicts()];
  const isOutdated = (ids: readonly string[]) => ids.some((id) => replaced.has(id));
  await writer.removeExclusions(knownExclusions.flatMap(({ id, referenceId }) => (replaced.has(referenceId) ? [id] : [])));
  await writer.removeConflicts(
    knownConflicts.flatMap(({ id, referenceId, otherReferenceId }) => (isOutdated([referenceId, otherReferenceId]) ? [id] : [])),
  );
  const kept = new Set(knownExclusions.flatMap(({ id, referenceId }) => (replaced.has(referenceId) ? [] : [id])));
  const news = exclusions.filter(({ id }) => !kept.has(id));
  await writer.putExclusions(news.map(exclusionOf));
  const decided = new Set(
    knownConflicts.flatMap(({ id, decision, referenceId, otherReferenceId }) =>
      decision === 'undecided' || isOutdated([referenceId, otherReferenceId]) ? [] : [id],
    ),
  );
  await writer.putConflicts(conflicts.filter(({ id }) => !decided.has(id)).map(conflictOf));
  return new Set(news.map(({ referenceId }) => referenceId));
}

function exclusionOf({ carriedFrom, ...facts }: NonNullable<LibraryManifest['exclusions']>[number]): StoredExclusion {
  return { ...facts, ...(carriedFrom !== undefined && { carriedFrom }) };
}

function conflictOf({ decidedAt, reason, ...facts }: NonNullable<LibraryManifest['conflicts']>[number]): StoredConflict {
  return { ...facts, ...(decidedAt !== undefined && { decidedAt }), ...(reason !== undefined && { reason }) };
}

async function readManifest(path: string): Promise<{ folder: string; manifest: LibraryManifest }> {
  const isFolder = await stat(path).then(
    (facts) => facts.isDirectory(),
    () => false,
  );
  const place = isFolder ? join(path, MANIFEST) : path;
  let text: string;
  try {
    text = await readFile(place, 'utf8');
  } catch (cause) {
    throw fileFault(cause, place);
  }
  const bad = (reason: string, cause?: unknown) => new StreetdateError('bad-library', `${place}: ${reason}`, { path: place, cause });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw bad('it is not JSON', cause);
  }
  const version = typeof value === 'object' && value !== null && 'version' in value ? value.version : undefined;
  if (typeof version === 'number' && version > 1) throw bad(`it was written by a newer version of Streetdate (manifest ${version})`);
  const misfit = explainMisfit(libraryManifest, value);
  if (misfit !== undefined) throw bad(`it is not the manifest of an exported library: ${misfit}`);
  const manifest = libraryManifest.parse(value);
  const titles = new Set(manifest.titles.map(({ id }) => id));
  const { discs = [] } = manifest;
  const lists = [manifest.titles.map(({ id }) => id), manifest.titles.map(({ name }) => name), manifest.references.map(({ id }) => id)];
  const twice = [...lists, manifest.references.map(({ sha256 }) => sha256), discs.map(({ id }) => id)].flatMap((list) =>
    list.filter((each, at) => list.indexOf(each) < at),
  );
  if (twice[0] !== undefined) throw bad(`${twice[0]} appears twice`);
  const homeless = manifest.references.find(({ titleId }) => !titles.has(titleId));
  if (homeless) throw bad(`reference ${homeless.id} belongs to a title that is missing, ${homeless.titleId}`);
  const references = new Set(manifest.references.map(({ id }) => id));
  for (const { id, titleId, features } of discs) {
    if (!titles.has(titleId)) throw bad(`disc ${id} belongs to a title that is missing, ${titleId}`);
    const missing = features.find(({ referenceId }) => !references.has(referenceId));
    if (missing) throw bad(`disc ${id} refers to a reference that is missing, ${missing.referenceId}`);
  }
  const { exclusions = [], conflicts = [] } = manifest;
  for (const each of exclusions) {
    if (!references.has(each.referenceId)) throw bad(`exclusion ${each.id} is of a reference that is missing, ${each.referenceId}`);
    const { fault } = readExclusion(exclusionOf(each));
    if (fault !== undefined) throw bad(`exclusion ${each.id} cannot be read: ${fault}`);
  }
  for (const each of conflicts) {
    const missing = [each.referenceId, each.otherReferenceId].find((id) => !references.has(id));
    if (missing !== undefined) throw bad(`conflict ${each.id} is of a reference that is missing, ${missing}`);
    const { fault } = readConflict(conflictOf(each));
    if (fault !== undefined) throw bad(`conflict ${each.id} cannot be read: ${fault}`);
  }
  try {
    for (const window of manifest.titles.flatMap(({ windows }) => windows)) openingOf(windowOf(window));
    for (const publication of manifest.references.flatMap(({ promo }) => promo?.publications ?? [])) openingOf(publication);
  } catch (cause) {
    throw bad(cause instanceof Error ? cause.message : String(cause), cause);
  }
  return { folder: dirname(place), manifest };
}

/**
 * Stops an import that would change known facts, and lists every conflict. Only a person can resolve that one thing has two ids, so
 * `overwrite` does not help there.
 */
async function refuseContradictions(
  catalogue: CatalogueReader,
  manifest: LibraryManifest,
  path: string,
  overwrite: boolean,
): Promise<void> {
  const titles = await catalogue.titles();
  const references = await catalogue.references();
  const changes = overwrite ? [] : [...differences(manifest, titles, references), ...otherDiscs(manifest, await catalogue.discs())];
  const contradictions = [...doubles(manifest, titles, references), ...changes];
  if (contradictions.length === 0) return;
  const reason = `it contradicts the library: ${contradictions.join('; ')}; nothing was imported`;
  throw new StreetdateError('bad-library', `${path}: ${reason}`, { path });
}

function* doubles(
  manifest: LibraryManifest,
  titles: readonly TitleWithWindows[],
  references: readonly StoredReference[],
): Generator<string> {
  for (const { id, name } of manifest.titles) {
    const namesake = titles.find((title) => title.name === name && title.id !== id);
    if (namesake) yield `the title ${name} has the id ${namesake.id} here, not ${id}`;
  }
  for (const { id, sha256 } of manifest.references) {
    const same = references.find((reference) => reference.fingerprintSha256 === sha256 && reference.id !== id);
    if (same) yield `reference ${id} is enrolled here as ${same.id}`;
  }
}

function* differences(
  manifest: LibraryManifest,
  titles: readonly TitleWithWindows[],
  references: readonly StoredReference[],
): Generator<string> {
  for (const title of manifest.titles) {
    const known = titles.find(({ id }) => id === title.id);
    if (!known) continue;
    for (const fact of ['name', 'year', 'eidr', 'isan', 'promos'] as const) {
      const [here, there] = [known[fact], title[fact]];
      if (here !== undefined && there !== undefined && here !== there) {
        yield `the ${fact} of title ${title.id} is ${here} here and ${there} there`;
      }
    }
    for (const window of title.windows.map(windowOf)) {
      const here = known.windows.find(
        ({ territory, channel, party }) => territory === window.territory && channel === window.channel && party === window.party,
      );
      if (here && formatWindow(here) !== formatWindow(window)) {
        yield `title ${title.id} has the window ${formatWindow(here)} here and ${formatWindow(window)} there`;
      }
    }
  }
  for (const { id, sha256 } of manifest.references) {
    const known = references.find((reference) => reference.id === id);
    if (known && known.fingerprintSha256 !== sha256) yield `reference ${id} has other content here`;
  }
}

/** Discs with a known id whose other ids differ: another pressing, or another disc altogether. */
function* otherDiscs({ discs = [] }: LibraryManifest, known: readonly StoredDisc[]): Generator<string> {
  for (const { id, ids } of discs) {
    const here = known.find((disc) => disc.id === id);
    const other = ids.find(({ name, value }) => here?.ids.some((each) => each.name === name && each.value !== value));
    if (other) yield `disc ${id} has another ${other.name} here`;
  }
}

function windowOf({ territory, channel, party, opensAt, timeZone }: WindowRecord): ReleaseWindow {
  return { territory, channel, ...(party !== undefined && { party }), opensAt, ...(timeZone !== undefined && { timeZone }) };
}

/** What is known of an imported promo. */
function promoOf({
  form,
  publications,
}: NonNullable<LibraryManifest['references'][number]['promo']>): NonNullable<StoredReference['promo']> {
  return {
    ...(form !== undefined && { form }),
    publications: publications.map(({ territory, opensAt, timeZone }) => ({
      territory,
      opensAt,
      ...(timeZone !== undefined && { timeZone }),
    })),
  };
}

/** An imported disc. The place of a disc that was read here is kept. */
function discOf(
  { label, edition, variant, territory, distributor, streetDate, ...disc }: DiscInLibrary,
  here: StoredDisc | undefined,
  enrolledAt: string,
): StoredDisc {
  return {
    ...disc,
    ...(label !== undefined && { label }),
    ...(edition !== undefined && { edition }),
    ...(variant !== undefined && { variant }),
    ...(territory !== undefined && { territory }),
    ...(distributor !== undefined && { distributor }),
    ...(streetDate !== undefined && { streetDate }),
    ...(here?.path !== undefined && here.stamp !== undefined && { path: here.path, stamp: here.stamp }),
    enrolledAt: here?.enrolledAt ?? enrolledAt,
  };
}

function referenceOf(
  { id, titleId, kind, edition, territory, promo, duration, iscc, sha256 }: LibraryManifest['references'][number],
  fingerprint: Fingerprint | undefined,
  enrolledAt: string,
): StoredReference {
  return {
    id,
    titleId,
    kind,
    ...(edition !== undefined && { edition }),
    ...(territory !== undefined && { territory }),
    ...(promo && { promo: promoOf(promo) }),
    duration,
    fingerprintSha256: sha256,
    ...(fingerprint?.damage && { damage: fingerprint.damage }),
    enrolledAt,
    ...(iscc && { iscc: { ...iscc } }),
  };
}
