import { joinSpans, secondsIn, subtractSpans } from '@streetdate/core/internal';
import { type Fingerprint, findTrack, type HashTrack, type TimeSpan } from '@streetdate/core/portable';
import type { Match, Segment } from './match.ts';
import { shownAt } from './verify/segment.ts';

/**
 * Seconds beyond a segment in which it may continue undetected. Key frames are up to 250 frames apart, and a segment ends at the last one
 * that matches the reference.
 */
const UNSEEN = 12;
/** Seconds inside a segment that are decoded with its end, so that both overlap. */
const INSIDE = 2;

/**
 * Share of a film that is looked at without any evidence. Its key frames are a part of that. What they leave is decoded in full: first
 * around the frames closest to any reference, then in the middle of the longest gaps. A single similar frame is no evidence and no distance
 * tells which frame matters. So this share is spent whatever the library holds, once a film: later passes ask only for what they have
 * evidence for.
 */
const SPENT_SHARE = 0.1;
/** Seconds of film whose reference frames take as long to decode and fingerprint as one key frame. */
const KEY_FRAME_SECONDS = 1 / 6;
/** Seconds decoded on each side of such a frame: together long enough for evidence. */
const AROUND_PICTURE = 6;
/** Frames no further apart than this leave no gap worth decoding, seconds. */
const CLOSE = 2;
/** Differences shorter than a query's sampling interval are ignored, seconds. */
const LEAST = 0.25;
/** Difference of two speeds that are one. */
const SAME_SPEED = 0.002;

/**
 * The undecided intervals of a film. In order of time.
 * @param algorithm - Of the index.
 * @param nearest - The frames of the query that look like some frame of the index, by number, with the least distance in bits.
 * @param matches - The matches of a pass at one expected false match.
 */
export function undecidedOf(
  query: Fingerprint,
  algorithm: string,
  nearest: ReadonlyMap<number, number>,
  matches: readonly Match[],
): TimeSpan[] {
  // Sound has no frames to decode.
  if (query.kind === 'sound') return [];
  const doubtful = matches.flatMap((match) =>
    match.segments.flatMap((segment) => (isDecided(match, segment) ? endsOf(segment, match) : [widened(segment)])),
  );
  const decided = matches.flatMap((match) =>
    match.segments.flatMap((segment) => (isDecided(match, segment) ? [{ start: segment.queryStart, end: segment.queryEnd }] : [])),
  );
  const track = findTrack(query, algorithm)!;
  const seen = query.look?.closer ?? [];
  const asked = joinSpans([...doubtful, ...aroundLikeliest(track, nearest, decided, unspentSeconds(query))]);
  const known = joinSpans([...asked, ...decided, ...seen]);
  const left = allowedSeconds(query) - secondsIn(joinSpans([...asked, ...seen]));
  const spans = [...asked, ...longestUnseen(track, query.duration, known, left)];
  const within = spans.map(({ start, end }) => ({ start: Math.max(0, start), end: Math.min(query.duration, end) }));
  return subtractSpans(within, seen).filter(({ start, end }) => end - start >= LEAST);
}

/** Strong as a whole, and supported by its pictures. */
function isDecided({ strength }: Match, { foundBy, score }: Segment): boolean {
  return strength === 'strong' && foundBy !== 'sound' && score >= STRONG_SCORE;
}

/** Score of a segment that is sufficient alone. */
const STRONG_SCORE = 3;

/** Intervals around the ends of a decided segment. It has none where another decided one goes on along the same alignment. */
function endsOf(segment: Segment, match: Match): TimeSpan[] {
  const { queryStart, queryEnd } = segment;
  const others = match.segments.filter((other) => other !== segment && isDecided(match, other));
  // A segment that begins with the film needs no refinement of its start.
  const isStartKnown = queryStart < LEAST || others.some((other) => continues(other, segment));
  const isEndKnown = others.some((other) => continues(segment, other));
  return [
    ...(isStartKnown ? [] : [{ start: queryStart - UNSEEN, end: queryStart + INSIDE }]),
    ...(isEndKnown ? [] : [{ start: queryEnd - INSIDE, end: queryEnd + UNSEEN }]),
  ];
}

/** Whether a segment goes on in the next one: nothing was cut out or put in between. */
function continues(one: Segment, next: Segment): boolean {
  return (
    Math.abs(next.queryStart - one.queryEnd) < LEAST &&
    Math.abs(shownAt(next, next.queryStart) - shownAt(one, one.queryEnd)) < LEAST &&
    Math.abs(next.speed - one.speed) < SAME_SPEED
  );
}

function widened({ queryStart, queryEnd }: Segment): TimeSpan {
  return { start: queryStart - UNSEEN, end: queryEnd + UNSEEN };
}

/** Intervals around the frames closest to any reference, the closest first, up to `most` seconds. */
function aroundLikeliest(track: HashTrack, nearest: ReadonlyMap<number, number>, decided: readonly TimeSpan[], most: number): TimeSpan[] {
  if (most < AROUND_PICTURE) return [];
  const ranked = [...nearest].sort(([, one], [, other]) => one - other).map(([frame]) => track.timesMs[frame]! / 1000);
  let spans: TimeSpan[] = [];
  for (const time of ranked) {
    if (secondsIn(spans) >= most) break;
    if (decided.some(({ start, end }) => time >= start && time < end)) continue;
    spans = joinSpans([...spans, { start: time - AROUND_PICTURE, end: time + AROUND_PICTURE }]);
  }
  return spans;
}

/** Seconds without evidence that are left to decode. */
function unspentSeconds(query: Fingerprint): number {
  return allowedSeconds(query) - secondsIn(query.look?.closer ?? []);
}

/** Seconds that may be decoded in full without evidence. Where key frames are less than 1.5 s apart there are none. */
function allowedSeconds(query: Fingerprint): number {
  return SPENT_SHARE * query.duration - KEY_FRAME_SECONDS * keyFramesOf(query);
}

/** About how many key frames a film has: those outside the intervals that were decoded in full tell of the others. */
function keyFramesOf({ duration, look, luma, tracks }: Fingerprint): number {
  const closer = look?.closer ?? [];
  const timesMs = luma?.timesMs ?? tracks[0]?.timesMs ?? [];
  let count = 0;
  for (const timeMs of timesMs) if (!closer.some(({ start, end }) => timeMs >= 1000 * start && timeMs < 1000 * end)) count++;
  const outside = duration - secondsIn(closer);
  return outside > 0 ? (count * duration) / outside : 0;
}

/** Whether {@link undecidedOf} uses the nearest frames of a query. */
export function asksForNearest(query: Fingerprint): boolean {
  return unspentSeconds(query) >= AROUND_PICTURE;
}

/** The longest intervals without frames that no other reason includes, up to `most` seconds. */
function longestUnseen({ timesMs, spansMs }: HashTrack, duration: number, known: readonly TimeSpan[], most: number): TimeSpan[] {
  const held = Array.from(timesMs, (timeMs, at) => ({ start: timeMs / 1000, end: (timeMs + spansMs[at]!) / 1000 }));
  const gaps = subtractSpans([{ start: 0, end: duration }], [...held, ...known]).filter(({ start, end }) => end - start > CLOSE);
  const spans: TimeSpan[] = [];
  for (const gap of gaps.sort((one, other) => other.end - other.start - (one.end - one.start))) {
    if (secondsIn(spans) >= most) break;
    spans.push(gap);
  }
  return spans;
}
