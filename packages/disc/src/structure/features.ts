import type { Disc, DiscTitle, TimelinePart } from './disc.ts';
import { distinctSeconds, type RankOptions, rankTitles } from './main-title.ts';
import { findShuffles, timelineKey } from './shuffles.ts';

/** What a title of a disc is taken for. */
export interface Feature {
  /** The title. */
  readonly title: DiscTitle;
  /** The film, or an extra: anything else worth enrolling. */
  readonly role: 'film' | 'extra';
}

/** A title that is none of its own, and why. */
export interface LeftOut {
  /** The title's id. */
  readonly title: string;
  /** Why, in words. */
  readonly reason: string;
}

/** Options for {@link chooseFeatures}. */
export interface FeatureOptions extends RankOptions {
  /** The id of the title that is the film. @defaultValue the first of {@link rankTitles} */
  readonly mainTitle?: string | undefined;
  /** Titles shorter than this are left out, in seconds. @defaultValue 10 */
  readonly shortest?: number;
}

/** Where more titles than this remain, a title that plays others in a row is not looked for. */
const MOST_COMPARED = 500;
/** An episode has chapters of its own and lasts some minutes; what a film is cut into has not. */
const [EPISODE_CHAPTERS, EPISODE_SECONDS] = [2, 300];

/**
 * Chooses what of a disc is enrolled: its film, and each further title that shows something that those before it do not. Left out, with the
 * reason: decoys, repeats, loops, titles that are too short, those whose pictures another has already, and those that only play others in a row.
 * @throws RangeError when the main title named is none of the disc's.
 */
export function chooseFeatures(
  disc: Pick<Disc, 'titles' | 'clips'>,
  options: FeatureOptions = {},
): { readonly features: Feature[]; readonly leftOut: LeftOut[] } {
  const { mainTitle, shortest = 10 } = options;
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
  // Longer ones first, since what they show need not be enrolled again; the film before all.
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

/** Which stretches of clips are shown already. */
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

/** Stretches that are apart by less than this are one, in seconds. */
const SLACK = 0.1;

/** The titles that play two or more others in a row and nothing else, with what they play. */
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

/** What is left of a timeline after another one that it begins with; undefined where it does not. */
function restAfter(timeline: readonly TimelinePart[], head: readonly TimelinePart[]): readonly TimelinePart[] | undefined {
  for (const [at, part] of head.entries()) {
    const own = timeline[at];
    if (own?.clip !== part.clip || Math.abs(own.start - part.start) > SLACK) return undefined;
    if (Math.abs(own.end - part.end) <= SLACK) continue;
    // Only the last part may end inside a longer one: cells of one VOB that follow on each other.
    if (at !== head.length - 1 || part.end > own.end) return undefined;
    return [{ ...own, start: part.end }, ...timeline.slice(at + 1)];
  }
  return timeline.slice(head.length);
}
