import { StreetdateError } from '../errors.ts';
import type { FilmLook, LookOptions } from './film-look.ts';
import type { Fingerprint, HashTrack, TimeSpan } from './fingerprint.ts';
import { mergeLooks } from './merge-looks.ts';
import { joinSpans, secondsIn, subtractSpans } from './time-spans.ts';

/** Films shorter than this have every frame decoded at once, in seconds: they are cheap, and their key frames few. */
export const SHORTEST_LOOKED_AT_TWICE = 180;

/**
 * A first look at a film, at its key frames only: about a twentieth of the work of decoding it. What it leaves undecided is looked at more
 * closely.
 */
export interface FirstLook {
  /** Films shorter than this have every frame decoded at once, in seconds. @defaultValue 180 */
  readonly shortest?: number | undefined;
  /**
   * Says which stretches of a film have to be looked at more closely, now that so much of its pictures, and its sound, are known:
   * {@link Fingerprint.look} says how much. It is asked once more after a closer look; stretches that it names again are not
   * decoded again. What it throws is thrown by what fingerprints the film.
   */
  readonly undecided: (query: Fingerprint) => readonly TimeSpan[] | Promise<readonly TimeSpan[]>;
}

/**
 * Longest time between two key frames in which nothing is missed that is worth finding, seconds. Encoders put 250 frames between them at
 * most unless they are told otherwise, which is 10.4 s of film; and a segment of a match outlasts 12 s without a frame.
 */
const LONGEST_GAP = 12;
/** Share of a film from which on it is looked at as a whole: seeking, and what the first look knows, would save little. */
const WHOLE_SHARE = 0.5;
/** Share of the frames that a look at every frame would sample from which on the first look was one: every frame is a key frame. */
const EVERY_SHARE = 0.9;
/** Times that it is asked what is undecided: what was found by the first closer look has ends that need another. */
const MOST_QUESTIONS = 2;
/** Stretches nearer than this are looked at as one, seconds: each costs a decoder's start and a seek to the key frame before it. */
const NEARLY_ONE = 4;

/** What {@link lookTwice} knows of the film. */
export interface FilmFacts {
  /** Length in seconds. */
  readonly duration: number;
  /** Frames that are sampled from each second of it, at most. */
  readonly framesPerSecond: number;
  /** Its sound, once it is coded. */
  readonly sound: Promise<readonly HashTrack[]>;
}

/**
 * Looks at a film's key frames, and then more closely at the stretches that they leave undecided and those that have none. A film whose frames are
 * all key frames has been seen whole by then. One that seems damaged, or to end early, is looked at as a whole, since key frames do not tell.
 * @param look - Looks at the film once.
 * @returns The pictures' fingerprint, with {@link Fingerprint.look} unless every frame was decoded.
 */
export async function lookTwice(
  look: (options: Pick<LookOptions, 'decoded' | 'span' | 'keyFrame' | 'deinterlaced'>) => Promise<FilmLook>,
  { duration, framesPerSecond, sound }: FilmFacts,
  { undecided }: FirstLook,
): Promise<Fingerprint> {
  const first = await look({ decoded: 'key' }).catch(nothingThere);
  if (first === undefined) return (await look({ decoded: 'every' })).pictures;
  const { times } = first;
  const { deinterlaced } = first.pictures.media;
  const isTrusted = first.pictures.damage === undefined && duration - (times.at(-1) ?? 0) <= LONGEST_GAP;
  if (times.length >= EVERY_SHARE * framesPerSecond * duration) {
    return isTrusted ? first.pictures : (await look({ decoded: 'every', deinterlaced })).pictures;
  }

  let pictures: Fingerprint = { ...first.pictures, look: { frames: 'key', closer: [] } };
  let seen: readonly TimeSpan[] = [];
  let wanted: readonly TimeSpan[] = isTrusted ? gapsBetween(times) : [{ start: 0, end: duration }];
  for (let round = 0; ; round++) {
    const spans = joinSpans([...seen, ...withinFilm(wanted, duration).map((span) => fromKeyFrame(span, times))], NEARLY_ONE);
    const unseen = wanted.length > 0 ? subtractSpans(spans, seen) : [];
    if (secondsIn([...seen, ...unseen]) > WHOLE_SHARE * duration) {
      const whole = await look({ decoded: 'reference', deinterlaced });
      return { ...whole.pictures, look: { frames: 'reference', closer: [] } };
    }
    for (const span of unseen) {
      const part = await look({ decoded: 'reference', span, keyFrame: keyFrameAt(span.start, times), deinterlaced }).catch(nothingThere);
      if (part !== undefined) pictures = mergeLooks(pictures, part.pictures, span);
    }
    seen = joinSpans([...seen, ...unseen]);
    pictures = { ...pictures, look: { frames: 'key', closer: seen } };
    if (round === MOST_QUESTIONS || (round > 0 && unseen.length === 0)) return pictures;
    wanted = await undecided({ ...pictures, tracks: [...pictures.tracks, ...(await sound)] });
  }
}

/** Stretches that the first look has no frame of. */
function gapsBetween(times: readonly number[]): TimeSpan[] {
  return times.flatMap((end, at) => {
    const start = times[at - 1] ?? 0;
    return end - start > LONGEST_GAP ? [{ start, end }] : [];
  });
}

/** A stretch from the key frame before it on: a decoder has to begin there, and what it decodes is worth seeing. */
function fromKeyFrame({ start, end }: TimeSpan, times: readonly number[]): TimeSpan {
  const keyFrame = keyFrameAt(start, times);
  return { start: keyFrame === undefined || start - keyFrame > LONGEST_GAP ? start : toMilliseconds(keyFrame), end };
}

/** The last of the key frames up to a time. Stretches begin at whole milliseconds, key frames between them. */
function keyFrameAt(time: number, times: readonly number[]): number | undefined {
  const keyFrame = times.findLast((each) => toMilliseconds(each) <= time);
  return keyFrame === undefined ? undefined : Math.min(keyFrame, time);
}

/** Stretches cut to the film, in whole milliseconds. */
function withinFilm(spans: readonly TimeSpan[], duration: number): TimeSpan[] {
  return spans
    .map(({ start, end }) => ({ start: Math.max(0, toMilliseconds(start)), end: Math.min(duration, toMilliseconds(end)) }))
    .filter(({ start, end }) => end > start);
}

/** A stretch of which nothing can be decoded keeps what the first look saw of it. */
function nothingThere(error: unknown): undefined {
  if (!(error instanceof StreetdateError) || !['nothing-to-fingerprint', 'decoder-failed'].includes(error.code)) throw error;
}

function toMilliseconds(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
