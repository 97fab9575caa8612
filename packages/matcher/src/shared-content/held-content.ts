import type { Match, Segment, SharedContent } from '../match.ts';
import type { ReferenceIndex } from '../reference-index/reference-index.ts';
import type { Editions } from './editions.ts';

/** Frames of a segment that are looked up in other references, evenly over its entries. */
const SAMPLED_FRAMES = 24;
/**
 * Largest distance between equal pictures, of 256 bits: nine tenths of two masters of one film are within it, and hardly any of unrelated
 * films.
 */
const SAME_PICTURE = 32;
/** Fewest frames that another reference must contain. In a large library one may be there by chance. */
const FEWEST_HELD = 3;
/** Most segments of a match that are compared, strongest first: the strongest decides about a match. */
const MOST_SEGMENTS = 4;

/**
 * Finds intervals of a match that other films contain too, even in pieces too short to be matched: part of a studio's intro, a title card,
 * an archive clip. A query with only these does not identify one of the films.
 * @param parts - References that are known to share a part with the match.
 * @param editions - Identifies other editions of the film, which contain everything.
 */
export function findHeldContent(match: Match, index: ReferenceIndex, parts: ReadonlySet<string>, editions: Editions): SharedContent[] {
  const seen = match.segments.filter(({ foundBy }) => foundBy !== 'sound').sort((one, other) => other.score - one.score);
  return seen.slice(0, MOST_SEGMENTS).flatMap((segment) => heldOf(segment, match.referenceId, index, parts, editions));
}

function heldOf(
  { referenceStart, referenceEnd }: Segment,
  referenceId: string,
  index: ReferenceIndex,
  parts: ReadonlySet<string>,
  editions: Editions,
): SharedContent[] {
  const track = index.trackOf(referenceId);
  if (track === undefined) return [];
  const inside = [...track.timesMs.keys()].filter(
    (at) => track.timesMs[at]! >= referenceStart * 1000 && track.timesMs[at]! < referenceEnd * 1000,
  );
  const count = Math.min(SAMPLED_FRAMES, inside.length);
  const frames = Array.from({ length: count }, (_, at) => inside[Math.floor(((at + 0.5) / count) * inside.length)]!);
  const found = index.candidates(track, { frames, maxDistance: (SAME_PICTURE * track.bits) / 256 });
  const held = new Map<number, Set<number>>();
  for (let at = 0; at < found.count; at++) {
    const frame = frames.indexOf(found.queryFrames[at]!);
    const reference = found.references[at]!;
    held.set(reference, (held.get(reference) ?? new Set()).add(frame));
  }
  // An interval between two looked-up frames belongs to the nearer one.
  const borderAt = (at: number) => {
    if (at === 0) return referenceStart;
    return at === count ? referenceEnd : (track.timesMs[frames[at - 1]!]! + track.timesMs[frames[at]!]!) / 2000;
  };
  return [...held].flatMap(([reference, places]) => {
    const id = index.idOf(reference);
    if (id === referenceId || parts.has(id) || places.size < FEWEST_HELD || editions.areOfOneFilm(referenceId, id)) return [];
    return runsOf(places).map(({ first, last }) => ({
      referenceId: id,
      start: borderAt(first),
      end: borderAt(last + 1),
      kind: 'common' as const,
    }));
  });
}

/** Runs of consecutive numbers. */
function runsOf(places: ReadonlySet<number>): { first: number; last: number }[] {
  const runs: { first: number; last: number }[] = [];
  for (const place of [...places].sort((one, other) => one - other)) {
    const run = runs.at(-1);
    if (run !== undefined && place === run.last + 1) run.last = place;
    else runs.push({ first: place, last: place });
  }
  return runs;
}
