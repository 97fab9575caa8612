import type { Blending, Fingerprint, SubtitleTrack, TimeSpan } from '@streetdate/core';
import { measureBlending } from '@streetdate/core/internal';
import { decodeIntervals, readSubtitles } from '@streetdate/core/internal/node';
import type { ReferenceIndex } from '@streetdate/index';
import { type Match, type Rendition, readSources, type Source, type SourceReading } from '@streetdate/matcher';
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

/** The kinds of references that a copy can come from: no stills, and no background. */
const SOURCE_OF_KIND: Readonly<Record<StoredReference['kind'], Source | undefined>> = {
  disc: 'disc',
  master: 'digital',
  screener: 'screener',
  still: undefined,
  promo: undefined,
  background: undefined,
};

/**
 * Compares a film with the renditions of each title that it matches. Titles with a single enrolled rendition are skipped, because there is
 * nothing to compare.
 * @param path - The film, some of whose frames may be decoded again; undefined if that would be expensive.
 * @returns By title id; undefined if there is no evidence for any title.
 */
export async function readSourcesOfTitles(
  path: string | undefined,
  query: Fingerprint,
  matches: readonly Match[],
  index: ReferenceIndex,
  references: ReadonlyMap<string, StoredReference>,
): Promise<Readonly<Record<string, SourceReading>> | undefined> {
  // Sound alone does not tell the releases of a title apart.
  if (query.kind !== 'film') return undefined;
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

/** Decodes intervals of a film frame by frame. A failure counts as not decoded. */
async function lookAtCadence(path: string, intervals: readonly TimeSpan[]): Promise<Cadence | undefined> {
  if (intervals.length === 0) return undefined;
  const frames = await decodeIntervals(path, intervals, CADENCE_LONG_SIDE).catch(() => undefined);
  return frames && measureCadence(frames);
}

/** Decodes intervals of a film to find blended frames. A failure counts as not decoded. */
async function lookAtBlending(path: string, { media }: Fingerprint, intervals: readonly TimeSpan[]): Promise<Blending[] | undefined> {
  if (intervals.length === 0) return undefined;
  const deinterlace = media.deinterlaced ? 'always' : 'never';
  const frames = await decodeIntervals(path, intervals, undefined, { deinterlace }).catch(() => undefined);
  return frames?.flatMap((each) => measureBlending(each) ?? []);
}

/** Reads the times of a film's subtitle streams. A failure counts as not read. */
function lookAtSubtitles(path: string): Promise<SubtitleTrack[] | undefined> {
  return readSubtitles(path).catch(() => undefined);
}

/** Decodes areas of a film at full resolution, if renditions keep details. A failure counts as not decoded. */
async function lookAtDetail(
  path: string,
  query: Fingerprint,
  matches: readonly Match[],
  renditions: readonly Rendition[],
  algorithm: string,
): Promise<Detail | undefined> {
  const intervals = detailIntervals(query, matches, renditions, algorithm);
  if (intervals.length === 0) return undefined;
  const frames = await decodeIntervals(path, intervals).catch(() => undefined);
  return frames && measureDetail(query, intervals, frames.flat(), renditions);
}

/** The possible sources of a copy: the enrolled kinds, and a camera, because anyone may film a screen. */
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
