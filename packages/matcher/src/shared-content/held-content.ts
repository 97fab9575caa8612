import type { Match, Segment, SharedContent } from '../match.ts';
import type { ReferenceLookup } from './reference-lookup.ts';

/** Frames of a segment that are looked up in other references, evenly over its entries. */
const LOOKED_UP = 24;
/** Bits of 256 within which they are the same picture: of two masters of one film nine tenths are, and of unrelated films hardly any. */
const SAME_PICTURE = 32;
/** Frames that another reference must hold: one alone may be there by chance, in a large library. */
const FEWEST_HELD = 3;
/** Segments of a match that are looked at, strongest first: a match counts by its strongest. */
const MOST_SEGMENTS = 4;

/**
 * Finds intervals of a match that other films contain as well, also in pieces too short for an alignment: a studio's intro that others show in part, a title
 * card, a clip from the archive.
 * @param parts - References of which it is known that the match has a part in common with them.
 * @param isEdition - Whether another reference is of the same film, and contains everything.
 */
export function findHeldContent(
  match: Match,
  lookup: ReferenceLookup,
  parts: ReadonlySet<string>,
  isEdition: (referenceId: string) => boolean,
): SharedContent[] {
  const seen = match.segments.filter(({ foundBy }) => foundBy !== 'sound').sort((one, other) => other.score - one.score);
  return seen.slice(0, MOST_SEGMENTS).flatMap((segment) => heldOf(segment, match.referenceId, lookup, parts, isEdition));
}

function heldOf(
  { referenceStart, referenceEnd }: Segment,
  referenceId: string,
  lookup: ReferenceLookup,
  parts: ReadonlySet<string>,
  isEdition: (referenceId: string) => boolean,
): SharedContent[] {
  const track = lookup.trackOf(referenceId);
  if (track === undefined) return [];
  const inside = [...track.timesMs.keys()].filter(
    (at) => track.timesMs[at]! >= referenceStart * 1000 && track.timesMs[at]! < referenceEnd * 1000,
  );
  const count = Math.min(LOOKED_UP, inside.length);
  const frames = Array.from({ length: count }, (_, at) => inside[Math.floor(((at + 0.5) / count) * inside.length)]!);
  const held = lookup.holders(referenceId, frames, (SAME_PICTURE * track.bits) / 256);
  // Of the entries between two frames that were looked up, half belong to each. An entry is shown until the next one: a picture may hold for seconds.
  const borderAt = (at: number) => {
    if (at === 0) return referenceStart;
    return at === count ? referenceEnd : track.timesMs[Math.ceil((frames[at - 1]! + frames[at]!) / 2)]! / 1000;
  };
  return [...held].flatMap(([id, pictures]) => {
    const places = new Set(Array.from(pictures, (frame) => frames.indexOf(frame)));
    if (id === referenceId || parts.has(id) || places.size < Math.min(FEWEST_HELD, Math.ceil(count / 2)) || isEdition(id)) return [];
    return runsOf(places).map(({ first, last }) => ({
      referenceId: id,
      start: borderAt(first),
      end: borderAt(last + 1),
      kind: 'common' as const,
    }));
  });
}

/** Runs of neighbouring numbers. */
function runsOf(places: ReadonlySet<number>): { first: number; last: number }[] {
  const runs: { first: number; last: number }[] = [];
  for (const place of [...places].sort((one, other) => one - other)) {
    const run = runs.at(-1);
    if (run !== undefined && place === run.last + 1) run.last = place;
    else runs.push({ first: place, last: place });
  }
  return runs;
}
