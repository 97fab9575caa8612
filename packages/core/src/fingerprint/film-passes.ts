import { StreetdateError } from '../errors.ts';
import type { FilmPass, PassOptions } from './film-pass.ts';
import type { Fingerprint, HashTrack, TimeSpan } from './fingerprint.ts';
import { mergePasses } from './merge-passes.ts';
import { joinSpans, secondsIn, subtractSpans } from './time-spans.ts';

/**
 * The passes over one film, driven by the caller. Each `next` decodes, and yields the fingerprint of what is known by then:
 * {@link Fingerprint.look} says how much of the film that is. The caller searches it, and hands the intervals that stay undecided to the next
 * `next`, in seconds. Intervals that are handed again are not decoded again. The generator returns the fingerprint. Ending it early, by
 * `return` or by leaving a loop, ends its decoders.
 */
export type FilmPasses = AsyncGenerator<Fingerprint, Fingerprint, readonly TimeSpan[]>;

/**
 * Drives passes to their end.
 * @param undecided - Searches what is known after a pass, and says which intervals have to be decoded, seconds. When it throws, the decoders end.
 * @returns The film's fingerprint.
 */
export async function completePasses(
  passes: FilmPasses,
  undecided: (query: Fingerprint) => readonly TimeSpan[] | Promise<readonly TimeSpan[]>,
): Promise<Fingerprint> {
  let pass = await passes.next();
  try {
    while (!pass.done) pass = await passes.next(await undecided(pass.value));
    return pass.value;
  } finally {
    // Only an early end has something left to end; what it returns is nobody's fingerprint.
    if (!pass.done) await passes.return(pass.value).catch(() => {});
  }
}

/** Films shorter than this have every frame decoded at once, in seconds: they are cheap, and their key frames few. */
export const SHORTEST_IN_PASSES = 180;

/**
 * Longest time between two key frames in which nothing is missed that is worth finding, seconds. Encoders put 250 frames between them at
 * most unless they are told otherwise, which is 10.4 s of film; and a segment of a match outlasts 12 s without a frame.
 */
const LONGEST_GAP = 12;
/** Share of a film from which on it is decoded as a whole: seeking would save little. */
const WHOLE_SHARE = 0.5;
/** Share of the frames that a full pass would sample. Key-frame passes with more were full ones: every frame is a key frame. */
const EVERY_SHARE = 0.9;
/** Times that the caller is asked what is undecided. What the first closer pass found has ends that need another. */
const MOST_QUESTIONS = 2;
/** Intervals nearer than this are decoded as one, seconds: each costs a decoder's start and a seek to the key frame before it. */
const NEARLY_ONE = 4;

/** What {@link filmPasses} has to know of the film. */
export interface FilmFacts {
  /** Length in seconds. */
  readonly duration: number;
  /** Frames that are sampled from each second of it, at most. */
  readonly framesPerSecond: number;
  /** Its sound, once it is coded. */
  readonly sound: Promise<readonly HashTrack[]>;
}

/**
 * A key-frame pass over a film, then passes over the intervals that it leaves undecided and those without a key frame. A film whose frames are
 * all key frames is complete after the first. A film that seems damaged, or seems to end early, is decoded as a whole, since key frames do not tell.
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

/** Intervals that the key-frame pass has no frame of. */
function gapsBetween(times: readonly number[]): TimeSpan[] {
  return times.flatMap((end, at) => {
    const start = times[at - 1] ?? 0;
    return end - start > LONGEST_GAP ? [{ start, end }] : [];
  });
}

/** An interval from the key frame before it on: a decoder begins there anyway. */
function fromKeyFrame({ start, end }: TimeSpan, times: readonly number[]): TimeSpan {
  const keyFrame = keyFrameAt(start, times);
  return { start: keyFrame === undefined || start - keyFrame > LONGEST_GAP ? start : toMilliseconds(keyFrame), end };
}

/** The last of the key frames up to a time. Intervals begin at whole milliseconds, key frames between them. */
function keyFrameAt(time: number, times: readonly number[]): number | undefined {
  const keyFrame = times.findLast((each) => toMilliseconds(each) <= time);
  return keyFrame === undefined ? undefined : Math.min(keyFrame, time);
}

/** Intervals cut to the film, in whole milliseconds. */
function withinFilm(spans: readonly TimeSpan[], duration: number): TimeSpan[] {
  return spans
    .map(({ start, end }) => ({ start: Math.max(0, toMilliseconds(start)), end: Math.min(duration, toMilliseconds(end)) }))
    .filter(({ start, end }) => end > start);
}

/** An interval of which nothing can be decoded keeps what the key-frame pass gave. */
function nothingThere(error: unknown): undefined {
  if (!(error instanceof StreetdateError) || !['nothing-to-fingerprint', 'decoder-failed'].includes(error.code)) throw error;
}

function toMilliseconds(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
