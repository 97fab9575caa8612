import type { Fingerprint } from '@streetdate/core';
import { type Match, type ReferenceIndex, type Rendition, readSources, type Source, type SourceReading } from '@streetdate/matcher';
import type { StoredReference } from '../catalogue/references.ts';

/** What a copy of an enrolled rendition is a copy of; nothing of a still, and background is not copied from. */
const SOURCE_OF_KIND: Readonly<Record<StoredReference['kind'], Source | undefined>> = {
  disc: 'disc',
  master: 'digital',
  screener: 'screener',
  still: undefined,
  background: undefined,
};

/**
 * What a film says of the release that it was made from, for each title that it shows of which two renditions and more are enrolled: one alone
 * leaves nothing to compare.
 * @returns By title id; undefined where there is nothing to say of any.
 */
export function readSourcesOfTitles(
  query: Fingerprint,
  matches: readonly Match[],
  index: ReferenceIndex,
  references: ReadonlyMap<string, StoredReference>,
): Readonly<Record<string, SourceReading>> | undefined {
  if (query.kind === 'still') return undefined;
  const titles = new Set(matches.flatMap(({ referenceId }) => references.get(referenceId)?.titleId ?? []));
  const readings = [...titles].flatMap((titleId): [string, SourceReading][] => {
    const renditions = [...references.values()].flatMap((reference) =>
      reference.titleId === titleId ? renditionOf(reference, index) : [],
    );
    return renditions.length < 2 ? [] : [[titleId, readSources(query, matches, renditions, { algorithm: index.algorithm })]];
  });
  return readings.length === 0 ? undefined : Object.fromEntries(readings);
}

/** What a copy of a title may be of: the enrolled sources and, as anyone may film a screen, a camera. */
export function possibleSources(titleId: string, references: ReadonlyMap<string, StoredReference>): Source[] {
  const enrolled = [...references.values()].flatMap((reference) =>
    reference.titleId === titleId ? (SOURCE_OF_KIND[reference.kind] ?? []) : [],
  );
  return [...new Set<Source>([...enrolled, 'camera'])];
}

function renditionOf({ id, kind }: StoredReference, index: ReferenceIndex): Rendition[] {
  const source = SOURCE_OF_KIND[kind];
  const fingerprint = index.get(id);
  return source === undefined || fingerprint === undefined ? [] : [{ referenceId: id, source, fingerprint }];
}
