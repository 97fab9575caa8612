import type { WindowLead } from '@streetdate/evidence';
import { openingOf } from '@streetdate/matcher/internal';

/** The earliest instant at which a window may have opened, milliseconds since 1970. */
export function openingMs({ territory, channel, opensAt, timeZone }: WindowLead): number {
  return openingOf({ territory, channel, opensAt, ...(timeZone !== undefined && { timeZone }) }).earliest;
}
