import type { Library, StoredAllowedSource, StoredReference, TitleWithWindows } from '@streetdate/engine';
import { discsByReference } from '@streetdate/engine/internal';
import { allowedSourceRecord, discInLibrary, referenceRecord, scanRecord, titleRecord, windowRecord } from '@streetdate/engine/records';
import { describeAllowed } from '@streetdate/matcher/internal';
import { z } from './schema.ts';

// The records that the command prints too, each as a named schema of the document with an example.

/** An id of the service: UUIDv7. */
export const id = z.uuid().meta({ examples: ['019a3a1e-7c11-7000-8000-5d1f0c3b2a11'] });

/** An instant. */
export const instant = z
  .string()
  .describe('ISO 8601, UTC')
  .meta({ examples: ['2027-02-07T12:00:00.000Z'] });

/** A scan that found nothing. */
export const SCAN_EXAMPLE = {
  type: 'scan',
  path: 'copy.sdfp',
  scanId: '9f86d081884c7d65',
  kind: 'film',
  duration: 60,
  look: { frames: 'every', closer: [] },
  scannedAt: '2027-02-07T12:00:03.000Z',
  reused: false,
  sighting: { seenAt: '2027-02-07T12:00:00Z', seenAtBasis: 'reported', territory: 'US' },
  matches: [],
  verdict: { kind: 'no-match', summary: 'No match: nothing enrolled is in it.' },
} as const;

/** What a scan found. */
export const scan = scanRecord.meta({
  id: 'Scan',
  description: 'What a search found in one file, and what that means',
  examples: [SCAN_EXAMPLE],
});

/** A release window. */
export const releaseWindow = windowRecord.meta({
  id: 'Window',
  description: 'When a title may first be offered through one channel in one territory',
  examples: [{ territory: 'US', channel: 'disc', opensAt: '2027-03-09', timeZone: 'America/New_York' }],
});

/** A title with its windows. */
export const title = titleRecord
  .omit({ exclusions: true, conflicts: true })
  .extend({ windows: z.array(releaseWindow) })
  .meta({
    id: 'Title',
    description: 'A work as its owner knows it, with its release windows',
    examples: [
      {
        type: 'title',
        id: 'film',
        name: 'Film',
        year: 2027,
        windows: [{ territory: 'US', channel: 'disc', opensAt: '2027-03-09', timeZone: 'America/New_York' }],
        referenceIds: ['film-1'],
      },
    ],
  });

/** A reference. Paths of the service's own files are nobody's business. */
export const reference = referenceRecord
  .omit({ path: true, alreadyEnrolled: true, upgraded: true, provesNothing: true, conflicts: true, notCarried: true })
  .meta({
    id: 'Reference',
    description: 'An enrolled rendition of a title',
    examples: [
      {
        type: 'reference',
        id: 'film-1',
        titleId: 'film',
        title: 'Film',
        kind: 'disc',
        edition: 'Blu-ray, first pressing',
        duration: 5400,
        enrolledAt: '2027-01-04T09:00:00.000Z',
      },
    ],
  });

/** A disc. */
export const disc = discInLibrary.extend({ enrolledAt: instant }).meta({
  id: 'Disc',
  description: 'An enrolled disc, and which reference each of its features is',
  examples: [
    {
      id: 'film-bd',
      titleId: 'film',
      kind: 'bluray',
      label: 'FILM',
      ids: [{ name: 'aacs-disc-id', value: '0f3c', source: 'AACS/Unit_Key_RO.inf' }],
      features: [{ feature: '00800', role: 'film', referenceId: 'film-bd-00800' }],
      enrolledAt: '2027-01-04T09:00:00.000Z',
    },
  ],
});

/** A place where copies are allowed. */
export const allowedSource = allowedSourceRecord.omit({ alreadyAllowed: true }).meta({
  id: 'AllowedSource',
  description: 'A place where copies are allowed: an account of a host, or a whole host',
  examples: [
    {
      type: 'allowed-source',
      id: '9f86d081884c7d65',
      host: 'video.example',
      account: 'studio',
      titleId: 'film',
      title: 'Film',
      from: '2026-12-01',
      fromTimeZone: 'America/New_York',
      addedAt: '2026-11-20T09:00:00.000Z',
      words: 'video.example, account studio, for Film, from 2026-12-01 (America/New_York)',
    },
  ],
});

/** An allowed source of the API. */
export type AllowedSourceAnswer = z.infer<typeof allowedSource>;
/** A title of the API. */
export type TitleAnswer = z.infer<typeof title>;
/** A reference of the API. */
export type ReferenceAnswer = z.infer<typeof reference>;

/** The record of a title. */
export function titleAnswer(title: TitleWithWindows, referenceIds: readonly string[]): TitleAnswer {
  const { id, name, year, eidr, isan, promos, windows } = title;
  const facts = {
    ...(year !== undefined && { year }),
    ...(eidr !== undefined && { eidr }),
    ...(isan !== undefined && { isan }),
    ...(promos !== undefined && { promos }),
  };
  return { type: 'title', id, name, ...facts, windows: [...windows], referenceIds: [...referenceIds] };
}

/** The records of allowed sources. */
export async function allowedSourceAnswers(library: Library, sources: readonly StoredAllowedSource[]): Promise<AllowedSourceAnswer[]> {
  const names = await library.catalogue.titleNames([...new Set(sources.flatMap(({ titleId }) => titleId ?? []))]);
  return sources.map((source) => {
    const title = source.titleId === undefined ? undefined : names.get(source.titleId);
    return { type: 'allowed-source', ...source, ...(title !== undefined && { title }), words: describeAllowed(source, title) };
  });
}

/** The records of references. */
export async function referenceAnswers(library: Library, references: readonly StoredReference[]): Promise<ReferenceAnswer[]> {
  const names = await library.catalogue.titleNames([...new Set(references.map(({ titleId }) => titleId))]);
  const discs = discsByReference(await library.discs());
  return references.map(({ fingerprintSha256: _, media: __, ...facts }) => {
    const own = discs.get(facts.id) ?? [];
    return { type: 'reference', ...facts, title: names.get(facts.titleId) ?? facts.titleId, ...(own.length > 0 && { discs: own }) };
  });
}
