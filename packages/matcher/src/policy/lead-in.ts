import type { Match } from '../match.ts';
import type { Reference } from './types.ts';

/** Seconds at a film's beginning and end in which the marks of studios and distributors stand; each takes 5 to 20. */
const LEAD_IN = 60;
const LEAD_OUT = 30;
/** Length from which on a film has such marks, seconds: a trailer or a clip is all beginning. */
const SHORTEST_FILM = 15 * 60;

/**
 * Whether a match shows a film's first minute or last half minute alone. A studio puts the same mark before all its films; where just one of them
 * is enrolled, no comparison with others can tell that the mark is not the film's own.
 */
export function showsLeadInAlone({ segments }: Match, { kind, duration }: Reference): boolean {
  if (kind === 'still' || duration === undefined || duration < SHORTEST_FILM) return false;
  return segments.every(
    ({ referenceStart, referenceEnd }) => referenceEnd <= LEAD_IN || referenceStart >= Math.max(LEAD_IN, duration - LEAD_OUT),
  );
}
