import { checkObject, checkRange } from '@streetdate/core/internal';
import type { Disc, DiscTitle, TimelinePart } from './disc.ts';
import { distinctSeconds, type RankOptions, rankTitles } from './main-title.ts';
import { findShuffles, timelineKey } from './shuffles.ts';

/** The role of a title on a disc. */
export interface Feature {
  /** The title. */
  readonly title: DiscTitle;
  /** The film, or an extra: anything else worth enrolling. */
  readonly role: 'film' | 'extra';
}

/** A title that is left out, and why. */
export interface LeftOut {
  /** The title's id. */
  readonly title: string;
  /** The reason, in words. */
  readonly reason: string;
}

/** Options for {@link chooseFeatures}. */
export interface FeatureOptions extends RankOptions {
  /** The id of the film's title. @defaultValue the first of {@link rankTitles} */
  readonly mainTitle?: string | undefined;
  /** Titles shorter than this are left out, in seconds. @defaultValue 10 */
  readonly shortest?: number;
}

/** With more remaining titles than this, titles that play others in a row are not detected. */
const MOST_COMPARED = 500;
/** An episode has its own chapters and lasts some minutes; a part of a film does not. */
const [EPISODE_CHAPTERS, EPISODE_SECONDS] = [2, 300];

/**
 * Chooses the titles of a disc to enroll: its film, and each further title with new material. It leaves out, with the reason: decoys,
 * repeats, loops, short titles, titles whose pictures are already covered, and titles that only play others in a row.
 * @throws RangeError if the disc has no title with the id `mainTitle`.
 */
export function chooseFeatures(
  disc: Pick<Disc, 'titles' | 'clips'>,
  options: FeatureOptions = {},
): { readonly features: Feature[]; readonly leftOut: LeftOut[] } {
  checkObject('options', options);
  const { mainTitle, shortest = 10 } = options;
  checkRange('shortest', shortest, 0, Number.MAX_VALUE);
  const ranks = rankTitles(disc, options);
  const rank = new Map(ranks.map(({ title }, at) => [title, at]));
  const mainId = mainTitle ?? ranks[0]?.title;
  const main = disc.titles.find(({ id }) => id === mainId);
  if (main === undefined) throw new RangeError(`mainTitle must be one of ${listed(disc.titles)}, got ${String(mainTitle)}`);

  const leftOut: LeftOut[] = [];
  const drop = ({ id }: DiscTitle, reason: string) => void leftOut.push({ title: id, reason });
  const decoys = new Map<DiscTitle, string>();
  for (const group of findShuffles(disc.titles)) {
    const best = group.includes(main)
      ? main
      : group.reduce((one, other) => ((rank.get(other.id) ?? 0) < (rank.get(one.id) ?? 0) ? other : one));
    for (const title of group) if (timelineKey(title.timeline) !== timelineKey(best.timeline)) decoys.set(title, best.id);
  }
  const seen = new Map<string, string>();
  const candidates: DiscTitle[] = [];
  // Longer titles first, since they cover the shorter ones; the film before all.
  const lengths = new Map(disc.titles.map((title) => [title, distinctSeconds(title.timeline)]));
  for (const title of [...disc.titles].sort(
    (one, other) => Number(other === main) - Number(one === main) || lengths.get(other)! - lengths.get(one)!,
  )) {
    const key = [title.timeline, ...title.otherAngles].map(timelineKey).join(' | ');
    const same = seen.get(key);
    if (decoys.has(title)) drop(title, `it plays the parts of ${decoys.get(title)} in another order`);
    else if (same !== undefined) drop(title, `it plays the same as ${same}`);
    else if (title !== main && lengths.get(title)! < shortest) drop(title, `it is shorter than ${shortest} s`);
    else candidates.push(title);
    if (same === undefined) seen.set(key, title.id);
  }
  const features: Feature[] = [];
  const shown = new Coverage();
  const rows = candidates.length > MOST_COMPARED ? new Map<DiscTitle, DiscTitle[]>() : findRows(candidates);
  for (const title of candidates) {
    const row = rows.get(title);
    const isSeries = row?.every(({ chapters, duration }) => chapters.length >= EPISODE_CHAPTERS && duration >= EPISODE_SECONDS) ?? false;
    if (row !== undefined && (title !== main || (mainTitle === undefined && isSeries))) drop(title, `it plays ${listed(row)} in a row`);
    else if (shown.covers(title)) drop(title, 'others show all of it');
    else {
      shown.add(title);
      features.push({ title, role: title === main ? 'film' : 'extra' });
    }
  }
  return { features, leftOut };
}

function listed(titles: readonly DiscTitle[]): string {
  const ids = titles.slice(0, 20).map(({ id }) => id);
  return ids.length < titles.length ? `${ids.join(', ')}, …` : ids.join(', ');
}

interface Span {
  start: number;
  end: number;
}

/** The intervals of clips that are already covered. */
class Coverage {
  readonly #spans = new Map<string, Span[]>();

  add({ timeline, otherAngles }: DiscTitle): void {
    const touched = new Set<string>();
    for (const { clip, start, end } of [timeline, ...otherAngles].flat()) {
      const spans = this.#spans.get(clip) ?? [];
      this.#spans.set(clip, spans);
      spans.push({ start, end });
      touched.add(clip);
    }
    // A loop of thousands is one span.
    for (const clip of touched) this.#spans.set(clip, merged(this.#spans.get(clip) ?? []));
  }

  covers({ timeline, otherAngles }: DiscTitle): boolean {
    return [timeline, ...otherAngles].flat().every((part) => this.#coversPart(part));
  }

  #coversPart({ clip, start, end }: TimelinePart): boolean {
    return this.#spans.get(clip)?.some((span) => span.start <= start + SLACK && span.end >= end - SLACK) ?? false;
  }
}

function merged(spans: readonly Span[]): Span[] {
  const all: Span[] = [];
  for (const { start, end } of [...spans].sort((one, other) => one.start - other.start)) {
    const last = all.at(-1);
    if (last !== undefined && start <= last.end + SLACK) last.end = Math.max(last.end, end);
    else all.push({ start, end });
  }
  return all;
}

/** Intervals with a smaller gap than this are merged, in seconds. */
const SLACK = 0.1;

/** The titles that play two or more others in a row and nothing else, with those others. */
function findRows(titles: readonly DiscTitle[]): Map<DiscTitle, DiscTitle[]> {
  const starts = new Map<string, DiscTitle[]>();
  const key = ({ clip, start }: TimelinePart) => `${clip}@${Math.round(start / SLACK)}`;
  for (const title of titles) {
    const first = title.timeline[0];
    if (first) starts.set(key(first), [...(starts.get(key(first)) ?? []), title]);
  }
  const rows = new Map<DiscTitle, DiscTitle[]>();
  for (const title of titles) {
    const row: DiscTitle[] = [];
    let rest: readonly TimelinePart[] | undefined = title.timeline;
    while (rest !== undefined && rest.length > 0) {
      const left: readonly TimelinePart[] = rest;
      const next = (starts.get(key(left[0]!)) ?? [])
        .filter((other) => other !== title && !row.includes(other))
        .map((other) => ({ other, after: restAfter(left, other.timeline) }))
        .filter(({ after }) => after !== undefined)
        .sort((one, other) => other.other.duration - one.other.duration)[0];
      rest = next?.after;
      if (next) row.push(next.other);
    }
    if (rest !== undefined && row.length > 1) rows.set(title, row);
  }
  return rows;
}

/** The rest of a timeline after another one that it begins with; undefined if it does not begin with it. */
function restAfter(timeline: readonly TimelinePart[], head: readonly TimelinePart[]): readonly TimelinePart[] | undefined {
  for (const [at, part] of head.entries()) {
    const own = timeline[at];
    if (own?.clip !== part.clip || Math.abs(own.start - part.start) > SLACK) return undefined;
    if (Math.abs(own.end - part.end) <= SLACK) continue;
    // Only the last part may end inside a longer one, when cells of one VOB are contiguous.
    if (at !== head.length - 1 || part.end > own.end) return undefined;
    return [{ ...own, start: part.end }, ...timeline.slice(at + 1)];
  }
  return timeline.slice(head.length);
}
