import { joinSpans, secondsIn, subtractSpans } from '@streetdate/core/internal';
import { type Fingerprint, findTrack, type HashTrack, type TimeSpan } from '@streetdate/core/portable';
import { RenamedIndex } from '@streetdate/index';
import { findMatches, type Match, type MatchOptions, PROPOSERS, type Segment } from '@streetdate/matcher';
import { querySpansOf, shownAt, thinTrack } from '@streetdate/matcher/internal';
import { loadStored } from '../blobs/fingerprints.ts';
import { conflictIdOf } from '../catalogue/held-back.ts';
import type { StoredConflict, StoredReference } from '../catalogue/stored.ts';
import { type OpenReferences, openReferences } from '../scan/stored-references.ts';
import type { Stores } from '../stores.ts';
import { hasIntervals } from './carry.ts';
import { toMs } from './find-interval.ts';

/** Seconds from which on footage that two titles share needs a decision: less is a card or a logo. */
const LEAST_SHARED = 10;
/** Pieces that are shorter are left out, seconds: the ends of a cut are not known more exactly. */
const SHORTEST_PIECE = 1;
/** Score from which on a segment of a strong match counts. */
const SEGMENT_FROM = 1;
/** Share of the shorter of two intervals that must lie in the other for both to be the same footage. */
const SAME_SHARE = 0.5;

/**
 * Proposers for masters and discs. These are neither rotated nor filmed from a screen, but may be cropped, framed, faster, or another grading.
 * The others are made for uploads and cost several times as much.
 */
const PROPOSERS_FOR_REFERENCES: ReadonlySet<string> = new Set([
  'hash-votes',
  'negative',
  'shot-cuts',
  'mean-luma',
  'diagonals',
  'reference-views',
  'pillarbox',
]);

/** Finds what new references share with references of other titles. The index is opened when it is first needed. */
export class ConflictFinder {
  readonly #stores: Stores;
  readonly #signal: AbortSignal | undefined;
  readonly #tell: (message: string) => void;
  #opened: (OpenReferences & { readonly ids: ReadonlySet<string> }) | undefined;

  constructor(stores: Stores, signal: AbortSignal | undefined, tell: (message: string) => void) {
    this.#stores = stores;
    this.#signal = signal;
    this.#tell = tell;
  }

  /**
   * Finds what a stored reference shares with references of other titles. Without a film of another title nothing is read.
   * @returns New conflicts in order of time, undecided unless a person has decided the same footage of both titles.
   */
  async find(reference: StoredReference): Promise<StoredConflict[]> {
    if (!hasIntervals(reference)) return [];
    const { catalogue, blobs, search } = this.#stores;
    const references = new Map((await catalogue.references()).map((each) => [each.id, each]));
    const others = [...references.values()].filter((other) => hasIntervals(other) && areRivals(reference, other));
    if (others.length === 0) return [];
    const film = await loadStored(blobs, reference.fingerprintSha256);
    const options: MatchOptions = {
      background: new Set([...references.values()].flatMap(({ id, kind }) => (kind === 'background' ? [id] : []))),
      titles: new Map([...references.values()].map(({ id, titleId }) => [id, titleId])),
    };
    const query: Fingerprint = { ...film, tracks: film.tracks.map(thinTrack) };
    const matches =
      search === undefined
        ? await this.#search(query, references, others, options)
        : (await search.search(query, options, [], this.#signal)).matches;
    const rivals = new Set(others.map(({ id }) => id));
    const found: StoredConflict[] = [];
    for (const match of matches) {
      const other = references.get(match.referenceId);
      if (match.strength !== 'strong' || other === undefined || !rivals.has(other.id)) continue;
      const track = findTrack(await loadStored(blobs, other.fingerprintSha256), query.tracks[0]?.algorithm ?? '');
      found.push(...conflictsOf(reference, match, references, track));
    }
    const decided = (await catalogue.conflicts()).filter(({ decision }) => decision !== 'undecided');
    found.sort((one, other) => one.start - other.start);
    return found.map((conflict) => asDecidedBefore(conflict, decided, references));
  }

  /** Closes the index. */
  async close(): Promise<void> {
    await this.#opened?.close();
    this.#opened = undefined;
  }

  async #search(
    query: Fingerprint,
    references: ReadonlyMap<string, StoredReference>,
    others: readonly StoredReference[],
    options: MatchOptions,
  ): Promise<readonly Match[]> {
    // The references of one call are mostly of one title: what it adds itself is not searched.
    if (this.#opened === undefined || others.some(({ id }) => this.#opened?.ids.has(id) !== true)) {
      await this.close();
      const opened = await openReferences(this.#stores, references, this.#tell);
      this.#opened = { ...opened, ids: new Set(references.keys()) };
    }
    this.#signal?.throwIfAborted();
    if (!findTrack(query, this.#opened!.index.algorithm)) return [];
    const index = new RenamedIndex(this.#opened!.index, new Map(others.map(({ id }) => [id, id])));
    return findMatches(query, index, { ...options, proposers: PROPOSERS.filter(({ name }) => PROPOSERS_FOR_REFERENCES.has(name)) });
  }
}

/** Whether shared footage of two references is for somebody to decide. The films of one disc are of one owner: extras show parts of the film. */
function areRivals(one: StoredReference, other: StoredReference): boolean {
  return one.id !== other.id && one.titleId !== other.titleId && (one.media === undefined || one.media.path !== other.media?.path);
}

/** Seconds after its last picture at which a segment may end. */
const AFTER_LAST = 0.5;

/**
 * The end of a segment in the new reference. Where that holds its last picture, the segment lasts as long, though the other reference goes on.
 * It ends here when one of them shows another picture.
 */
function heldUntil(segment: Segment, track: HashTrack | undefined): number {
  const { queryEnd, frameTimes, speed } = segment;
  const last = frameTimes.at(-1);
  if (last === undefined || track === undefined || speed === 0) return queryEnd;
  const shown = 1000 * shownAt(segment, last);
  const after = track.timesMs.findIndex((timeMs) => timeMs > shown);
  const entry = (after < 0 ? track.timesMs.length : after) - 1;
  if (entry < 0) return queryEnd;
  const edge = speed > 0 ? track.timesMs[entry]! + track.spansMs[entry]! : track.timesMs[entry]!;
  const seconds = Math.max(0, (edge - shown) / 1000 / speed);
  return Math.min(queryEnd, last + Math.max(AFTER_LAST, seconds));
}

/** The intervals that a reference and a match of it share, without what other titles contain as well. */
function conflictsOf(
  { id, duration }: StoredReference,
  { referenceId, segments, shared }: Match,
  references: ReadonlyMap<string, StoredReference>,
  track: HashTrack | undefined,
): StoredConflict[] {
  const other = references.get(referenceId)!;
  const common = shared.filter((interval) => interval.kind === 'common' && references.get(interval.referenceId)?.titleId !== other.titleId);
  const pieces = segments
    .filter(({ foundBy, score }) => foundBy !== 'sound' && score >= SEGMENT_FROM)
    .flatMap((segment) => {
      const shown = { start: Math.max(0, segment.queryStart), end: Math.min(duration, heldUntil(segment, track)) };
      return subtractSpans([shown], querySpansOf(segment, common)).flatMap(({ start, end }) => {
        const [one, last] = [shownAt(segment, start), shownAt(segment, end)];
        const places = {
          ...{ start: toMs(start), end: toMs(end) },
          otherStart: toMs(Math.max(0, Math.min(one, last))),
          otherEnd: toMs(Math.min(other.duration, Math.max(one, last))),
        };
        return end - start >= SHORTEST_PIECE && places.otherEnd > places.otherStart ? [places] : [];
      });
    });
  if (secondsIn(joinSpans(pieces)) < LEAST_SHARED) return [];
  return pieces.map((places): StoredConflict => {
    const facts = { referenceId: id, otherReferenceId: referenceId, ...places };
    return { id: conflictIdOf(facts), ...facts, decision: 'undecided' };
  });
}

/** A conflict with the decision that a person made on the same footage of other renditions of both titles. */
function asDecidedBefore(
  conflict: StoredConflict,
  decided: readonly StoredConflict[],
  references: ReadonlyMap<string, StoredReference>,
): StoredConflict {
  const titleOf = (id: string) => references.get(id)?.titleId;
  const title = titleOf(conflict.referenceId);
  const there = { start: conflict.otherStart, end: conflict.otherEnd };
  for (const { referenceId, otherReferenceId, start, end, otherStart, otherEnd, decision, decidedAt, reason } of decided) {
    const facts = { decision, ...(decidedAt !== undefined && { decidedAt }), ...(reason !== undefined && { reason }) };
    if (otherReferenceId === conflict.otherReferenceId && titleOf(referenceId) === title) {
      if (isSame(there, { start: otherStart, end: otherEnd })) return { ...conflict, ...facts };
    } else if (referenceId === conflict.otherReferenceId && titleOf(otherReferenceId) === title) {
      if (isSame(there, { start, end })) return { ...(decision === 'mine' ? swapped(conflict) : conflict), ...facts };
    }
  }
  return conflict;
}

/** The same footage with the references in the other order. It keeps its id. */
export function swapped(conflict: StoredConflict): StoredConflict {
  return {
    ...conflict,
    ...{ referenceId: conflict.otherReferenceId, start: conflict.otherStart, end: conflict.otherEnd },
    ...{ otherReferenceId: conflict.referenceId, otherStart: conflict.start, otherEnd: conflict.end },
  };
}

function isSame(one: TimeSpan, other: TimeSpan): boolean {
  const both = Math.min(one.end, other.end) - Math.max(one.start, other.start);
  return both >= SAME_SHARE * Math.min(one.end - one.start, other.end - other.start);
}
