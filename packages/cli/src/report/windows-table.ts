import type { ReleaseWindow } from '@streetdate/matcher';
import { openingOf, readMoment } from '@streetdate/matcher/internal';
import type { ReportScan } from './content.ts';
import { html, type Markup } from './html.ts';
import { instantInWords, spanInWords } from './time-words.ts';

/** A title's release windows, and the time from each opening to the sighting. */
export function renderWindows(title: string, windows: readonly ReleaseWindow[], sighting: ReportScan['sighting']): Markup {
  if (windows.length === 0) {
    return html`<p class="note">No release window of <cite>${title}</cite> is on record, so dates cannot be compared.</p>`;
  }
  const rows = windows
    .map((window) => ({ window, opening: openingOf(window) }))
    .sort((one, other) => one.opening.earliest - other.opening.earliest);
  return html`<div class="scroll"><table class="windows stacks">
<caption>Release windows of <cite>${title}</cite></caption>
<thead><tr><th scope="col">Territory</th><th scope="col">Channel</th><th scope="col">Opens</th><th scope="col">Seen</th></tr></thead>
<tbody>
${rows.map(
  ({
    window,
    opening,
  }) => html`<tr><th scope="row">${territoryInWords(window.territory)}</th><td data-name="Channel">${CHANNEL_WORDS[window.channel]}</td>
<td data-name="Opens">${openingInWords(window, opening.earliest === opening.latest ? opening.earliest : undefined)}</td>
<td data-name="Seen">${leadInWords(sighting.seenAt, opening)}</td></tr>
`,
)}</tbody>
</table></div>`;
}

const CHANNEL_WORDS: Readonly<Record<ReleaseWindow['channel'], string>> = {
  theatrical: 'Cinemas',
  digital: 'Digital sale or rental',
  disc: 'Disc',
  broadcast: 'Broadcast',
  screener: 'Screeners',
};

const REGIONS = new Intl.DisplayNames(['en'], { type: 'region' });

/** A country code with its name: `United States (US)`. */
export function territoryInWords(territory: string): string {
  if (territory === 'WORLD') return 'Worldwide';
  // `of` returns unassigned codes unchanged and throws for anything that is no code.
  const name = /^[A-Z]{2}$/.test(territory) ? REGIONS.of(territory) : undefined;
  return name === undefined || name === territory ? territory : `${name} (${territory})`;
}

function openingInWords(window: ReleaseWindow, instant: number | undefined): string {
  if (instant === undefined) return `${window.opensAt}, ${window.timeZone ?? 'time zone unknown'}`;
  const local = window.timeZone === undefined ? '' : ` (${window.opensAt.replace('T', ' ')} in ${window.timeZone})`;
  return `${instantInWords(instant)}${local}`;
}

function leadInWords(seenAt: string | undefined, opening: ReturnType<typeof openingOf>): Markup {
  if (seenAt === undefined) return html`at an unknown time`;
  const seen = readMoment('seenAt', seenAt);
  // Lower bounds, as in the verdict: from the latest possible sighting to the earliest possible opening.
  const atLeast = seen.earliest === seen.latest && opening.earliest === opening.latest ? '' : 'at least ';
  if (seen.latest < opening.earliest) return html`<b>${atLeast}${spanInWords(opening.earliest - seen.latest)} before</b>`;
  if (seen.earliest >= opening.latest) return html`${atLeast}${spanInWords(seen.earliest - opening.latest)} after`;
  return html`too close to the opening to tell`;
}
