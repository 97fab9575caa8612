import type { Blending, Fingerprint, SubtitleTrack, TimeSpan } from '@streetdate/core';
import { measureBlending } from '@streetdate/core/internal';
import { decodeIntervals, readSubtitles } from '@streetdate/core/internal/node';
import { type Match, type ReferenceIndex, type Rendition, readSources, type Source, type SourceReading } from '@streetdate/matcher';
import {
  asksForSubtitles,
  blendingIntervals,
  CADENCE_LONG_SIDE,
  type Cadence,
  cadenceIntervals,
  type Detail,
  detailIntervals,
  measureCadence,
  measureDetail,
} from '@streetdate/matcher/internal';
import type { StoredReference } from '../catalogue/stored.ts';

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
 * @param path - The film, of which some frames may be looked at again; undefined where that would cost much.
 * @returns By title id; undefined where there is nothing to say of any.
 */
export async function readSourcesOfTitles(
  path: string | undefined,
  query: Fingerprint,
  matches: readonly Match[],
  index: ReferenceIndex,
  references: ReadonlyMap<string, StoredReference>,
): Promise<Readonly<Record<string, SourceReading>> | undefined> {
  if (query.kind === 'still') return undefined;
  const titles = new Set(matches.flatMap(({ referenceId }) => references.get(referenceId)?.titleId ?? []));
  const readings: [string, SourceReading][] = [];
  for (const titleId of titles) {
    const renditions = [...references.values()].flatMap((reference) =>
      reference.titleId === titleId ? renditionOf(reference, index) : [],
    );
    if (renditions.length < 2) continue;
    const cadence = path === undefined ? undefined : await lookAtCadence(path, cadenceIntervals(query, matches, renditions));
    const blending = path === undefined ? undefined : await lookAtBlending(path, query, blendingIntervals(query, matches, renditions));
    const detail = path === undefined ? undefined : await lookAtDetail(path, query, matches, renditions, index.algorithm);
    const subtitles = path !== undefined && asksForSubtitles(renditions) ? await lookAtSubtitles(path) : undefined;
    const { algorithm } = index;
    readings.push([titleId, readSources(query, matches, renditions, { algorithm, cadence, blending, subtitles, detail })]);
  }
  return readings.length === 0 ? undefined : Object.fromEntries(readings);
}

/** Looks at stretches of a film frame by frame. Nothing is lost when that fails: nobody looked, then. */
async function lookAtCadence(path: string, stretches: readonly TimeSpan[]): Promise<Cadence | undefined> {
  if (stretches.length === 0) return undefined;
  const frames = await decodeIntervals(path, stretches, CADENCE_LONG_SIDE).catch(() => undefined);
  return frames && measureCadence(frames);
}

/** Looks at stretches of a film for frames that are mixed of two pictures. As above. */
async function lookAtBlending(path: string, { media }: Fingerprint, stretches: readonly TimeSpan[]): Promise<Blending[] | undefined> {
  if (stretches.length === 0) return undefined;
  const deinterlace = media.deinterlaced ? 'always' : 'never';
  const frames = await decodeIntervals(path, stretches, undefined, { deinterlace }).catch(() => undefined);
  return frames?.flatMap((each) => measureBlending(each) ?? []);
}

/** Reads when the subtitles that a film kept as streams come up. As above. */
function lookAtSubtitles(path: string): Promise<SubtitleTrack[] | undefined> {
  return readSubtitles(path).catch(() => undefined);
}

/** Looks at pieces of a film at its own resolution, where renditions keep such pieces. As above. */
async function lookAtDetail(
  path: string,
  query: Fingerprint,
  matches: readonly Match[],
  renditions: readonly Rendition[],
  algorithm: string,
): Promise<Detail | undefined> {
  const stretches = detailIntervals(query, matches, renditions, algorithm);
  if (stretches.length === 0) return undefined;
  const frames = await decodeIntervals(path, stretches).catch(() => undefined);
  return frames && measureDetail(query, stretches, frames.flat(), renditions);
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
