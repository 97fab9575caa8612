import type { WindowLead } from '@streetdate/evidence';
import { daysEarlyInWords, IN_ENGLISH } from '@streetdate/evidence/internal/words';
import { describeLead, openingOf } from '@streetdate/matcher/internal';

/**
 * How long before a window the first copy of a title was there, on the first of the servers: `8 days early`, or
 * `28 to 30 days early (time zone not given)`.
 */
export function earlyInWords(
  { territory, opensAt, timeZone, daysEarly }: WindowLead,
  servers: readonly { readonly time: string }[],
): string {
  const opening = openingOf({ territory, opensAt, ...(timeZone !== undefined && { timeZone }) });
  const first = Date.parse(servers[0]?.time ?? '');
  if (opening.earliest === opening.latest || timeZone !== undefined || Number.isNaN(first)) {
    return daysEarlyInWords(daysEarly, IN_ENGLISH);
  }
  if (first >= opening.latest) return 'open already';
  const words = first < opening.earliest ? `${describeLead({ earliest: first, latest: first }, opening)} early` : 'perhaps open already';
  return `${words} (time zone not given)`;
}
