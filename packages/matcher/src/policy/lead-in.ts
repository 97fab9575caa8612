import type { Match } from '../match.ts';
import type { Reference } from './types.ts';

/** Seconds at a film's beginning and end that hold the logos of studios and distributors; each takes 5 to 20. */
const LEAD_IN = 60;
const LEAD_OUT = 30;
/** Shortest film that has such logos, seconds: a trailer or a clip is all beginning. */
const SHORTEST_FILM = 15 * 60;

/**
 * Whether a match covers only a film's first minute or last half minute. A studio puts the same logo before all its
 * films. If only one of them is enrolled, no comparison can show that the logo is shared.
 */
export function showsLeadInAlone({ segments }: Match, { kind, duration }: Reference): boolean {
  if (kind === 'still' || duration === undefined || duration < SHORTEST_FILM) return false;
  return segments.every(
    ({ referenceStart, referenceEnd }) => referenceEnd <= LEAD_IN || referenceStart >= Math.max(LEAD_IN, duration - LEAD_OUT),
  );
}
