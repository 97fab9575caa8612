import { IN_ENGLISH, inWords } from '@streetdate/evidence/internal/words';
import type { ReleaseWindow } from '@streetdate/matcher';
import { type InstantSpan, openingOf, readMoment } from '@streetdate/matcher/internal';
import { territoryInWords } from '../output/window-words.ts';
import type { ReportScan } from './content.ts';
import { html, type Markup } from './html.ts';
import { instantInWords, lengthInWords } from './time-words.ts';

export { territoryInWords } from '../output/window-words.ts';

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
  }) => html`<tr><th scope="row">${territoryInWords(window.territory)}</th><td data-name="Channel">${inWords(`channel.${window.channel}`, IN_ENGLISH)}${window.party !== undefined && html` by <bdi>${window.party}</bdi>`}</td>
<td data-name="Opens">${openingInWords(window, opening.earliest === opening.latest ? opening.earliest : undefined)}</td>
<td data-name="Seen">${leadInWords(sighting.seenAt, opening)}</td></tr>
`,
)}</tbody>
</table></div>`;
}

function openingInWords(window: ReleaseWindow, instant: number | undefined): string {
  if (instant === undefined) return `${window.opensAt}, ${window.timeZone ?? 'time zone unknown'}`;
  const local = window.timeZone === undefined ? '' : ` (${window.opensAt.replace('T', ' ')} in ${window.timeZone})`;
  return `${instantInWords(instant)}${local}`;
}

/** What has no time zone, so that a span has two ends. A local time that clocks show twice is vague as well. */
function whyVague(seen: InstantSpan, opening: InstantSpan): string {
  const hour = 3_600_000;
  const isWide = ({ earliest, latest }: InstantSpan) => latest - earliest > 2 * hour;
  if (isWide(seen) && isWide(opening)) return 'neither the window nor the sighting states a time zone';
  if (isWide(seen)) return 'the sighting states no time zone';
  return isWide(opening) ? 'the window states no time zone' : 'the clocks change at that time';
}

function leadInWords(seenAt: string | undefined, opening: InstantSpan): Markup {
  if (seenAt === undefined) return html`at an unknown time`;
  const seen = readMoment('seenAt', seenAt);
  const isVague = seen.earliest !== seen.latest || opening.earliest !== opening.latest;
  // From the latest possible sighting to the earliest possible opening, as in the verdict, and what it may be at most.
  const words = (milliseconds: number) => lengthInWords(milliseconds / 1000);
  const span = (least: number, most: number) => (isVague ? `${words(least)} to ${words(most)}` : words(least));
  const why = isVague && html` (${whyVague(seen, opening)})`;
  if (seen.latest < opening.earliest) {
    return html`<b>${span(opening.earliest - seen.latest, opening.latest - seen.earliest)} before</b>${why}`;
  }
  if (seen.earliest >= opening.latest) return html`${span(seen.earliest - opening.latest, seen.latest - opening.earliest)} after${why}`;
  return html`too close to the opening to tell`;
}
