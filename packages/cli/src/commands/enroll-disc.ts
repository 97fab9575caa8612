import { realpath } from 'node:fs/promises';
import { StreetdateError } from '@streetdate/core';
import { type Disc, type DiscSource, framesId, openDiscSource, readDisc } from '@streetdate/disc';
import {
  anglesOf,
  clipsPlayed,
  continuityOf,
  type FeatureAngle,
  findDisc,
  findReference,
  findReferenceOfContent,
  findTitle,
  fingerprintOf,
  freeId,
  type Library,
  listDiscIds,
  putDisc,
  putReference,
  putTitle,
  putWindows,
  type ReadClips,
  readClipsOf,
  readDiscFacts,
  type StoredFeature,
  type StoredReference,
  slug,
  storeFingerprint,
  withLibrary,
  withoutRefused,
  write,
} from '@streetdate/engine/internal';
import type { EnrolledDiscRecord } from '@streetdate/engine/records';
import { parseWindow, type ReleaseWindow } from '@streetdate/matcher';
import type { enrollDisc } from '../definitions/enroll-disc.ts';
import { readName, readTerritory } from '../definitions/readers.ts';
import { EXIT, UsageError } from '../exit.ts';
import type { Io } from '../io.ts';
import { type Console, worldsFault } from '../output/console.ts';
import { enrolledDiscText } from '../output/disc-text.ts';
import { referenceText } from '../output/library-text.ts';
import { showProgress } from '../output/progress.ts';
import type { Run } from './command.ts';
import { featuresOf } from './disc.ts';
import { referenceRecordOf } from './show-records.ts';
import { windowsOf } from './windows-of.ts';

/** What is enrolled beside the pictures. */
interface DiscEnrolment {
  readonly titleName: string;
  readonly year: number | undefined;
  readonly id: string | undefined;
  readonly edition: string | undefined;
  readonly variant: string | undefined;
  readonly territory: string | undefined;
  readonly distributor: string | undefined;
  readonly streetDate: string | undefined;
  readonly windows: readonly ReleaseWindow[];
  readonly mainTitle: string | undefined;
  readonly thumbnails: boolean;
  readonly details: boolean;
  /** What single features are called; undefined for those that go by the film's name. */
  readonly nameOf: (titleId: string) => string | undefined;
  readonly isRefused: (titleId: string) => boolean;
  readonly enrolledAt: string;
}

/** `streetdate enroll disc` */
export const runEnrollDisc: Run<typeof enrollDisc> = async ([path = ''], values, { home, console, io }) => {
  try {
    const source = await openDiscSource(path);
    try {
      const disc = await readDisc(source);
      if (disc.protection.scrambledAt !== undefined) throw scrambledDisc(disc);
      const facts = await readDiscFacts(path);
      const territory = values.territory ?? (facts.territory === undefined ? undefined : await readTerritory(facts.territory));
      const streetDate = values.streetDate ?? facts.streetDate;
      const enrolment: DiscEnrolment = {
        titleName: readName(values.title ?? facts.title ?? ownName(disc)),
        year: facts.year,
        id: values.id,
        edition: values.edition ?? facts.edition,
        variant: values.variant ?? facts.variant,
        territory,
        distributor: values.distributor ?? facts.distributor,
        streetDate,
        windows: windowsOf([...(facts.windows ?? []).map(parseWindow), ...values.window], streetDate, territory),
        thumbnails: values.thumbnails ?? false,
        details: values.details ?? false,
        mainTitle: values.mainTitle ?? facts.mainTitle,
        nameOf: (titleId) => facts.features?.[titleId]?.title,
        isRefused: (titleId) => facts.features?.[titleId]?.enroll === false,
        enrolledAt: io.now().toISOString(),
      };
      await withLibrary(home, { create: true }, (library) => enrollOne(library, source, disc, enrolment, console, io));
      if (disc.faults.length > 0) console.warn(path, `${path} could be read only in part: ${disc.faults[0]}`);
    } finally {
      await source.close();
    }
  } catch (error) {
    console.fail(path, worldsFault(error));
  }
  return EXIT.nothingFound;
};

async function enrollOne(
  library: Library,
  source: DiscSource,
  disc: Disc,
  enrolment: DiscEnrolment,
  console: Console,
  io: Io,
): Promise<void> {
  const place = { path: await realpath(disc.path), stamp: await source.stamp() };
  const clips: ReadClips = { fingerprints: new Map(), sha256: new Map(), faults: new Map(), decoded: 0 };
  const choose = (continuity?: ReadonlyMap<string, number>) => {
    const { features, leftOut } = featuresOf(disc, enrolment.mainTitle, continuity);
    return withoutRefused(features, leftOut, enrolment.isRefused);
  };
  let chosen = choose();
  const display = showProgress(io, console, clipsPlayed(disc, anglesOf(chosen.features)).length);
  const reading = { signal: io.signal, display, thumbnails: enrolment.thumbnails, details: enrolment.details };
  try {
    await readClipsOf(library, source, place, clipsPlayed(disc, anglesOf(chosen.features)), reading, clips);
    const continuity = continuityOf(disc, clips);
    if (continuity) {
      // What the pictures say may make another one of the shuffled titles the film; it may play a clip more.
      chosen = choose(continuity);
      await readClipsOf(library, source, place, clipsPlayed(disc, anglesOf(chosen.features)), reading, clips);
    }
  } finally {
    display.stop();
  }
  for (const [clip, reason] of clips.faults) console.note(`clip ${clip} is left out: ${reason}`);

  const discId = enrolment.id ?? (await freeDiscId(library, place.path, enrolment));
  const features: StoredFeature[] = [];
  for (const angle of anglesOf(chosen.features)) {
    const reference = await enrollFeature(library, angle, clips, { discId, place, enrolment, disc }, console);
    if (reference) features.push({ feature: angle.feature, role: angle.role, referenceId: reference.id });
  }
  if (features.length === 0) {
    const reason = [...clips.faults.values()][0] ?? 'no title of it is to be enrolled';
    throw new StreetdateError('nothing-to-fingerprint', `${disc.path}: ${reason}`, { path: disc.path });
  }
  const structure = disc.ids.find(({ name }) => name === 'streetdate-structure');
  const stored = {
    id: discId,
    kind: disc.kind,
    ...place,
    ...(disc.label !== undefined && { label: disc.label }),
    ...given('edition', enrolment),
    ...given('variant', enrolment),
    ...given('territory', enrolment),
    ...given('distributor', enrolment),
    ...given('streetDate', enrolment),
    ids: structure ? [...disc.ids, framesId(structure, clips.sha256)] : disc.ids,
    features,
    enrolledAt: enrolment.enrolledAt,
  };
  const titleId = await write(library.database, async (transaction) => {
    // Its film may have no picture that could be read, and is its title all the same.
    const { id } = await putTitle(transaction, { name: enrolment.titleName });
    await putDisc(transaction, { ...stored, titleId: id });
    return id;
  });
  const { stamp: _, ...facts } = stored;
  const record: EnrolledDiscRecord = {
    type: 'enrolled-disc',
    ...facts,
    titleId,
    title: (await findTitle(library.database, titleId))?.name ?? enrolment.titleName,
    kind: disc.kind,
    ids: [...stored.ids],
    features: [...features],
    leftOut: [...chosen.leftOut],
    clipsDecoded: clips.decoded,
    clipsKnown: clips.fingerprints.size + clips.faults.size - clips.decoded,
  };
  console.result(record, enrolledDiscText(record));
}

/** Makes a feature's reference, or finds the one that shows the very same. @returns undefined, with a note, where it has no pictures. */
async function enrollFeature(
  library: Library,
  angle: FeatureAngle,
  clips: ReadClips,
  context: {
    readonly discId: string;
    readonly place: { readonly path: string; readonly stamp: string };
    readonly enrolment: DiscEnrolment;
    readonly disc: Disc;
  },
  console: Console,
): Promise<StoredReference | undefined> {
  const { discId, place, enrolment } = context;
  const fingerprint = fingerprintOf(angle, clips);
  if (fingerprint === undefined) {
    console.note(`title ${angle.feature} is left out: none of its clips can be fingerprinted`);
    return undefined;
  }
  const fingerprintSha256 = await storeFingerprint(library, fingerprint);
  const titleName =
    enrolment.nameOf(angle.titleId) ?? (angle.role === 'film' ? enrolment.titleName : `${enrolment.titleName}, extra ${angle.titleId}`);
  const reference = await write(library.database, async (transaction) => {
    const same = await findReferenceOfContent(transaction, fingerprintSha256);
    // Trailers and logos are on many discs, and variants of one edition mostly show the same: they share the reference.
    if (same && angle.role === 'extra') return same;
    const { id: titleId } = await putTitle(transaction, {
      name: titleName,
      ...(angle.role === 'film' && enrolment.year !== undefined && { year: enrolment.year }),
    });
    await putWindows(transaction, titleId, enrolment.windows);
    if (same && same.titleId !== titleId)
      throw new UsageError(`the film of ${place.path} is already enrolled as ${same.id} of the title ${same.titleId}`);
    if (same) return same;
    const id = `${discId}.${angle.feature}`;
    const taken = await findReference(transaction, id);
    if (taken && taken.media?.path !== place.path) throw new UsageError(`the id ${id} is taken by another reference`);
    const made: StoredReference = {
      id,
      titleId,
      kind: 'disc',
      ...given('edition', enrolment),
      ...given('territory', enrolment),
      duration: fingerprint.duration,
      fingerprintSha256,
      ...(fingerprint.damage && { damage: fingerprint.damage }),
      media: { path: place.path, stamp: place.stamp },
      enrolledAt: enrolment.enrolledAt,
    };
    await putReference(transaction, made);
    return made;
  });
  const isNew = reference.id === `${discId}.${angle.feature}` && reference.enrolledAt === enrolment.enrolledAt;
  const record = { ...(await referenceRecordOf(library, reference)), ...(!isNew && { alreadyEnrolled: true }) };
  console.result(record, referenceText(record));
  if (!isNew) console.note(`title ${angle.feature} is already enrolled as ${reference.id}`);
  if (reference.damage) console.damaged(`${place.path}, title ${angle.feature}`, reference.damage);
  return reference;
}

/** The id that a disc of this place and variant has already, or a free one that reads like what it is. */
async function freeDiscId(library: Library, path: string, { titleName, variant }: DiscEnrolment): Promise<string> {
  for (const id of await listDiscIds(library.database, path)) {
    if ((await findDisc(library.database, id))?.variant === variant) return id;
  }
  const title = await findTitle(library.database, titleName);
  const stem = [title?.id ?? slug(titleName), 'disc', ...(variant === undefined ? [] : [slug(variant)])]
    .filter((word) => word !== '')
    .join('-');
  return freeId(stem, new Set(await listDiscIds(library.database)));
}

/** A fact as a property, where it is known. */
function given<K extends 'edition' | 'variant' | 'territory' | 'distributor' | 'streetDate'>(
  name: K,
  enrolment: DiscEnrolment,
): { readonly [P in K]?: string } {
  const value = enrolment[name];
  return value === undefined ? {} : ({ [name]: value } as Record<K, string>);
}

/** What the disc calls itself: its English name, another one, or its volume's. */
function ownName({ path, names, label }: Disc): string {
  const name = names.eng ?? Object.values(names)[0] ?? label;
  if (name === undefined) throw new UsageError(`${path} has no name on it; give --title`);
  return name;
}

function scrambledDisc({ path, protection }: Disc): StreetdateError {
  const advice = 'a scrambled disc is not read; take the clear master or authoring image';
  return new StreetdateError('disc-scrambled', `${path} is scrambled: ${protection.scrambledAt}; ${advice}`, { path });
}
