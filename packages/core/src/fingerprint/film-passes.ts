import { checkFunction, checkObject } from '../check.ts';
import { StreetdateError } from '../errors.ts';
import type { FilmPass, PassOptions } from './film-pass.ts';
import type { Fingerprint, HashTrack, TimeSpan } from './fingerprint.ts';
import { mergePasses } from './merge-passes.ts';
import { joinSpans, secondsIn, subtractSpans } from './time-spans.ts';

/**
 * The passes over one film, driven by the caller. Each `next` decodes and yields the fingerprint so far; {@link Fingerprint.look} states
 * how much of the film it covers. The caller searches it and passes the undecided intervals, in seconds, to the next `next`. Intervals that
 * were decoded before are not decoded again. The generator returns the final fingerprint. Ending it early, by `return` or by leaving a
 * loop, ends its decoders.
 */
export type FilmPasses = AsyncGenerator<Fingerprint, Fingerprint, readonly TimeSpan[]>;

/**
 * Runs all passes.
 * @param undecided - Searches the fingerprint after a pass and returns the intervals to decode, seconds. If it throws, the decoders end.
 * @returns The film's fingerprint.
 */
export async function completePasses(
  passes: FilmPasses,
  undecided: (query: Fingerprint) => readonly TimeSpan[] | Promise<readonly TimeSpan[]>,
): Promise<Fingerprint> {
  checkObject('passes', passes);
  checkFunction('passes.next', passes.next);
  checkFunction('undecided', undecided);
  let pass = await passes.next();
  try {
    while (!pass.done) pass = await passes.next(await undecided(pass.value));
    return pass.value;
  } finally {
    // Only an early end leaves work to stop. Its return value is not used.
    if (!pass.done) await passes.return(pass.value).catch(() => {});
  }
}

/** Films shorter than this are decoded in full at once, in seconds: they are cheap and have few key frames. */
export const SHORTEST_IN_PASSES = 180;

/**
 * Longest gap between two key frames without a risk of missing a match, seconds. By default encoders put at most 250 frames between them,
 * 10.4 s of film, and a match continues over 12 s without a frame.
 */
const LONGEST_GAP = 12;
/** Share of a film from which it is decoded as a whole, because seeking would save little. */
const WHOLE_SHARE = 0.5;
/** Share of the frames of a full pass from which a key-frame pass counts as full: every frame is a key frame. */
const EVERY_SHARE = 0.9;
/** Most rounds of undecided intervals. The segments found by the first closer pass have ends that need a second one. */
const MOST_QUESTIONS = 2;
/** Intervals with a smaller gap are decoded as one, seconds: each costs a decoder start and a seek to the key frame before it. */
const NEARLY_ONE = 4;

/** The facts that {@link filmPasses} needs about the film. */
export interface FilmFacts {
  /** Length in seconds. */
  readonly duration: number;
  /** Most frames sampled from each second. */
  readonly framesPerSecond: number;
  /** Its audio, once it is coded. */
  readonly sound: Promise<readonly HashTrack[]>;
}

/**
 * Makes a key-frame pass over a film, then passes over the undecided intervals and those without a key frame. A film of key frames only is
 * complete after the first pass. A film that seems damaged or truncated is decoded as a whole, because key frames cannot confirm that.
 * @param pass - Makes one pass.
 * @returns The pictures' fingerprint, with {@link Fingerprint.look} unless every frame was decoded.
 */
export async function* filmPasses(
  pass: (options: Pick<PassOptions, 'decoded' | 'span' | 'keyFrame' | 'deinterlaced'>) => Promise<FilmPass>,
  { duration, framesPerSecond, sound }: FilmFacts,
): FilmPasses {
  const first = await pass({ decoded: 'key' }).catch(nothingThere);
  if (first === undefined) return (await pass({ decoded: 'every' })).pictures;
  const { times } = first;
  const { deinterlaced } = first.pictures.media;
  const isTrusted = first.pictures.damage === undefined && duration - (times.at(-1) ?? 0) <= LONGEST_GAP;
  if (times.length >= EVERY_SHARE * framesPerSecond * duration) {
    return isTrusted ? first.pictures : (await pass({ decoded: 'every', deinterlaced })).pictures;
  }

  let pictures: Fingerprint = { ...first.pictures, look: { frames: 'key', closer: [] } };
  let seen: readonly TimeSpan[] = [];
  let wanted: readonly TimeSpan[] = isTrusted ? gapsBetween(times) : [{ start: 0, end: duration }];
  for (let round = 0; ; round++) {
    const spans = joinSpans([...seen, ...withinFilm(wanted, duration).map((span) => fromKeyFrame(span, times))], NEARLY_ONE);
    const unseen = wanted.length > 0 ? subtractSpans(spans, seen) : [];
    if (secondsIn([...seen, ...unseen]) > WHOLE_SHARE * duration) {
      const whole = await pass({ decoded: 'reference', deinterlaced });
      return { ...whole.pictures, look: { frames: 'reference', closer: [] } };
    }
    for (const span of unseen) {
      const part = await pass({ decoded: 'reference', span, keyFrame: keyFrameAt(span.start, times), deinterlaced }).catch(nothingThere);
      if (part !== undefined) pictures = mergePasses(pictures, part.pictures, span);
    }
    seen = joinSpans([...seen, ...unseen]);
    pictures = { ...pictures, look: { frames: 'key', closer: seen } };
    if (round === MOST_QUESTIONS || (round > 0 && unseen.length === 0)) return pictures;
    wanted = yield { ...pictures, tracks: [...pictures.tracks, ...(await sound)] };
  }
}

/** Intervals without a frame of the key-frame pass. */
function gapsBetween(times: readonly number[]): TimeSpan[] {
  return times.flatMap((end, at) => {
    const start = times[at - 1] ?? 0;
    return end - start > LONGEST_GAP ? [{ start, end }] : [];
  });
}

/** Extends an interval back to its key frame, where a decoder has to begin anyway. */
function fromKeyFrame({ start, end }: TimeSpan, times: readonly number[]): TimeSpan {
  const keyFrame = keyFrameAt(start, times);
  return { start: keyFrame === undefined || start - keyFrame > LONGEST_GAP ? start : toMilliseconds(keyFrame), end };
}

/** The last key frame up to a time. Intervals begin at whole milliseconds, key frames between them. */
function keyFrameAt(time: number, times: readonly number[]): number | undefined {
  const keyFrame = times.findLast((each) => toMilliseconds(each) <= time);
  return keyFrame === undefined ? undefined : Math.min(keyFrame, time);
}

/** Clamps intervals to the film, in whole milliseconds. */
function withinFilm(spans: readonly TimeSpan[], duration: number): TimeSpan[] {
  return spans
    .map(({ start, end }) => ({ start: Math.max(0, toMilliseconds(start)), end: Math.min(duration, toMilliseconds(end)) }))
    .filter(({ start, end }) => end > start);
}

/** An undecodable interval keeps the result of the key-frame pass. */
function nothingThere(error: unknown): undefined {
  if (!(error instanceof StreetdateError) || !['nothing-to-fingerprint', 'decoder-failed'].includes(error.code)) throw error;
}

function toMilliseconds(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
