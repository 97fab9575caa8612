import type {
  AllowedSource,
  Dispute,
  Match,
  PublishedMaterial,
  ReleaseWindow,
  Segment,
  Sighting,
  SourceEvidence,
  SourceReading,
  Verdict,
} from '@streetdate/matcher';
import { allowedEverywhere, answerSource, judgeStored, type SourceAnswer, VERDICT_KINDS } from '@streetdate/matcher/internal';
import { nameEvidence } from '@streetdate/release';
import type { CatalogueReader } from '../catalogue/catalogue.ts';
import { discsByReference } from '../catalogue/discs-by-reference.ts';
import { disputesOf, standingDisputes } from '../catalogue/disputes.ts';
import type {
  DiscOfReference,
  HeldBackSpan,
  StoredDispute,
  StoredPublishedFootage,
  StoredReference,
  StoredScan,
  StoredSighting,
  TitleWithWindows,
  UnreadableWindow,
} from '../catalogue/stored.ts';
import type { MatchRecord, ScanRecord, SegmentRecord } from '../records/scan-record.ts';
import type { ScannedFile, ScannedMatch } from './outcome.ts';
import { possibleSources } from './source-readings.ts';

/** The catalogue's input to verdicts, read once for a whole batch. */
export interface Records {
  /** Those that have references, by id. */
  readonly titles: ReadonlyMap<string, TitleWithWindows>;
  readonly references: ReadonlyMap<string, StoredReference>;
  /** Where the footage of promos lies, by the id of the film. */
  readonly published: ReadonlyMap<string, readonly StoredPublishedFootage[]>;
  /** What of each reference proves nothing. */
  readonly heldBack: ReadonlyMap<string, readonly HeldBackSpan[]>;
  /** The places where copies are allowed. */
  readonly allowed: readonly AllowedSource[];
  /** All disputes. */
  readonly disputes: readonly StoredDispute[];
  /** The discs of each reference, by reference id. */
  readonly discs: ReadonlyMap<string, readonly DiscOfReference[]>;
  /** The library's revision. */
  readonly revision: number;
}

/** Reads the references and their titles, with the windows. */
export async function readRecords(catalogue: CatalogueReader): Promise<Records> {
  const titles = await catalogue.enrolledTitles();
  const references = await catalogue.references();
  return {
    titles: new Map(titles.map((title) => [title.id, title])),
    references: new Map(references.map((reference) => [reference.id, reference])),
    published: groupByFilm(await catalogue.publishedFootage()),
    heldBack: await catalogue.provesNothing(),
    allowed: (await catalogue.allowedSources()).sources,
    disputes: await catalogue.disputes(),
    discs: discsByReference(await catalogue.discs()),
    revision: await catalogue.revision(),
  };
}

/** Input to verdicts from outside the catalogue. */
export interface Circumstances {
  /** Replaces every title's windows. @defaultValue the catalogue's */
  readonly windows?: readonly ReleaseWindow[] | undefined;
  /** Known evidence about the copy's source, beside the scan's own. @defaultValue nothing */
  readonly sourceEvidence?: readonly SourceEvidence[] | undefined;
}

/** Where the file of a result was seen. A result that could not be stored has no stored sighting. */
export async function seenOf(
  catalogue: CatalogueReader,
  { scan, unstored }: { readonly scan: StoredScan; readonly unstored?: unknown },
): Promise<readonly StoredSighting[]> {
  return (unstored === undefined && (await catalogue.sightings([scan.id])).get(scan.id)) || [];
}

/**
 * Judges a stored scan. Each match gets a verdict, and the file takes the gravest. Of equally grave ones the strongest match counts.
 * @param path - The file's name in the record.
 * @param reused - Whether the matches come from an earlier run.
 * @param seen - Where the file was seen.
 */
export function judgeScan(
  scan: StoredScan,
  records: Records,
  {
    path,
    reused,
    seen,
    windows,
    sourceEvidence = [],
  }: Circumstances & { readonly path: string; readonly reused: boolean; readonly seen: readonly StoredSighting[] },
): ScannedFile {
  const { sighting } = scan;
  const { references, discs, revision } = records;
  const claim = nameEvidence(path);
  const matches: ScannedMatch[] = [];
  for (const match of scan.matches) {
    const facts = factsOf(scan, match, records, seen);
    if (facts === undefined) continue;
    const { title, reference } = facts;
    const sources = scan.sources?.[title.id];
    const allEvidence = [...facts.sourceEvidence, ...sourceEvidence];
    const given = { ...facts, sourceEvidence: allEvidence };
    const [lost] = windows === undefined ? (title.unreadable ?? []) : [];
    const verdict = lost
      ? withLostWindow(judgeStored(match, [], sighting, { ...given, reference: withoutPublications(reference) }), lost)
      : judgeStored(match, windows ?? title.windows, sighting, given);
    const answered = sources && sourcesRecordOf(sources, answerSource(allEvidence, possibleSources(title.id, references)));
    matches.push({
      ...matchRecordOf(match, title, reference, discs.get(reference.id) ?? [], answered, verdict),
      ...(facts.published.length > 0 && { published: publishedRecordOf(facts.published) }),
    });
  }
  const verdict = VERDICT_KINDS.flatMap((kind) => matches.filter((match) => match.verdict.kind === kind))[0]?.verdict;
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
    ...(seen.length > 0 && { seen: seen.map(({ scanId: _, recordedAt: __, ...each }) => each) }),
    ...(scan.damage && { damage: scan.damage }),
    ...(scan.iscc && { iscc: scan.iscc }),
    ...(claim && { claim: { ...claim } }),
    matches,
    verdict: verdict ?? { ...judgeStored(undefined, [], sighting) },
    isOutdated: scan.libraryRevision !== revision,
  };
}

/** The stored facts by which a match of a scan is judged. */
export interface MatchFacts {
  readonly title: TitleWithWindows;
  readonly reference: StoredReference;
  readonly sourceEvidence: readonly SourceEvidence[];
  readonly published: readonly PublishedMaterial[];
  /** What of the reference proves nothing. */
  readonly heldBack: readonly HeldBackSpan[];
  /** The entries that allow every place where the file was seen. */
  readonly allowedBy?: readonly AllowedSource[];
  /** The disputes that stand: open ones and upheld ones; absent if there are none. */
  readonly disputes?: readonly Dispute[];
}

/** The facts by which a match is judged; undefined if its reference or title is no longer there. */
export function factsOf(
  scan: Pick<StoredScan, 'id' | 'path' | 'fingerprintSha256' | 'matches' | 'sources'>,
  match: Match,
  records: Pick<Records, 'titles' | 'references' | 'published' | 'heldBack' | 'allowed' | 'disputes'>,
  seen: readonly StoredSighting[],
): MatchFacts | undefined {
  const reference = records.references.get(match.referenceId);
  const title = reference && records.titles.get(reference.titleId);
  if (!reference || !title) return undefined;
  const { matches, sources } = scan;
  const sourceEvidence = sources?.[title.id]?.evidence ?? [];
  const disputes = standingDisputes(disputesOf(scan, records.disputes));
  const allowedBy = allowedEverywhere(records.allowed, title.id, seen);
  return {
    ...{ title, reference, sourceEvidence },
    published: publishedFor(match, matches, reference, records),
    heldBack: records.heldBack.get(reference.id) ?? [],
    ...(allowedBy && { allowedBy }),
    ...(disputes.length > 0 && { disputes }),
  };
}

/** What the promos of the title explain of a match: what of the file shows them, and what of the matched film they show. */
function publishedFor(
  match: Match,
  matches: readonly Match[],
  { titleId, kind }: StoredReference,
  { references, published }: Pick<Records, 'references' | 'published'>,
): PublishedMaterial[] {
  if (kind === 'promo') return [];
  const footage = published.get(match.referenceId) ?? [];
  const promos = [...references.values()].filter((each) => each.kind === 'promo' && each.titleId === titleId);
  return promos.flatMap((promo): PublishedMaterial[] => {
    const shown = matches.find(({ referenceId }) => referenceId === promo.id)?.segments ?? [];
    const pieces = footage.find(({ promoId }) => promoId === promo.id)?.footage.intervals ?? [];
    if (shown.length + pieces.length === 0) return [];
    return [
      {
        promo,
        inQuery: shown.map(({ queryStart, queryEnd }) => ({ start: queryStart, end: queryEnd })),
        inReference: pieces.map(({ filmStart, filmEnd }) => ({ start: filmStart, end: filmEnd })),
      },
    ];
  });
}

function publishedRecordOf(published: readonly PublishedMaterial[]): NonNullable<MatchRecord['published']> {
  return published.flatMap(({ promo, inReference = [] }) => inReference.map(({ start, end }) => ({ referenceId: promo.id, start, end })));
}

function groupByFilm(footage: readonly StoredPublishedFootage[]): Map<string, StoredPublishedFootage[]> {
  const byFilm = new Map<string, StoredPublishedFootage[]>();
  for (const each of footage) byFilm.set(each.filmId, [...(byFilm.get(each.filmId) ?? []), each]);
  return byFilm;
}

/** A promo is no secret once its film is on sale, which a lost window may say. Without publications it is never called a leak. */
function withoutPublications({ promo, ...reference }: StoredReference): StoredReference {
  return promo === undefined ? reference : { ...reference, promo: { ...promo, publications: [] } };
}

/** Who does not know all windows must not accuse anybody: the verdict is one without windows, and names the lost one. */
function withLostWindow(verdict: Verdict, { window, fault }: UnreadableWindow): Verdict {
  const sentence = `The stored window ${window} cannot be read, so that none counts: ${fault}.`;
  return {
    ...verdict,
    summary: `${verdict.summary} ${sentence}`,
    explain: [...verdict.explain, { speaks: 'against', sentence, fact: { says: 'window-unreadable', window } }],
  };
}

function matchRecordOf(
  match: Match,
  title: TitleWithWindows,
  { manifestSha256 }: StoredReference,
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
    ...(manifestSha256 !== undefined && { manifestSha256 }),
    verdict: { ...verdict },
  };
}

/** The segment without its frame distances, which only serve plots and would make a line long. */
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
