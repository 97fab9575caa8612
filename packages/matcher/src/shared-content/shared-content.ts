import type { TimeSpan } from '@streetdate/core/portable';
import type { Match, Segment, SharedContent } from '../match.ts';
import { spanShown } from '../verify/segment.ts';
import { Editions } from './editions.ts';
import { findHeldContent } from './held-content.ts';
import type { ReferenceLookup } from './reference-lookup.ts';
import type { ContainedInterval } from './reference-query.ts';

/** Share of both references that an interval covers where one is the other, enrolled twice. */
const DUPLICATE_SHARE = 0.9;
/** Share of the shorter reference, or seconds, from which an interval is part of both films rather than common content. */
const PART = { share: 0.5, seconds: 60 } as const;
/**
 * The same for references of two titles. An interval of a minute must also be a tenth of the shorter one: the episodes of a series share a title
 * sequence of a minute and a half.
 */
const PART_OF_TITLES = { share: 0.9, seconds: 60, leastShare: 0.1 } as const;
/** Minutes of a reference that are compared for one match, those of the strongest segments first. */
const MOST_BLOCKS = 32;
/** Share of an interval that must be known for it to be no news. */
const KNOWN_SHARE = 0.8;
/** Seconds of the other reference that are compared around what the query shows of it. */
const AROUND = 5;
/** Shortest interval of a query that two references must explain to be compared, seconds. */
const SHORTEST = 1;

/** What is known of the references. */
export interface ReferenceFacts {
  /** References that are no film: what they contain is common. */
  readonly background: ReadonlySet<string>;
  /** The title of each reference, as far as it is known. */
  readonly titles: ReadonlyMap<string, string>;
}

/**
 * Names the intervals of the references found that other references contain: the same film enrolled twice, two editions, or the intro of a studio
 * before two films. It compares the references with each other, so it does not depend on how the query was changed.
 * @returns For each reference id its intervals, in order of time.
 */
export function findSharedContent(matches: readonly Match[], lookup: ReferenceLookup, facts: ReferenceFacts): Map<string, SharedContent[]> {
  const shared = new Map<string, SharedContent[]>();
  const editions = new Editions(lookup, facts.background);
  const seen = matches.filter(({ segments, referenceId }) => !facts.background.has(referenceId) && shownOf(segments).length > 0);
  const relations = new Relations(lookup, facts, editions);
  for (const match of seen) {
    const { referenceId } = match;
    const name = (intervals: readonly ContainedInterval[]): SharedContent[] =>
      withoutRepeats(intervals).flatMap((interval) => {
        const kind = relations.kindOf(referenceId, interval);
        const isFound = kind === 'common' || matches.some((other) => other.referenceId === interval.referenceId);
        return isFound ? [{ ...interval, kind }] : [];
      });
    const indexed = lookup.contained(referenceId, shownOf(match.segments).map(spanOf), MOST_BLOCKS);
    const compared = comparedWith(match, matches, lookup, name(indexed));
    const intervals = compared.length === 0 ? name(indexed) : name([...indexed, ...compared]);
    const parts = new Set(intervals.filter((interval) => !isCommon(interval)).map((interval) => interval.referenceId));
    const held = findHeldContent(match, lookup, parts, (id) => relations.areOfOneFilm(referenceId, id)).filter(
      (interval) => !isNamed(interval, intervals),
    );
    const all = [...intervals, ...held].sort((one, next) => one.start - next.start);
    if (all.length > 0) shared.set(referenceId, all);
  }
  return shared;
}

const shownOf = (segments: readonly Segment[]) =>
  segments.filter(({ foundBy }) => foundBy !== 'sound').sort((one, other) => other.score - one.score);

const spanOf = ({ referenceStart, referenceEnd }: Segment): TimeSpan => ({ start: referenceStart, end: referenceEnd });

export const isCommon = ({ kind }: SharedContent): boolean => kind === 'common';

/** Compares a match's reference with those that explain the same interval of the query, where the index found nothing that they share. */
function comparedWith(
  match: Match,
  matches: readonly Match[],
  lookup: ReferenceLookup,
  known: readonly SharedContent[],
): ContainedInterval[] {
  const common = known.filter(isCommon);
  return matches.flatMap(({ referenceId, segments }) => {
    if (referenceId === match.referenceId) return [];
    const toKnow = [...common, ...known.filter((interval) => interval.referenceId === referenceId)];
    return togetherWith(match.segments, segments).flatMap(({ own, others }) => {
      if (isCovered(own, toKnow)) return [];
      return lookup.compare(match.referenceId, own, { ...others, referenceId });
    });
  });
}

/** Intervals of two references that the same interval of the query shows. */
function togetherWith(segments: readonly Segment[], twins: readonly Segment[]): { readonly own: TimeSpan; readonly others: TimeSpan }[] {
  return shownOf(segments).flatMap((segment) =>
    shownOf(twins).flatMap((twin) => {
      const [start, end] = [Math.max(segment.queryStart, twin.queryStart), Math.min(segment.queryEnd, twin.queryEnd)];
      if (end - start < SHORTEST) return [];
      const others = spanShown(twin, { start, end });
      return [{ own: spanShown(segment, { start, end }), others: { start: others.start - AROUND, end: others.end + AROUND } }];
    }),
  );
}

/** Share of the shorter of two intervals that must lie in the other for both to be the same one, found twice. */
const SAME_SHARE = 0.5;

/** Drops intervals that were found twice, such as from two minutes that they cross. Neighbours stay: a film may go on elsewhere in the other one. */
function withoutRepeats(intervals: readonly ContainedInterval[]): ContainedInterval[] {
  const kept: ContainedInterval[] = [];
  for (const interval of intervals.toSorted((one, other) => other.end - other.start - (one.end - one.start))) {
    const isKnown = kept.some(
      ({ referenceId, start, end }) =>
        referenceId === interval.referenceId &&
        Math.min(end, interval.end) - Math.max(start, interval.start) >= SAME_SHARE * (interval.end - interval.start),
    );
    if (!isKnown) kept.push(interval);
  }
  return kept;
}

/** Tells how two references belong together. */
class Relations {
  readonly #lookup: ReferenceLookup;
  readonly #facts: ReferenceFacts;
  readonly #editions: Editions;

  constructor(lookup: ReferenceLookup, facts: ReferenceFacts, editions: Editions) {
    this.#lookup = lookup;
    this.#facts = facts;
    this.#editions = editions;
  }

  /** What an interval is that another reference contains. */
  kindOf(id: string, { referenceId: other, start, end }: ContainedInterval): SharedContent['kind'] {
    if (this.#facts.background.has(other)) return 'common';
    const kind = this.#kindByLength(id, other, end - start);
    // What editions share is a part of both, however short the parts are.
    return kind === 'common' && this.areOfOneFilm(id, other) ? 'part' : kind;
  }

  /** Whether two references are renditions or editions of one film. Of references of two titles nearly all must be equal. */
  areOfOneFilm(one: string, other: string): boolean {
    if (this.#sameTitle(one, other)) return true;
    return this.#areOfTwoTitles(one, other) ? this.#editions.areOneFilmUnderTwoTitles(one, other) : this.#editions.areOfOneFilm(one, other);
  }

  #kindByLength(one: string, other: string, seconds: number): SharedContent['kind'] {
    const [shorter, longer] = [this.#lookup.lengthOf(one).seconds, this.#lookup.lengthOf(other).seconds].sort(
      (few, many) => few - many,
    ) as [number, number];
    if (seconds >= DUPLICATE_SHARE * longer) return 'duplicate';
    const isPart = this.#areOfTwoTitles(one, other)
      ? seconds >= Math.min(PART_OF_TITLES.share * shorter, Math.max(PART_OF_TITLES.seconds, PART_OF_TITLES.leastShare * shorter))
      : seconds >= Math.min(PART.share * shorter, PART.seconds);
    return isPart ? 'part' : 'common';
  }

  #areOfTwoTitles(one: string, other: string): boolean {
    const { titles } = this.#facts;
    return titles.has(one) && titles.has(other) && !this.#sameTitle(one, other);
  }

  #sameTitle(one: string, other: string): boolean {
    const title = this.#facts.titles.get(one);
    return title !== undefined && title === this.#facts.titles.get(other);
  }
}

function isNamed(interval: SharedContent, intervals: readonly SharedContent[]): boolean {
  return isCovered(
    interval,
    intervals.filter(({ referenceId }) => referenceId === interval.referenceId),
  );
}

function isCovered(span: TimeSpan, spans: readonly TimeSpan[]): boolean {
  let covered = 0;
  let reached = span.start;
  for (const { start, end } of spans.toSorted((one, other) => one.start - other.start)) {
    const until = Math.min(span.end, end);
    if (until <= reached) continue;
    covered += until - Math.max(reached, start);
    reached = until;
  }
  return covered >= KNOWN_SHARE * (span.end - span.start);
}
