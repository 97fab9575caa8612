import { realpath } from 'node:fs/promises';
import { type Fingerprint, StreetdateError } from '@streetdate/core';
import { haveEqualHashes, lackingData } from '@streetdate/core/internal';
import { chooseFeatures, type Disc, type DiscSource, framesId, openDiscSource, readDisc } from '@streetdate/disc';
import { parseWindow, type ReleaseWindow } from '@streetdate/matcher';
import { readTerritory } from '@streetdate/matcher/internal';
import { loadStored, storeFingerprint } from '../blobs/fingerprints.ts';
import { freeId, slug } from '../catalogue/ids.ts';
import type { StoredDisc, StoredFeature, StoredReference } from '../catalogue/stored.ts';
import { NewReferences } from '../held-back/settle-new-reference.ts';
import { isccOfFingerprint } from '../iscc/iscc-units.ts';
import { ProgressTeller } from '../progress.ts';
import type { DiscFacts } from '../records/disc-facts.ts';
import { RefusedError } from '../refusal.ts';
import type { Stores } from '../stores.ts';
import { anglesOf, clipsPlayed, continuityOf, type FeatureAngle, fingerprintOf, withoutRefused } from './disc-features.ts';
import { type EnrolledDisc, type EnrolledReference, type EnrollOptions, nameOfTitle } from './enrollment.ts';
import { type ReadClips, readClipsOf } from './read-clips.ts';
import { readDiscFacts } from './read-disc-facts.ts';
import { broughtBy, referenceWithLess, upgradeReference } from './upgrade-reference.ts';

/** Facts to enroll beside the pictures: options, and `disc.json` beside the disc. */
interface DiscEnrollment {
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
  readonly localFeatures: boolean;
  /** Names of single features; undefined for those under the film's name. */
  readonly nameOf: (titleId: string) => string | undefined;
  readonly isRefused: (titleId: string) => boolean;
  readonly enrolledAt: string;
}

/**
 * Enrolls a disc: its film, and its extras as separate titles. Yields each reference once it is stored, and the disc at the end.
 * @throws StreetdateError `not-a-disc`, `damaged-disc`, `disc-scrambled`, `nothing-to-fingerprint` and errors of decoding; RefusedError if
 * its film is enrolled under another title, its id is taken, or `disc.json` is invalid.
 */
export async function* enrollDisc(
  stores: Stores,
  path: string,
  options: EnrollOptions,
  enrolledAt: string,
): AsyncGenerator<EnrolledReference | EnrolledDisc> {
  const source = await openDiscSource(path);
  try {
    const disc = await readUnscrambled(source);
    const facts = await readDiscFacts(path);
    yield* enrollOpened(stores, source, disc, enrollmentOf(disc, facts, options, enrolledAt), options);
  } finally {
    await source.close();
  }
}

/**
 * Reads the structure of a disc and refuses one that cannot be enrolled.
 * @throws StreetdateError `not-a-disc`, `damaged-disc`, `disc-scrambled`.
 */
export async function checkDisc(path: string): Promise<void> {
  const source = await openDiscSource(path);
  try {
    await readUnscrambled(source);
  } finally {
    await source.close();
  }
}

async function readUnscrambled(source: DiscSource): Promise<Disc> {
  const disc = await readDisc(source);
  if (disc.protection.scrambledAt !== undefined) throw scrambledDisc(disc);
  return disc;
}

/** Options override `disc.json`. */
function enrollmentOf(disc: Disc, facts: DiscFacts, options: EnrollOptions, enrolledAt: string): DiscEnrollment {
  const territory = options.territory ?? (facts.territory === undefined ? undefined : readTerritory('territory', facts.territory));
  const streetDate = options.streetDate ?? facts.streetDate;
  return {
    titleName: nameOfTitle(options.title ?? facts.title ?? ownName(disc)),
    year: facts.year,
    id: options.id,
    edition: options.edition ?? facts.edition,
    variant: options.variant ?? facts.variant,
    territory,
    distributor: options.distributor ?? facts.distributor,
    streetDate,
    windows: [
      ...(facts.windows ?? []).map(parseWindow),
      ...(options.windows ?? []),
      ...(streetDate === undefined ? [] : [parseWindow(`${territory ?? 'WORLD'}:disc:${streetDate}`)]),
    ],
    thumbnails: options.thumbnails ?? false,
    details: options.details ?? false,
    localFeatures: options.localFeatures ?? false,
    mainTitle: options.mainTitle ?? facts.mainTitle,
    nameOf: (titleId) => facts.features?.[titleId]?.title,
    isRefused: (titleId) => facts.features?.[titleId]?.enroll === false,
    enrolledAt,
  };
}

async function* enrollOpened(
  stores: Stores,
  source: DiscSource,
  disc: Disc,
  enrollment: DiscEnrollment,
  { signal, onProgress, onNote = () => {} }: EnrollOptions,
): AsyncGenerator<EnrolledReference | EnrolledDisc> {
  const place = { path: await realpath(disc.path), stamp: await source.stamp() };
  const clips: ReadClips = { fingerprints: new Map(), sha256: new Map(), faults: new Map(), decoded: 0 };
  const choose = (continuity?: ReadonlyMap<string, number>) => {
    const { features, leftOut } = featuresOf(disc, enrollment.mainTitle, continuity);
    return withoutRefused(features, leftOut, enrollment.isRefused);
  };
  let chosen = choose();
  const teller = new ProgressTeller(clipsPlayed(disc, anglesOf(chosen.features)).length, onProgress);
  const { thumbnails, details, localFeatures } = enrollment;
  const reading = { signal, teller, thumbnails, details, localFeatures };
  await readClipsOf(stores, source, place, clipsPlayed(disc, anglesOf(chosen.features)), reading, clips);
  const continuity = continuityOf(disc, clips);
  if (continuity) {
    // The pictures may show that another shuffled title is the film. It may need one more clip.
    chosen = choose(continuity);
    await readClipsOf(stores, source, place, clipsPlayed(disc, anglesOf(chosen.features)), reading, clips);
  }
  for (const [clip, reason] of clips.faults) onNote(`clip ${clip} is left out: ${reason}`);

  const discId = enrollment.id ?? (await freeDiscId(stores, place.path, enrollment));
  const features: StoredFeature[] = [];
  const news = new NewReferences(stores, signal, onNote);
  try {
    for (const angle of anglesOf(chosen.features)) {
      const found = await enrollFeature(stores, angle, clips, { discId, place, enrollment });
      if (found === undefined) {
        onNote(`title ${angle.feature} is left out: none of its clips can be fingerprinted`);
        continue;
      }
      const { replaced, ...enrolled } = found;
      features.push({ feature: angle.feature, role: angle.role, referenceId: enrolled.reference.id });
      yield enrolled.wasThere ? enrolled : { ...enrolled, ...(await news.settle(enrolled.reference, replaced)) };
      if (enrolled.wasThere && !enrolled.upgraded) onNote(`title ${angle.feature} is already enrolled as ${enrolled.reference.id}`);
    }
  } finally {
    await news.close();
  }
  if (features.length === 0) {
    const reason = [...clips.faults.values()][0] ?? 'no title of it is to be enrolled';
    throw new StreetdateError('nothing-to-fingerprint', `${disc.path}: ${reason}`, { path: disc.path });
  }
  const structure = disc.ids.find(({ name }) => name === 'streetdate-structure');
  const facts: Omit<StoredDisc, 'titleId'> = {
    id: discId,
    kind: disc.kind,
    ...place,
    ...(disc.label !== undefined && { label: disc.label }),
    ...given('edition', enrollment),
    ...given('variant', enrollment),
    ...given('territory', enrollment),
    ...given('distributor', enrollment),
    ...given('streetDate', enrollment),
    ids: structure ? [...disc.ids, framesId(structure, clips.sha256)] : disc.ids,
    features,
    enrolledAt: enrollment.enrolledAt,
  };
  const stored = await stores.catalogue.write(async (writer) => {
    // A film without readable pictures still is the disc's title.
    const { id } = await writer.putTitle({ name: enrollment.titleName });
    const made: StoredDisc = { ...facts, titleId: id };
    await writer.putDisc(made);
    return made;
  });
  yield {
    kind: 'disc',
    path: disc.path,
    disc: stored,
    title: (await stores.catalogue.title(stored.titleId))?.name ?? enrollment.titleName,
    leftOut: chosen.leftOut,
    clipsDecoded: clips.decoded,
    clipsKnown: clips.fingerprints.size + clips.faults.size - clips.decoded,
    faults: disc.faults,
  };
}

/** The titles of a disc to enroll. @throws RefusedError if the named main title does not exist. */
export function featuresOf(
  disc: Disc,
  mainTitle: string | undefined,
  continuity?: ReadonlyMap<string, number>,
): ReturnType<typeof chooseFeatures> {
  if (mainTitle !== undefined && !disc.titles.some(({ id }) => id === mainTitle)) {
    throw new RefusedError(`${disc.path} has no title ${mainTitle}`, 'unknown-disc-title');
  }
  return chooseFeatures(disc, { mainTitle, ...(continuity && { continuity }) });
}

/** Makes a feature's reference, or finds the one with the same pictures. @returns undefined if it has no pictures. */
async function enrollFeature(
  stores: Stores,
  angle: FeatureAngle,
  clips: ReadClips,
  context: {
    readonly discId: string;
    readonly place: { readonly path: string; readonly stamp: string };
    readonly enrollment: DiscEnrollment;
  },
): Promise<(EnrolledReference & { readonly replaced?: StoredReference | undefined }) | undefined> {
  const { catalogue, blobs } = stores;
  const { discId, place, enrollment } = context;
  const fingerprint = fingerprintOf(angle, clips);
  if (fingerprint === undefined) return undefined;
  const fingerprintSha256 = await storeFingerprint(blobs, fingerprint);
  const id = `${discId}.${angle.feature}`;
  const lacking = await referenceThatLacks(stores, id, place.path, fingerprint);
  const { upgraded = [] } = lacking ? await upgradeReference(stores, lacking, fingerprint, broughtBy(fingerprint)) : {};
  const iscc = isccOfFingerprint(fingerprint);
  const titleName =
    enrollment.nameOf(angle.titleId) ?? (angle.role === 'film' ? enrollment.titleName : `${enrollment.titleName}, extra ${angle.titleId}`);
  let replaced: StoredReference | undefined;
  const reference = await catalogue.write(async (writer) => {
    replaced = undefined;
    const known = lacking ? await writer.reference(lacking.id) : await writer.referenceOfContent(fingerprintSha256);
    const lacksIscc = known !== undefined && known.iscc === undefined && Object.keys(iscc).length > 0;
    if (lacksIscc) await writer.putReferenceIscc(known.id, iscc);
    const same = lacksIscc ? { ...known, iscc } : known;
    // Trailers and logos are on many discs, and variants of one edition mostly have equal pictures. They share the reference.
    if (same && angle.role === 'extra') return same;
    const { id: titleId } = await writer.putTitle({
      name: titleName,
      ...(angle.role === 'film' && enrollment.year !== undefined && { year: enrollment.year }),
    });
    await writer.putWindows(titleId, enrollment.windows);
    if (same && same.titleId !== titleId)
      throw new RefusedError(`the film of ${place.path} is already enrolled as ${same.id} of the title ${same.titleId}`);
    if (same) return same;
    const taken = await writer.reference(id);
    if (taken && taken.media?.path !== place.path) throw new RefusedError(`the id ${id} is taken by another reference`);
    const made: StoredReference = {
      id,
      titleId,
      kind: 'disc',
      ...given('edition', enrollment),
      ...given('territory', enrollment),
      duration: fingerprint.duration,
      fingerprintSha256,
      ...(fingerprint.damage && { damage: fingerprint.damage }),
      media: { path: place.path, stamp: place.stamp },
      enrolledAt: enrollment.enrolledAt,
      ...(Object.keys(iscc).length > 0 && { iscc }),
    };
    replaced = taken;
    await writer.putReference(made);
    return made;
  });
  const isNew = lacking === undefined && reference.id === id && reference.enrolledAt === enrollment.enrolledAt;
  const path = `${place.path}, title ${angle.feature}`;
  const isUpgraded = upgraded.length > 0;
  return { kind: 'reference', path, feature: angle.feature, reference, wasThere: !isNew, ...(isUpgraded && { upgraded }), replaced };
}

/** The reference of the same feature, of this disc or an equal one, which was enrolled without some data of its fingerprint. */
async function referenceThatLacks(
  { catalogue, blobs }: Stores,
  id: string,
  discPath: string,
  fingerprint: Fingerprint,
): Promise<StoredReference | undefined> {
  const own = await catalogue.reference(id);
  if (own?.media?.path === discPath) {
    const stored = await loadStored(blobs, own.fingerprintSha256).catch(() => undefined);
    if (stored && haveEqualHashes(stored, fingerprint) && lackingData(stored, broughtBy(fingerprint)).length > 0) return own;
  }
  return referenceWithLess({ catalogue }, fingerprint);
}

/** The existing id of a disc with this place and variant, or a free one that describes it. */
async function freeDiscId({ catalogue }: Stores, path: string, { titleName, variant }: DiscEnrollment): Promise<string> {
  const discs = await catalogue.discs();
  const known = discs.find((disc) => disc.path === path && disc.variant === variant);
  if (known) return known.id;
  const title = await catalogue.title(titleName);
  const stem = [title?.id ?? slug(titleName), 'disc', ...(variant === undefined ? [] : [slug(variant)])]
    .filter((word) => word !== '')
    .join('-');
  return freeId(stem, new Set(discs.map(({ id }) => id)));
}

/** A fact as a property, if it is known. */
function given<K extends 'edition' | 'variant' | 'territory' | 'distributor' | 'streetDate'>(
  name: K,
  enrollment: DiscEnrollment,
): { readonly [P in K]?: string } {
  const value = enrollment[name];
  return value === undefined ? {} : ({ [name]: value } as Record<K, string>);
}

/** The disc's own name: its English one, another one, or its volume's. */
function ownName({ path, names, label }: Disc): string {
  const name = names.eng ?? Object.values(names)[0] ?? label;
  if (name === undefined) throw new RefusedError(`${path} has no name on it`, 'unnamed-disc');
  return name;
}

function scrambledDisc({ path, protection }: Disc): StreetdateError {
  const advice = 'a scrambled disc is not read; take the clear master or authoring image';
  return new StreetdateError('disc-scrambled', `${path} is scrambled: ${protection.scrambledAt}; ${advice}`, { path });
}
