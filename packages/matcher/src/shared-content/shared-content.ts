import { type Fingerprint, findTrack } from '@streetdate/core/portable';
import { AlignmentExtender } from '../align/extend.ts';
import { FrameClock } from '../align/frame-clock.ts';
import type { Match, Segment, SharedContent } from '../match.ts';
import type { ReferenceIndex } from '../reference-index/reference-index.ts';
import { Editions } from './editions.ts';
import { findHeldContent } from './held-content.ts';

/** Share of both references from which they are the same film, enrolled twice. */
const DUPLICATE_SHARE = 0.9;
/** Share of the shorter reference, or seconds, from which an interval is part of both films rather than common content. */
const PART = { share: 0.5, seconds: 60 } as const;
/** Least overlap of two segments in the query for their references to be compared, as a share of the shorter one. */
const OVERLAP = 0.5;

/**
 * Names the intervals that references matched by one query share. It extends one reference along the other, beyond the query's interval:
 * the same film enrolled twice, two editions, or a studio's intro before two films. It also names intervals that any reference contains in
 * pieces.
 * @param background - References that are no films. Their content is common, and they are not compared themselves.
 * @returns For each reference id its intervals, in order of time.
 */
export function findSharedContent(
  matches: readonly Match[],
  index: ReferenceIndex,
  background: ReadonlySet<string>,
): Map<string, SharedContent[]> {
  const shared = new Map<string, SharedContent[]>();
  const editions = new Editions(index, background);
  const seen = matches.filter(({ segments }) => segments.some(({ foundBy }) => foundBy !== 'sound'));
  for (const match of seen) {
    if (background.has(match.referenceId)) continue;
    const intervals = seen.flatMap((other) => {
      const both = match === other ? [] : sharedBy(match, other, index);
      if (background.has(other.referenceId)) return both.map(asCommon);
      return both.some(isCommon) && editions.areOfOneFilm(match.referenceId, other.referenceId) ? both.map(asPart) : both;
    });
    const parts = new Set(intervals.filter((interval) => !isCommon(interval)).map(({ referenceId }) => referenceId));
    const held = findHeldContent(match, index, parts, editions).filter((interval) => !isNamed(interval, intervals));
    const all = [...intervals, ...held];
    if (all.length > 0) shared.set(match.referenceId, all);
  }
  for (const intervals of shared.values()) intervals.sort((one, next) => one.start - next.start);
  return shared;
}

const isCommon = ({ kind }: SharedContent) => kind === 'common';
/** Intervals shared by editions are parts of both, however short. */
const asPart = (interval: SharedContent): SharedContent => (isCommon(interval) ? { ...interval, kind: 'part' } : interval);

const asCommon = (interval: SharedContent): SharedContent => ({ ...interval, kind: 'common' });

/** Share of an interval that is already known, from which it adds nothing. */
const KNOWN_SHARE = 0.8;

function isNamed(interval: SharedContent, intervals: readonly SharedContent[]): boolean {
  const known = intervals.filter(({ referenceId }) => referenceId === interval.referenceId);
  const covered = coveredBy(known, { referenceStart: interval.start, referenceEnd: interval.end });
  return covered >= KNOWN_SHARE * (interval.end - interval.start);
}

/** Intervals of `match`'s reference that the reference of `other` contains too. */
function sharedBy(match: Match, other: Match, index: ReferenceIndex): SharedContent[] {
  const [reference, fingerprint] = [index.get(match.referenceId), index.get(other.referenceId)];
  const track = reference && findTrack(reference, index.algorithm);
  const otherTrack = fingerprint && findTrack(fingerprint, index.algorithm);
  if (track === undefined || otherTrack === undefined) return [];
  const follower = new AlignmentExtender(track, new FrameClock(otherTrack));
  const intervals: SharedContent[] = [];
  for (const segment of match.segments) {
    if (intervals.some(({ start, end }) => segment.referenceStart >= start && segment.referenceEnd <= end)) continue;
    const twin = other.segments.find((each) => showTheSame(segment, each));
    if (twin === undefined) continue;
    // Both segments match the query's frames, so they map one reference's time to the other's.
    const speed = twin.speed / segment.speed;
    const map = {
      speed,
      offset: twin.referenceStart + twin.speed * (segment.queryStart - twin.queryStart) - speed * segment.referenceStart,
    };
    const start = track.timesMs.findIndex((timeMs) => timeMs >= segment.referenceStart * 1000);
    const after = track.timesMs.findIndex((timeMs) => timeMs >= segment.referenceEnd * 1000);
    const end = after < 0 ? track.timesMs.length : after;
    if (start < 0 || end <= start) continue;
    const run = follower.extend({ map, start, end });
    if (run === undefined) continue;
    const [from, to] = [track.timesMs[run.start]! / 1000, (track.timesMs[run.end - 1]! + track.spansMs[run.end - 1]!) / 1000];
    intervals.push({ referenceId: other.referenceId, start: from, end: to, kind: kindOf(to - from, reference!, fingerprint!) });
  }
  return intervals;
}

function showTheSame(one: Segment, other: Segment): boolean {
  const together = Math.min(one.queryEnd, other.queryEnd) - Math.max(one.queryStart, other.queryStart);
  const shorter = Math.min(one.queryEnd - one.queryStart, other.queryEnd - other.queryStart);
  return together >= OVERLAP * shorter && one.mirrored === other.mirrored && one.rotation === other.rotation;
}

function kindOf(seconds: number, one: Fingerprint, other: Fingerprint): SharedContent['kind'] {
  const [shorter, longer] = [Math.min(one.duration, other.duration), Math.max(one.duration, other.duration)];
  if (seconds >= DUPLICATE_SHARE * longer) return 'duplicate';
  return seconds >= PART.seconds || seconds >= PART.share * shorter ? 'part' : 'common';
}

/**
 * The rest of a match without common intervals: each segment keeps the share of its score that is outside them. A studio's intro supports
 * the studio, not one of its films.
 * @returns The score of the strongest remainder.
 */
export function scoreWithoutSharedContent(segments: readonly Segment[], intervals: readonly SharedContent[]): number {
  const common = intervals.filter(isCommon);
  const remainders = segments.map((segment) => {
    const length = segment.referenceEnd - segment.referenceStart;
    return length <= 0 ? segment.score : segment.score * Math.max(0, 1 - coveredBy(common, segment) / length);
  });
  return Math.max(0, ...remainders);
}

/** Seconds of a reference span covered by one or more of the intervals. */
function coveredBy(
  intervals: readonly SharedContent[],
  { referenceStart, referenceEnd }: Pick<Segment, 'referenceStart' | 'referenceEnd'>,
): number {
  let covered = 0;
  let reached = referenceStart;
  for (const { start, end } of intervals.toSorted((one, other) => one.start - other.start)) {
    const until = Math.min(referenceEnd, end);
    if (until <= reached) continue;
    covered += until - Math.max(reached, start);
    reached = until;
  }
  return covered;
}
