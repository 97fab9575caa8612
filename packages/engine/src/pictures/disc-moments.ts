import { type LumaFrame, probe, type StreamedMedia } from '@streetdate/core';
import { decodeMoments, type Moment } from '@streetdate/core/internal/node';
import { StreetdateError } from '@streetdate/core/portable';
import {
  clipBytes,
  type Disc,
  type DiscClip,
  type DiscSource,
  findSection,
  openDiscSource,
  readTitles,
  streamClip,
} from '@streetdate/disc';
import { anglesOf } from '../enroll/disc-features.ts';

interface Decoding {
  readonly longSide: number;
  readonly signal?: AbortSignal | undefined;
}

/** Moments that are less apart than this are decoded in one section, seconds. */
const NEAR = 10;
/**
 * What is read before a moment, seconds, in turn: its picture needs a key frame. Discs have one a second; x264 puts them up to ten apart. A
 * decoder looks for the first one in some five seconds, so that a long margin alone would miss near ones.
 */
const MARGINS = [3, 8, 13];
/** What is read behind a moment, seconds: sound and pictures of one time lie apart. */
const BEHIND = 2;

/**
 * Decodes the frames at some moments of a film on a disc: only the parts of its clips where the moments lie are read.
 * @param feature - As `StoredFeature.feature` names it.
 * @param times - Seconds into the film, ascending.
 * @returns Each time once. A moment behind the film's end, or that cannot be decoded, has no frame.
 * @throws StreetdateError as opening and reading the disc; `damaged-disc` if it has no such film.
 */
export async function* discMoments(
  path: string,
  feature: string,
  times: readonly number[],
  decoding: Decoding,
): AsyncGenerator<Moment, void, undefined> {
  const source = await openDiscSource(path);
  try {
    const disc = await readTitles(source);
    const timeline = timelineOf(disc, feature);
    if (timeline === undefined) throw new StreetdateError('damaged-disc', `${path} has no title ${feature}`, { path });
    const clips = new Map(disc.clips.map((clip) => [clip.id, clip]));
    let place = 0;
    let next = 0;
    for (const { clip: id, start, end } of timeline) {
      const own: number[] = [];
      for (; next < times.length && times[next]! < place + end - start; next++) own.push(times[next]!);
      const shift = start - place;
      const clip = clips.get(id);
      if (clip === undefined) for (const time of own) yield { time, frame: undefined };
      else for await (const moment of clipMoments(source, clip, own, { ...decoding, shift })) yield moment;
      place += end - start;
    }
    for (; next < times.length; next++) yield { time: times[next]!, frame: undefined };
  } finally {
    await source.close();
  }
}

function timelineOf({ titles }: Pick<Disc, 'titles'>, feature: string) {
  return anglesOf(titles.map((title) => ({ title, role: 'film' as const }))).find((angle) => angle.feature === feature)?.timeline;
}

/** The moments of one clip. @param shift - What is added to a film's time for the clip's time, seconds. */
async function* clipMoments(
  source: DiscSource,
  clip: DiscClip,
  times: readonly number[],
  { shift, ...decoding }: Decoding & { readonly shift: number },
): AsyncGenerator<Moment, void, undefined> {
  if (times.length === 0) return;
  const whole = streamOf(source, clip, { offset: 0, end: clipBytes(clip) }, clip.duration);
  const { containerStart: clock } = await probe(whole, { signal: decoding.signal });
  for (const group of groupsOf(times)) {
    const inClip = group.map((time) => time + shift);
    const frames = await sectionFrames(source, clip, clock, { ...decoding, times: inClip });
    for (const [at, time] of group.entries()) yield { time, frame: withShift(frames[at], -shift) };
  }
}

function groupsOf(times: readonly number[]): number[][] {
  const groups: number[][] = [];
  for (const time of times) {
    const last = groups.at(-1);
    if (last === undefined || time - last.at(-1)! > NEAR) groups.push([time]);
    else last.push(time);
  }
  return groups;
}

/** Faults of a section in which no picture begins. */
const WITHOUT_START: ReadonlySet<string> = new Set(['no-video', 'not-media', 'empty-file', 'decoder-failed', 'bad-picture-size']);

/**
 * The frames at some moments of a clip, from a section that begins farther before them if no key frame lies in it.
 * @param times - Seconds into the clip, ascending.
 */
async function sectionFrames(
  source: DiscSource,
  clip: DiscClip,
  clock: number,
  { times, signal, longSide }: Decoding & { readonly times: readonly number[] },
): Promise<(LumaFrame | undefined)[]> {
  const to = times.at(-1)! + BEHIND;
  let frames: (LumaFrame | undefined)[] = [];
  for (const margin of MARGINS) {
    const from = times[0]! - margin;
    const section = streamOf(source, clip, await findSection(source, clip, { clock, from, to }), to - from);
    try {
      const later = (await probe(section, { signal })).containerStart - clock;
      const inSection = times.map((time) => time - later);
      const found: (LumaFrame | undefined)[] = [];
      for await (const { frame } of decodeMoments(section, inSection, { longSide, signal })) found.push(withShift(frame, later));
      frames = found;
      if (frames[0] !== undefined) break;
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof StreetdateError && WITHOUT_START.has(error.code))) throw error;
    }
  }
  return frames;
}

function withShift(frame: LumaFrame | undefined, seconds: number): LumaFrame | undefined {
  return frame && { ...frame, time: frame.time + seconds };
}

function streamOf(
  source: DiscSource,
  clip: DiscClip,
  { offset, end }: { readonly offset: number; readonly end: number },
  duration: number,
): StreamedMedia {
  return {
    name: `${source.path}, clip ${clip.id}`,
    fileBytes: end - offset,
    duration,
    open: (from) => streamClip(source, clip, Math.min(end, offset + from), end),
  };
}
