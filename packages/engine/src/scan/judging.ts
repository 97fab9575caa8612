import {
  judge,
  type Match,
  type ReleaseWindow,
  type Segment,
  type Sighting,
  type SourceEvidence,
  type SourceReading,
  type Verdict,
} from '@streetdate/matcher';
import { answerSource, type SourceAnswer } from '@streetdate/matcher/internal';
import { nameEvidence } from '@streetdate/release';
import type { CatalogueReader } from '../catalogue/catalogue.ts';
import { discsByReference } from '../catalogue/discs-by-reference.ts';
import type { DiscOfReference, StoredReference, StoredScan, TitleWithWindows } from '../catalogue/stored.ts';
import type { MatchRecord, ScanRecord, SegmentRecord } from '../records/scan-record.ts';
import type { ScannedFile, ScannedMatch } from './outcome.ts';
import { possibleSources } from './source-readings.ts';

/** What verdicts are made from beside the matches: read once, used for a whole batch. */
export interface Records {
  readonly titles: ReadonlyMap<string, TitleWithWindows>;
  readonly references: ReadonlyMap<string, StoredReference>;
  /** The discs that each reference is on, by its id. */
  readonly discs: ReadonlyMap<string, readonly DiscOfReference[]>;
  /** The library's revision. */
  readonly revision: number;
}

/** Reads the titles, their windows and the references. */
export async function readRecords(catalogue: CatalogueReader): Promise<Records> {
  const titles = await catalogue.titles();
  const references = await catalogue.references();
  return {
    titles: new Map(titles.map((title) => [title.id, title])),
    references: new Map(references.map((reference) => [reference.id, reference])),
    discs: discsByReference(await catalogue.discs()),
    revision: await catalogue.revision(),
  };
}

/** What a scan is judged by that is not in the catalogue. */
export interface Circumstances {
  /** Takes the place of every title's windows. @defaultValue the catalogue's */
  readonly windows?: readonly ReleaseWindow[] | undefined;
  /** What is known of the copy's source beside what the scan found. @defaultValue nothing */
  readonly sourceEvidence?: readonly SourceEvidence[] | undefined;
}

/** Gravest first. A file that shows several titles is as grave as the gravest of them. */
export const GRAVITY: readonly Verdict['kind'][] = ['pre-release-leak', 'needs-review', 'released-copy', 'no-match'];

/**
 * Judges a stored scan: each match on its own, and the file by the gravest of them; of equally grave ones by the strongest.
 * @param path - What the file is called in the record.
 * @param reused - Whether the matches are of an earlier run.
 */
export function judgeScan(
  scan: StoredScan,
  { titles, references, discs, revision }: Records,
  { path, reused, windows, sourceEvidence = [] }: Circumstances & { readonly path: string; readonly reused: boolean },
): ScannedFile {
  const { sighting } = scan;
  const claim = nameEvidence(path);
  const matches: ScannedMatch[] = [];
  for (const match of scan.matches) {
    const reference = references.get(match.referenceId);
    const title = reference && titles.get(reference.titleId);
    if (!reference || !title) continue;
    const sources = scan.sources?.[title.id];
    const allEvidence = [...(sources?.evidence ?? []), ...sourceEvidence];
    const verdict = judge(match, windows ?? title.windows, sighting, { title, reference, sourceEvidence: allEvidence });
    const answered = sources && sourcesRecordOf(sources, answerSource(allEvidence, possibleSources(title.id, references)));
    matches.push(matchRecordOf(match, title, discs.get(reference.id) ?? [], answered, verdict));
  }
  const verdict = GRAVITY.flatMap((kind) => matches.filter((match) => match.verdict.kind === kind))[0]?.verdict;
  return {
    type: 'scan',
    path,
    scanId: scan.id,
    kind: scan.kind,
    duration: scan.duration,
    look: { frames: scan.look?.frames ?? 'every', closer: [...(scan.look?.closer ?? [])] },
    scannedAt: scan.scannedAt,
    reused,
    sighting: sightingRecordOf(sighting),
    ...(scan.damage && { damage: scan.damage }),
    ...(claim && { claim: { ...claim } }),
    matches,
    verdict: verdict ?? { ...judge(undefined, [], sighting) },
    isOutdated: scan.libraryRevision !== revision,
  };
}

function matchRecordOf(
  match: Match,
  title: TitleWithWindows,
  discs: readonly DiscOfReference[],
  sources: MatchRecord['sources'],
  verdict: Verdict,
): ScannedMatch {
  const { referenceId, score, expectedFalseMatches, strength, segments, shared, secondOpinion, sound, light } = match;
  return {
    referenceId,
    titleId: title.id,
    title: title.name,
    score,
    expectedFalseMatches,
    strength,
    segments: segments.map(segmentRecordOf),
    ...(shared.length > 0 && { shared: [...shared] }),
    ...(secondOpinion && { secondOpinion }),
    ...(sound && { sound }),
    ...(light && { light }),
    ...(sources && { sources }),
    ...(discs.length > 0 && { discs: [...discs] }),
    verdict: { ...verdict },
  };
}

/** The segment without the distances of its frames, which are for plots: a line a file stays a line. */
function segmentRecordOf({ distances, frameTimes, ...segment }: Segment): SegmentRecord {
  return segment;
}

function sourcesRecordOf({ evidence, silent, variants }: SourceReading, answer: SourceAnswer): NonNullable<MatchRecord['sources']> {
  return {
    answer,
    evidence: evidence.map((each) => ({ ...each })),
    silent: silent.map((each) => ({ ...each })),
    variants: variants.map((each) => ({ ...each, carries: [...each.carries], excludes: [...each.excludes] })),
  };
}

function sightingRecordOf({ seenAt, seenAtBasis, territory }: Sighting): ScanRecord['sighting'] {
  return { ...(seenAt !== undefined && { seenAt }), seenAtBasis, ...(territory !== undefined && { territory }) };
}
