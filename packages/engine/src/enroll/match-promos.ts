import { findPublished, type PublishedFootage } from '@streetdate/matcher';
import { openingOf } from '@streetdate/matcher/internal';
import { loadStored } from '../blobs/fingerprints.ts';
import type { CatalogueReader } from '../catalogue/catalogue.ts';
import type { StoredReference, TitleWithWindows } from '../catalogue/stored.ts';
import { RefusedError } from '../refusal.ts';
import type { Stores } from '../stores.ts';
import type { EnrollOptions } from './enrollment.ts';

/** Share of a film from which on what shows it is the film itself, and no promo. */
const WHOLE_FILM = 0.9;

/** A promo and a film of its title, with what was found of the one in the other. */
export interface MatchedPromo {
  readonly promo: StoredReference;
  readonly film: StoredReference;
  readonly footage: PublishedFootage;
}

/**
 * Finds where the footage of promos lies in the films of their titles, for pairs that were not compared yet, and stores it.
 * @param titleId - Only this title. @defaultValue all titles
 * @yields Each pair that was compared.
 * @throws StreetdateError `bad-library` if a fingerprint cannot be read. The signal's reason.
 */
export async function* matchPromos(stores: Stores, titleId?: string, signal?: AbortSignal): AsyncGenerator<MatchedPromo> {
  const { catalogue, blobs } = stores;
  const references = (await catalogue.references()).filter((each) => titleId === undefined || each.titleId === titleId);
  const promos = references.filter(({ kind, duration }) => kind === 'promo' && duration > 0);
  if (promos.length === 0) return;
  const known = new Map((await catalogue.publishedFootage()).map((each) => [JSON.stringify([each.promoId, each.filmId]), each.compared]));
  for (const promo of promos) {
    const films = references.filter((film) => isFilm(film) && film.titleId === promo.titleId);
    for (const film of films) {
      const compared = `${promo.fingerprintSha256} ${film.fingerprintSha256}`;
      if (known.get(JSON.stringify([promo.id, film.id])) === compared) continue;
      signal?.throwIfAborted();
      const footage = findPublished(await loadStored(blobs, promo.fingerprintSha256), await loadStored(blobs, film.fingerprintSha256));
      await catalogue.write((writer) => writer.putPublishedFootage({ promoId: promo.id, filmId: film.id, compared, footage }));
      yield { promo, film, footage };
    }
  }
}

/** Whether a reference is a rendition of a film: neither promo, nor still, nor what belongs to no film. */
export function isFilm({ kind, duration }: StoredReference): boolean {
  return kind !== 'promo' && kind !== 'background' && duration > 0;
}

/** Throws unless the options of an enrollment fit the kind `promo`, or have nothing of it. */
export function checkPromoOptions({ kind, promo, promos, windows = [] }: EnrollOptions): void {
  if (kind !== 'promo') {
    if (promo !== undefined) throw new RangeError(`promo is for the kind promo, got it for ${kind ?? 'disc'}`);
    return;
  }
  if (promo === undefined || promo.publications.length === 0)
    throw new RangeError('promo.publications must say when it was published: at least one instant');
  if (promos === 'none') throw new RangeError('promos must not be none where a promo is enrolled');
  if (windows.length > 0)
    throw new RangeError('kind promo has publications and no release window: enroll the film, or add the title, with its windows');
}

/** Throws where a promo would be published after its film: then it shows nothing that is not on sale. @throws RangeError */
export function checkPublications(title: TitleWithWindows | undefined, { promo }: EnrollOptions): void {
  const openings = (title?.windows ?? []).filter(({ channel }) => channel !== 'screener' && channel !== 'licensed').map(openingOf);
  const first = Math.min(...openings.map(({ latest }) => latest));
  for (const publication of promo?.publications ?? []) {
    if (openingOf(publication).earliest < first) continue;
    throw new RangeError(
      `promo.publications: ${publication.opensAt} is after the first window of ${title!.name}, which opens on ${new Date(first).toISOString()}; a promo is published before its film`,
    );
  }
}

/**
 * Throws if a promo is longer than a film of its title, or shows nearly all of it: then it is the film, and copies of the film would be called
 * published.
 * @throws RefusedError
 */
export async function refuseWholeFilm(
  { blobs }: Stores,
  catalogue: CatalogueReader,
  promo: { readonly path: string; readonly duration: number; readonly fingerprintSha256: string; readonly titleId: string | undefined },
): Promise<void> {
  const { path, duration } = promo;
  const films = (await catalogue.references()).filter((each) => each.titleId === promo.titleId && isFilm(each));
  for (const film of films) {
    const refuse = (reason: string) =>
      new RefusedError(
        `${path} ${reason} ${film.id}, so that copies of the film would count as published; nothing was enrolled (force enrolls it)`,
      );
    if (duration > film.duration) throw refuse('is longer than its film');
    if (duration < WHOLE_FILM * film.duration) continue;
    const found = findPublished(await loadStored(blobs, promo.fingerprintSha256), await loadStored(blobs, film.fingerprintSha256));
    if (found.foundSeconds > WHOLE_FILM * film.duration) throw refuse('is the whole film');
  }
}
