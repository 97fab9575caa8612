import type { WindowLead } from '@streetdate/evidence';
import { openingOf } from '@streetdate/matcher/internal';

/** The earliest instant at which a window may have opened, milliseconds since 1970. */
export function openingMs({ territory, opensAt, timeZone }: WindowLead): number {
  return openingOf({ territory, opensAt, ...(timeZone !== undefined && { timeZone }) }).earliest;
}
