import type { Library, StoredReference, TitleWithWindows } from '@streetdate/engine';
import { discsByReference } from '@streetdate/engine/internal';
import type { ReferenceRecord, TitleRecord } from '@streetdate/engine/records';

/** The printed record of a title. */
export async function titleRecordOf(library: Library, { unreadable: _, ...title }: TitleWithWindows): Promise<TitleRecord> {
  const { catalogue } = library;
  const own = new Set((await library.references()).flatMap(({ id, titleId }) => (titleId === title.id ? [id] : [])));
  const exclusions = (await catalogue.exclusions()).filter(({ referenceId }) => own.has(referenceId));
  const conflicts = (await catalogue.conflicts()).filter(
    ({ referenceId, otherReferenceId }) => own.has(referenceId) || own.has(otherReferenceId),
  );
  return {
    type: 'title',
    ...title,
    windows: [...title.windows],
    referenceIds: [...own],
    ...(exclusions.length > 0 && { exclusions: exclusions.map(({ fault: _, ...each }) => each) }),
    ...(conflicts.length > 0 && { conflicts: conflicts.map(({ fault: _, ...each }) => each) }),
  };
}

/** The printed record of an enrolled rendition. */
export async function referenceRecordOf(library: Library, reference: StoredReference): Promise<ReferenceRecord> {
  const { fingerprintSha256: _, media, ...facts } = reference;
  const footage = (await library.publishedFootage()).filter(({ promoId }) => promoId === reference.id);
  const title = await library.catalogue.title(reference.titleId);
  const discs = discsByReference(await library.discs()).get(reference.id) ?? [];
  const provesNothing = await library.heldBack(reference.id);
  return {
    type: 'reference',
    ...facts,
    title: title?.name ?? reference.titleId,
    ...(media && { path: media.path }),
    ...(footage.length > 0 && {
      inFilms: footage.map(({ filmId, footage: { intervals, foundSeconds, promoSeconds } }) => ({
        ...{ referenceId: filmId, pieces: intervals.length, foundSeconds, promoSeconds },
      })),
    }),
    ...(discs.length > 0 && { discs }),
    ...(provesNothing.length > 0 && { provesNothing: [...provesNothing] }),
  };
}
