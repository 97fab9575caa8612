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
import type { Database } from '../catalogue/database.ts';
import { type DiscOfReference, listDiscsByReference } from '../catalogue/discs.ts';
import { listReferences, type StoredReference } from '../catalogue/references.ts';
import type { StoredScan } from '../catalogue/scans.ts';
import { listTitles, type TitleWithWindows } from '../catalogue/titles.ts';
import type { MatchRecord, ScanRecord, SegmentRecord, VerdictRecord } from '../records/scan-record.ts';
import { possibleSources } from './source-readings.ts';

/** What verdicts are made from beside the matches: read once, used for a whole batch. */
export interface Records {
  readonly titles: ReadonlyMap<string, TitleWithWindows>;
  readonly references: ReadonlyMap<string, StoredReference>;
  /** The discs that each reference is on, by its id. */
  readonly discs: ReadonlyMap<string, readonly DiscOfReference[]>;
}

/** Reads the titles, their windows and the references. */
export async function readRecords(database: Database): Promise<Records> {
  const titles = await listTitles(database);
  const references = await listReferences(database);
  return {
    titles: new Map(titles.map((title) => [title.id, title])),
    references: new Map(references.map((reference) => [reference.id, reference])),
    discs: await listDiscsByReference(database),
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
  { titles, references, discs }: Records,
  { path, reused, windows, sourceEvidence = [] }: Circumstances & { readonly path: string; readonly reused: boolean },
): ScanRecord {
  const { sighting } = scan;
  const claim = nameEvidence(path);
  const matches: MatchRecord[] = [];
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
    verdict: verdict ?? verdictRecordOf(judge(undefined, [], sighting)),
  };
}

function matchRecordOf(
  match: Match,
  title: TitleWithWindows,
  discs: readonly DiscOfReference[],
  sources: MatchRecord['sources'],
  verdict: Verdict,
): MatchRecord {
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
    verdict: verdictRecordOf(verdict),
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

function verdictRecordOf(verdict: Verdict): VerdictRecord {
  return { ...verdict };
}

function sightingRecordOf({ seenAt, seenAtBasis, territory }: Sighting): ScanRecord['sighting'] {
  return { ...(seenAt !== undefined && { seenAt }), seenAtBasis, ...(territory !== undefined && { territory }) };
}
