import type { WindowLead } from '@streetdate/evidence';
import { daysEarlyInWords, inWords } from '@streetdate/evidence/internal/words';
import { openingOf } from '@streetdate/matcher/internal';
import { CASE_IN_ENGLISH, type CaseWriting, say } from './case-writing.ts';

/**
 * How long before a window the first copy of a title was there, on the first of the servers: `8 days early`, or
 * `28 to 30 days early (time zone not given)`.
 */
export function earlyInWords(
  { territory, opensAt, timeZone, daysEarly }: WindowLead,
  servers: readonly { readonly time: string }[],
  writing: CaseWriting = CASE_IN_ENGLISH,
): string {
  const opening = openingOf({ territory, opensAt, ...(timeZone !== undefined && { timeZone }) });
  const first = Date.parse(servers[0]?.time ?? '');
  if (opening.earliest === opening.latest || timeZone !== undefined || Number.isNaN(first)) {
    return daysEarlyInWords(daysEarly, writing);
  }
  if (first >= opening.latest) return inWords('days.open', writing);
  const isBefore = first < opening.earliest;
  const lead = isBefore ? leadInWords(opening.earliest - first, opening.latest - first, writing) : '';
  return say('zone.missing', writing, { words: isBefore ? say('early', writing, { lead }) : say('open.perhaps', writing) });
}

const HOUR = 3_600_000;

/** From the least to the most, each cut to whole hours or days: `28 to 30 days`, `5 hours to 2 days`. */
function leadInWords(least: number, most: number, writing: CaseWriting): string {
  const [from, to] = [least, most].map((lead) => {
    const hours = Math.floor(lead / HOUR);
    if (hours < 1) return { words: inWords('hours.less', writing), number: 0, unit: 'hours' } as const;
    const [number, unit] = hours < 24 ? ([hours, 'hours'] as const) : ([Math.floor(hours / 24), 'days'] as const);
    return { words: inWords(unit, writing, { count: number }), number, unit };
  });
  if (from!.words === to!.words) return from!.words;
  const isOneUnit = from!.unit === to!.unit && from!.number > 0;
  return say('range.time', writing, { least: isOneUnit ? from!.number : from!.words, most: to!.words });
}
