import { checkList, checkObject } from '@streetdate/core/internal';
import { checkTitles } from './check-titles.ts';
import type { Disc, DiscClip, DiscTitle, TimelinePart } from './disc.ts';

/** A sign that a title is the film. */
export interface MainTitleSign {
  /**
   * The compared property: `length`, `chapters`, `audio streams`, `first play`, `linked`, `clock at the seams`, `pictures at the seams`.
   */
  readonly sign: string;
  /** The title's value. */
  readonly value: string;
  /** Its points, from 0 to {@link weight}: proportional to the best title's value. */
  readonly points: number;
  /** The most points that it can give. */
  readonly weight: number;
}

/** A title with its signs. */
export interface RankedTitle {
  /** The title's id. */
  readonly title: string;
  /** Sum of the points. */
  readonly points: number;
  /** Every sign, including those without points. */
  readonly signs: readonly MainTitleSign[];
}

/** Options for {@link rankTitles}. */
export interface RankOptions {
  /**
   * Picture continuity over the seams of each title, from 0 to 1, by title id. Decoy playlists lack it. Known once clips are decoded.
   * @defaultValue unknown for all
   */
  readonly continuity?: ReadonlyMap<string, number>;
}

/** Two clocks with a smaller difference than this are continuous over a seam, in seconds: one frame of film. */
const SEAM_SECONDS = 1 / 23;

/**
 * Ranks the titles by signs of a main film, the likeliest first. No sign decides alone. Extras can be longer, a menu can be played first,
 * decoy playlists have the film's length, and Java programs hide the start. Length and unbroken pictures weigh most, and no other meaning
 * should be read into the weights. Equal titles keep the disc's order.
 */
export function rankTitles(disc: Pick<Disc, 'titles' | 'clips'>, options: RankOptions = {}): RankedTitle[] {
  checkObject('disc', disc);
  const { titles, clips } = disc;
  checkTitles('disc.titles', titles);
  checkList('disc.clips', clips, checkObject);
  checkObject('options', options);
  const { continuity = new Map<string, number>() } = options;
  const byId = new Map(clips.map((clip) => [clip.id, clip]));
  const facts = titles.map((title) => ({ title, length: distinctSeconds(title.timeline), seams: clockSeams(title.timeline, byId) }));
  const most = (of: (fact: (typeof facts)[number]) => number) => facts.reduce((max, fact) => Math.max(max, of(fact)), 0);
  const maxima = {
    length: most(({ length }) => length),
    chapters: most(({ title }) => title.chapters.length),
    audio: most(({ title }) => title.audio.length),
    seams: most(({ seams }) => seams),
  };
  const share = (value: number, maximum: number) => (maximum > 0 ? value / maximum : 0);
  const ranked = facts.map(({ title, length, seams }): RankedTitle => {
    const pictures = continuity.get(title.id);
    const signs: MainTitleSign[] = [
      sign('length', `${Math.round(length)} s`, share(length, maxima.length), 3),
      sign('chapters', String(title.chapters.length), share(title.chapters.length, maxima.chapters), 1),
      sign('audio streams', String(title.audio.length), share(title.audio.length, maxima.audio), 1),
      sign('first play', answer(title.firstPlay), answerShare(title.firstPlay), 1),
      sign('linked', answer(title.linked), answerShare(title.linked), 1),
      ...(maxima.seams > 0
        ? [sign('clock at the seams', `${seams} of ${title.timeline.length - 1} go on`, share(seams, maxima.seams), 1)]
        : []),
      ...(pictures === undefined ? [] : [sign('pictures at the seams', `${Math.round(100 * pictures)} % alike`, pictures, 3)]),
    ];
    return { title: title.id, points: signs.reduce((sum, { points }) => sum + points, 0), signs };
  });
  return ranked.sort((one, other) => other.points - one.points);
}

/** Formats yes, no, or unknown: programs decide and no table tells. */
function answer(is: boolean | undefined): string {
  return is === undefined ? 'not known' : is ? 'yes' : 'no';
}

/** Unknown facts count neither for nor against a title. */
function answerShare(is: boolean | undefined): number {
  return is === undefined ? 0.5 : Number(is);
}

function sign(name: string, value: string, share: number, weight: number): MainTitleSign {
  return { sign: name, value, points: share * weight, weight };
}

/** Length of a timeline with each interval of a clip counted once. A loop of ten seconds is no film. */
export function distinctSeconds(timeline: readonly TimelinePart[]): number {
  const spans = new Map<string, TimelinePart[]>();
  for (const part of timeline) {
    const known = spans.get(part.clip);
    if (known) known.push(part);
    else spans.set(part.clip, [part]);
  }
  let sum = 0;
  for (const parts of spans.values()) {
    let reached = Number.NEGATIVE_INFINITY;
    for (const { start, end } of parts.sort((one, other) => one.start - other.start)) {
      sum += Math.max(0, end - Math.max(start, reached));
      reached = Math.max(reached, end);
    }
  }
  return sum;
}

/** Seams over which the clock is continuous: one encode, divided and in its order. */
function clockSeams(timeline: DiscTitle['timeline'], clips: ReadonlyMap<string, DiscClip>): number {
  let seams = 0;
  for (let at = 1; at < timeline.length; at++) {
    const [before, after] = [clips.get(timeline[at - 1]!.clip)?.clock, clips.get(timeline[at]!.clip)?.clock];
    if (before && after && timeline[at - 1]!.clip !== timeline[at]!.clip && Math.abs(before.end - after.start) < SEAM_SECONDS) seams++;
  }
  return seams;
}
