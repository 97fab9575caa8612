import { checkFingerprint, checkObject, checkText } from '@streetdate/core/internal';
import type { Fingerprint } from '@streetdate/core/portable';
import type { ReferenceIndex } from '@streetdate/index';
import { audioEvidence } from './evidence/channels.ts';
import { type CombinedEvidence, combineEvidence } from './evidence/combine.ts';
import type { Match, Segment } from './match.ts';
import type { AudioRun } from './propose/audio/audio.ts';
import { audioVoteAlone, segmentOfAudio } from './propose/audio/audio-segment.ts';
import { hoursOf } from './propose/search-state.ts';
import type { SearchStep } from './propose/search-step.ts';
import { type FoundSegments, type MatchOptions, type ResolvedOptions, resolveOptions, runProposers, shareOf } from './search.ts';
import { IndexLookup, type ReferenceLookup } from './shared-content/reference-lookup.ts';
import { segmentsOutside } from './shared-content/remaining-segments.ts';
import { findSharedContent, isCommon } from './shared-content/shared-content.ts';
import { mayBeStrong } from './sureness.ts';
import { closeGaps } from './verify/close-gaps.ts';
import { inEachDirection, type OneDirection } from './verify/in-each-direction.ts';
import { overBlanks } from './verify/over-blanks.ts';
import { withoutOverlaps } from './verify/overlaps.ts';
import { placePieces } from './verify/pieces/place-pieces.ts';
import { placeSegments } from './verify/place-segments.ts';
import type { SearchedFilms } from './verify/searched-films.ts';

/**
 * Finds what a query shows of the references in an index: where, at which speed, mirrored or not, and how sure. `PROPOSERS` propose
 * alignments, every frame of an alignment is compared, and `EVIDENCE_CHANNELS` value it.
 * @returns The matches, strongest first; empty when nothing is found.
 * @throws TypeError when the query has no track of the index's algorithm, RangeError for an option out of its range.
 */
export function findMatches(query: Fingerprint, index: ReferenceIndex, options: MatchOptions = {}): Match[] {
  checkFingerprint('query', query);
  checkObject('index', index);
  checkText('index.algorithm', index.algorithm);
  const resolved = resolveOptions(options);
  return matchesOf(runProposers(query, index, resolved), resolved);
}

/** The matches of a query, and what each proposer of the search did for them. */
export interface ExplainedSearch {
  /** The matches, as {@link findMatches} gives them. */
  readonly matches: readonly Match[];
  /** The steps of the search, in order: one for each proposer. */
  readonly steps: readonly SearchStep[];
}

/**
 * Searches as {@link findMatches} does, and says what each proposer tried, what it cost and what it gave.
 * @throws As {@link findMatches}.
 */
export function explainSearch(query: Fingerprint, index: ReferenceIndex, options: MatchOptions = {}): ExplainedSearch {
  checkFingerprint('query', query);
  checkObject('index', index);
  checkText('index.algorithm', index.algorithm);
  const resolved = resolveOptions(options);
  const steps: SearchStep[] = [];
  const found = runProposers(query, index, resolved, [], (step) => steps.push(step));
  return { matches: matchesOf(found, resolved), steps };
}

/** What a search found of each reference by itself, before references are compared with each other. */
export function matchesAlone(found: FoundSegments, options: ResolvedOptions): Match[] {
  const { query, index, segments, audioRuns } = found;
  const { algorithm } = index;
  const hours = hoursOf(index, shareOf(index, options));
  return [...new Set([...segments.keys(), ...audioRuns.keys()])].flatMap((referenceId) => {
    const reference = index.get(referenceId);
    if (reference === undefined) return [];
    const films = { query, referenceId, reference, algorithm, hours, segments: withoutOverlaps(segments.get(referenceId) ?? []) };
    return (
      matchOfPictures(films, () => piecesOf(found, films), options) ?? matchOfAudio(films, audioRuns.get(referenceId) ?? [], options) ?? []
    );
  });
}

/** The matches of a search, strongest first. */
export function matchesOf(found: FoundSegments, options: ResolvedOptions): Match[] {
  const { query, index } = found;
  const hours = hoursOf(index, shareOf(index, options));
  return matchesTogether(matchesAlone(found, options), query, new IndexLookup(index), hours, options);
}

/**
 * Names what the references found share, and values anew what each match shows beside it.
 * @param matches - Matches of references by themselves.
 * @param lookup - Answers questions about the references.
 * @param hours - Hours of film in the library, at least 1.
 * @returns The matches, strongest first.
 */
export function matchesTogether(
  matches: readonly Match[],
  query: Fingerprint,
  lookup: ReferenceLookup,
  hours: number,
  options: ResolvedOptions,
): Match[] {
  const { background, channels, reportBelow, strongBelow } = options;
  const { algorithm } = lookup;
  const shared = findSharedContent(matches, lookup, options);
  const valued = matches.flatMap((match) => {
    const { referenceId } = match;
    if (background.has(referenceId)) return [];
    const intervals = shared.get(referenceId);
    if (intervals === undefined) return [match];
    const common = intervals.filter(isCommon);
    const reference = common.length === 0 ? undefined : lookup.fingerprintOf(referenceId);
    if (reference === undefined) return [{ ...match, shared: intervals }];
    const rests = inEachDirection({ query, reference, algorithm, hours, segments: match.segments }).map((films) => ({
      ...films,
      segments: segmentsOutside(films.segments, common, films),
    }));
    // Audio and brightness of what is common are common as well.
    const left = surestOf(rests, channels, reportBelow);
    if (left === undefined) return [];
    const score = Math.min(match.score, left.score);
    const expectedFalseMatches = 10 ** -score;
    const isMoving = rests.some(({ segments }) => mayBeStrong(segments));
    const strength: Match['strength'] = expectedFalseMatches <= strongBelow && isMoving ? 'strong' : 'weak';
    return [{ ...match, score, expectedFalseMatches, strength, shared: intervals }];
  });
  return valued.sort((one, other) => other.score - one.score);
}

/** The evidence of the direction that has more of it: what is found forwards and backwards is not added. */
function surestOf(
  directions: readonly OneDirection[],
  channels: ResolvedOptions['channels'],
  reportBelow: number,
): CombinedEvidence | undefined {
  return directions
    .flatMap((films) => (films.segments.length === 0 ? [] : (combineEvidence(channels, films, reportBelow) ?? [])))
    .reduce<CombinedEvidence | undefined>((best, each) => (best !== undefined && best.score >= each.score ? best : each), undefined);
}

/** What a search found of one reference. */
interface FoundReference extends SearchedFilms {
  readonly referenceId: string;
  readonly segments: readonly Segment[];
}

/** The pieces of a reference, as {@link placePieces} gives them, placed when they are first asked for. */
function piecesOf({ pieces: known }: FoundSegments, films: FoundReference): readonly Segment[] | undefined {
  const { referenceId } = films;
  if (!known.has(referenceId)) {
    const [direction, other] = inEachDirection(films);
    // Pieces are placed in one direction.
    const pieces = direction && other === undefined ? placePieces(direction, direction.segments) : undefined;
    known.set(referenceId, pieces && direction!.asFound(pieces));
  }
  return known.get(referenceId);
}

function matchOfPictures(
  { referenceId, ...films }: FoundReference,
  piecesOfMatch: () => readonly Segment[] | undefined,
  { channels, reportBelow, strongBelow }: ResolvedOptions,
): Match | undefined {
  const { query, segments } = films;
  if (segments.length === 0) return undefined;
  const evidenceOf = (some: readonly Segment[]) => surestOf(inEachDirection({ ...films, segments: some }), channels, reportBelow);
  const evidence = evidenceOf(segments);
  if (evidence === undefined) return undefined;
  const isStrong = 10 ** -evidence.score <= strongBelow && mayBeStrong(segments);
  const pieces = isStrong ? piecesOfMatch() : undefined;
  const ofPieces = pieces && evidenceOf(pieces);
  // Pieces say where a copy shows what. That it is one was found before, and stays as sure.
  const [shown, votes] = pieces && ofPieces ? [pieces, ofPieces] : [segments, evidence];
  const score = Math.max(evidence.score, votes.score);
  const strength = isStrong ? 'strong' : 'weak';
  const placed = placeSegments(query, overBlanks(films, closeGaps(shown)));
  return { ...votes, referenceId, score, expectedFalseMatches: 10 ** -score, strength, segments: placed, shared: [] };
}

/**
 * A match of the audio alone. Its p-value holds for unrelated audio, but unrelated films share music and recordings. So its score ends just
 * below that of a strong match.
 */
function matchOfAudio(
  { query, referenceId, reference }: FoundReference,
  runs: readonly AudioRun[],
  { channels, reportBelow, strongBelow }: ResolvedOptions,
): Match | undefined {
  const score = Math.min(-Math.log10(strongBelow) - 0.01, Math.max(0, ...runs.map((run) => run.score)));
  const expectedFalseMatches = 10 ** -score;
  if (runs.length === 0 || expectedFalseMatches > reportBelow || !channels.includes(audioEvidence)) return undefined;
  const segments = runs.map((run) => segmentOfAudio(query, reference, run)).sort((one, other) => one.queryStart - other.queryStart);
  const sound = audioVoteAlone(runs);
  return { referenceId, score, expectedFalseMatches, strength: 'weak', segments, shared: [], secondOpinion: undefined, sound };
}
