import type { SubtitleTrack } from '@streetdate/core/portable';
import { firstAfter } from '../../sorted-times.ts';
import { median } from '../compare/median.ts';
import { type PlacedCopy, type PlacedRendition, type Rendition, timeIn } from '../copy/rendition.ts';

/** Seconds within which two subtitles are one: what the line that places the copy is off by, and clocks that count whole frames. */
const SAME = 0.15;
/** Seconds from which on one was moved. What lies between is neither. */
const MOVED = 0.3;
/** Seconds farther than which a subtitle was not moved, but is not there. */
const FARTHEST = 5;
/** Subtitles of a stream that must be the one's, and their share of those that the copy has: fewer coincide by chance. */
const FEWEST = 5;
const SHARE = 0.8;

/** Whether it is worth reading the subtitle streams of a copy: two renditions of one kind of source have streams that differ. */
export function asksForSubtitles(renditions: readonly Rendition[]): boolean {
  return renditions.some((one, at) =>
    renditions.slice(at + 1).some((other) => {
      const [own, rival] = [one.fingerprint.subtitles, other.fingerprint.subtitles];
      return one.source === other.source && own !== undefined && rival !== undefined && !areAlike(own, rival);
    }),
  );
}

function areAlike(own: readonly SubtitleTrack[], rival: readonly SubtitleTrack[]): boolean {
  if (own.length !== rival.length) return false;
  return own.every(({ timesMs }, at) => {
    const others = rival[at]!.timesMs;
    return timesMs.length === others.length && timesMs.every((timeMs, index) => timeMs === others[index]);
  });
}

/**
 * In how many ways the subtitles of a stream that the copy kept come up when the one has them and not when the other does: those that were moved alike are one, and so are all that the other does not have. Nothing
 * where the copy's are not the one's, or the other's stream is another one altogether. Of several streams the one that tells most counts, since what was moved in one may have been moved in all.
 */
export function subtitlePoints({ subtitles = [] }: PlacedCopy, one: PlacedRendition, other: PlacedRendition): number {
  return Math.max(0, ...subtitles.map((track) => pointsOf(track, one, other)));
}

function pointsOf(track: SubtitleTrack, one: PlacedRendition, other: PlacedRendition): number {
  const shown = [...track.timesMs].flatMap((timeMs) => {
    const [inOne, inOther] = [timeIn(one, timeMs / 1000), timeIn(other, timeMs / 1000)];
    return inOne === undefined || inOther === undefined ? [] : [{ inOne, inOther }];
  });
  const owns = (one.fingerprint.subtitles ?? []).map((stream) => shown.filter(({ inOne }) => Math.abs(offNearest(stream, inOne)) <= SAME));
  const own = owns.reduce((most, each) => (each.length > most.length ? each : most), []);
  if (own.length < FEWEST || own.length < SHARE * shown.length) return 0;
  const times = own.map(({ inOther }) => inOther);
  const rivals = (other.fingerprint.subtitles ?? []).flatMap((stream) => heldAgainst(stream, times) ?? []);
  // The nearest of its streams is the one that the copy's would be: the others are of other languages.
  const [nearest] = rivals.sort((first, second) => second.shared - first.shared || first.ways - second.ways);
  return nearest?.ways ?? 0;
}

/** How many subtitles a stream shares with a copy, and in how many ways others were moved; undefined where it is of something else. */
function heldAgainst(stream: SubtitleTrack, times: readonly number[]): { readonly shared: number; readonly ways: number } | undefined {
  const lag = lagOf(stream, times);
  const moves = times.map((time) => offNearest(stream, time + lag));
  const shared = moves.filter((seconds) => Math.abs(seconds) <= SAME).length;
  if (shared < SHARE * times.length) return undefined;
  const moved = moves.filter((seconds) => Math.abs(seconds) >= MOVED);
  const alike = new Set(moved.map((seconds) => (Math.abs(seconds) > FARTHEST ? 'gone' : Math.round(seconds / MOVED))));
  return { shared, ways: alike.size + (Math.abs(lag) >= MOVED ? 1 : 0) };
}

/** Seconds by which a whole stream is later than the times of a copy, where it is the same stream: the commonest difference. */
function lagOf({ timesMs }: SubtitleTrack, times: readonly number[]): number {
  const differences = times.flatMap((time) => {
    const [from, to] = [firstAfter(timesMs, 1000 * (time - FARTHEST)), firstAfter(timesMs, 1000 * (time + FARTHEST))];
    return Array.from(timesMs.subarray(from, to), (timeMs) => timeMs / 1000 - time);
  });
  differences.sort((one, next) => one - next);
  let best = { from: 0, count: 0 };
  for (let from = 0, to = 0; from < differences.length; from++) {
    while (to < differences.length && differences[to]! <= differences[from]! + 2 * SAME) to++;
    if (to - from > best.count) best = { from, count: to - from };
  }
  return median(differences.slice(best.from, best.from + best.count));
}

/** Seconds from a time to the nearest subtitle of a stream, infinite where it has none. */
function offNearest({ timesMs }: SubtitleTrack, time: number): number {
  const next = firstAfter(timesMs, 1000 * time);
  const before = next === 0 ? Number.NEGATIVE_INFINITY : timesMs[next - 1]! / 1000 - time;
  const after = next === timesMs.length ? Number.POSITIVE_INFINITY : timesMs[next]! / 1000 - time;
  return -before < after ? before : after;
}
