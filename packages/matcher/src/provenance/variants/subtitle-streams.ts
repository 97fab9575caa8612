import type { SubtitleTrack } from '@streetdate/core/portable';
import { firstAfter } from '@streetdate/index/internal';
import { median } from '../compare/median.ts';
import { type PlacedCopy, type PlacedRendition, type Rendition, timeIn } from '../copy/rendition.ts';

/** Seconds within which two subtitles are the same: error of the alignment, and clocks that count whole frames. */
const SAME = 0.15;
/** Seconds from which a subtitle was moved. Between the two it is undecided. */
const MOVED = 0.3;
/** Seconds beyond which a subtitle was not moved, but is missing. */
const FARTHEST = 5;
/** Fewest subtitles of a stream that must coincide, and their share of those the copy has. Fewer coincide by chance. */
const FEWEST = 5;
const SHARE = 0.8;

/** Whether to read the subtitle streams of a copy: two renditions of one kind of source have different streams. */
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
 * Counts how many ways a subtitle stream of the copy agrees with the one rendition and not with the other. Subtitles
 * moved by the same time count once, and so do all that the other lacks. It is 0 if the copy's stream is not the one's,
 * or the other's stream is unrelated. Of several streams the strongest counts, since the same change may have been made
 * to all.
 */
export function subtitlePoints({ subtitles = [] }: PlacedCopy, one: PlacedRendition, other: PlacedRendition): number {
  return Math.max(0, ...subtitles.map((track) => pointsOf(track, one, other)));
}

function pointsOf(track: SubtitleTrack, one: PlacedRendition, other: PlacedRendition): number {
  const shown = [...track.timesMs].flatMap((timeMs) => {
    const [inOne, inOther] = [timeIn(one, timeMs / 1000), timeIn(other, timeMs / 1000)];
    return inOne === undefined || inOther === undefined ? [] : [{ inOne, inOther }];
  });
  const owns = (one.fingerprint.subtitles ?? []).map((stream) =>
    shown.filter(({ inOne }) => Math.abs(offsetToNearest(stream, inOne)) <= SAME),
  );
  const own = owns.reduce((most, each) => (each.length > most.length ? each : most), []);
  if (own.length < FEWEST || own.length < SHARE * shown.length) return 0;
  const times = own.map(({ inOther }) => inOther);
  const rivals = (other.fingerprint.subtitles ?? []).flatMap((stream) => compareStream(stream, times) ?? []);
  // Use the nearest of its streams: the others are in other languages.
  const [nearest] = rivals.sort((first, second) => second.shared - first.shared || first.ways - second.ways);
  return nearest?.ways ?? 0;
}

/** How many subtitles a stream shares with a copy, and in how many ways others were moved; undefined if it is unrelated. */
function compareStream(stream: SubtitleTrack, times: readonly number[]): { readonly shared: number; readonly ways: number } | undefined {
  const lag = lagOf(stream, times);
  const moves = times.map((time) => offsetToNearest(stream, time + lag));
  const shared = moves.filter((seconds) => Math.abs(seconds) <= SAME).length;
  if (shared < SHARE * times.length) return undefined;
  const moved = moves.filter((seconds) => Math.abs(seconds) >= MOVED);
  const alike = new Set(moved.map((seconds) => (Math.abs(seconds) > FARTHEST ? 'gone' : Math.round(seconds / MOVED))));
  return { shared, ways: alike.size + (Math.abs(lag) >= MOVED ? 1 : 0) };
}

/** Seconds by which a stream as a whole is later than the copy: the commonest difference. */
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

/** Seconds from a time to the nearest subtitle of a stream, infinite without subtitles. */
function offsetToNearest({ timesMs }: SubtitleTrack, time: number): number {
  const next = firstAfter(timesMs, 1000 * time);
  const before = next === 0 ? Number.NEGATIVE_INFINITY : timesMs[next - 1]! / 1000 - time;
  const after = next === timesMs.length ? Number.POSITIVE_INFINITY : timesMs[next]! / 1000 - time;
  return -before < after ? before : after;
}
