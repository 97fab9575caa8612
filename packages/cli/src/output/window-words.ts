import type { ReleaseWindow } from '@streetdate/matcher';
import { openingOf } from '@streetdate/matcher/internal';

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/**
 * An instant for a person, always in UTC so that the page reads the same everywhere: `10 March 2026, 05:00 UTC`.
 * Text that is no date is returned unchanged.
 */
export function instantInWords(instant: string | number): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return String(instant);
  const [day = '', time = ''] = date.toISOString().split('T');
  const seconds = time.slice(5, 8) === ':00' ? '' : time.slice(5, 8);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${day.slice(0, day.indexOf('-', 1))}, ${time.slice(0, 5)}${seconds} UTC`;
}

const REGIONS = new Intl.DisplayNames(['en'], { type: 'region' });

/** A country code with its name: `United States (US)`. */
export function territoryInWords(territory: string): string {
  if (territory === 'WORLD') return 'Worldwide';
  // `of` returns unassigned codes unchanged and throws for anything that is no code.
  const name = /^[A-Z]{2}$/.test(territory) ? REGIONS.of(territory) : undefined;
  return name === undefined || name === territory ? territory : `${name} (${territory})`;
}

/**
 * When a window opens as it was understood, so that a slip is seen: its channel, territory, local time and UTC. Such as
 * `disc, United States (US): 10 March 2026, 00:00 in America/New_York, which is 10 March 2026, 04:00 UTC`.
 */
export function windowInWords(window: ReleaseWindow): string {
  const { territory, channel, opensAt, timeZone } = window;
  const { earliest, latest } = openingOf(window);
  const [, wall = opensAt, offset] = /^(.*?)(Z|[+-]\d\d:?\d\d)?$/.exec(opensAt.replace(/^(\d{4}-\d\d-\d\d)$/, '$1T00:00')) ?? [];
  const local = instantInWords(`${wall}Z`).replace(/ UTC$/, '');
  const utc = earliest === latest ? instantInWords(earliest) : `between ${instantInWords(earliest)} and ${instantInWords(latest)}`;
  const what = `${channel}, ${territoryInWords(territory)}: ${local}`;
  if (offset === 'Z') return `${what} UTC`;
  if (offset !== undefined) return `${what} at UTC${offset}, which is ${utc}`;
  return timeZone === undefined ? `${what} anywhere on Earth, as no time zone is given: ${utc}` : `${what} in ${timeZone}, which is ${utc}`;
}
