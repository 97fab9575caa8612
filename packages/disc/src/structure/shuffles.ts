import { checkTitles } from './check-titles.ts';
import type { DiscTitle, TimelinePart } from './disc.ts';

/** The content of a timeline as text: equal for two titles that play the same in the same order. Times to the millisecond. */
export function timelineKey(timeline: readonly TimelinePart[]): string {
  return timeline.map(({ clip, start, end }) => `${clip}@${Math.round(1000 * start)}-${Math.round(1000 * end)}`).join(' ');
}

/**
 * Groups the titles that play the same intervals in different orders, as decoy playlists do. All but one of them are false. A group has two
 * or more orders of three or more parts.
 */
export function findShuffles(titles: readonly DiscTitle[]): DiscTitle[][] {
  checkTitles('titles', titles);
  const groups = new Map<string, Map<string, DiscTitle[]>>();
  for (const title of titles) {
    if (title.timeline.length < 3) continue;
    const parts = timelineKey(title.timeline).split(' ');
    const order = parts.join(' ');
    const set = parts.sort().join(' ');
    const orders = groups.get(set) ?? new Map<string, DiscTitle[]>();
    groups.set(set, orders.set(order, [...(orders.get(order) ?? []), title]));
  }
  return [...groups.values()].filter((orders) => orders.size > 1).map((orders) => [...orders.values()].flat());
}
