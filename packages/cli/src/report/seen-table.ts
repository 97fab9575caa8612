import { count } from '../output/count-words.ts';
import type { ReportScan } from './content.ts';
import { html, type Markup } from './html.ts';
import { instantInWords } from './time-words.ts';
import { territoryInWords } from './windows-table.ts';

/** Most places shown of one file. `show --json` lists them all. */
const MOST_PLACES = 50;

/** How the time of a sighting is known. */
export const BASIS_WORDS: Readonly<Record<ReportScan['sighting']['seenAtBasis'], string>> = {
  observed: 'Observed first-hand',
  reported: 'Reported by someone else, not verified',
  'file-time': 'The file’s own timestamp, which anyone can set',
  unknown: 'Unknown',
};

/** Where the file was seen: every place, earliest first. Addresses are text: a reader shall not open a suspect link by accident. */
export function renderSeen(seen: NonNullable<ReportScan['seen']>): Markup | undefined {
  if (seen.length === 0) return undefined;
  const shown = seen.slice(0, MOST_PLACES);
  const left = seen.length - shown.length;
  return html`<div class="scroll"><table class="seen stacks">
<caption>Where it was seen, by reports to this library</caption>
<thead><tr><th scope="col">Address or server</th><th scope="col">Country</th><th scope="col">Time</th><th scope="col">How the time is known</th></tr></thead>
<tbody>
${shown.map(
  ({
    link,
    host,
    account,
    territory,
    seenAt,
    seenAtBasis,
  }) => html`<tr><th scope="row"><div>${link !== undefined && html`<code><bdi>${link}</bdi></code> `}
${host !== undefined && html`${link !== undefined && 'on '}<bdi>${host}</bdi>`}${account !== undefined && html`, account <bdi>${account}</bdi>`}</div></th>
<td data-name="Country">${territory === undefined ? 'Unknown' : territoryInWords(territory)}</td>
<td data-name="Time">${seenAt === undefined ? 'Unknown' : instantInWords(seenAt)}</td>
<td data-name="How the time is known">${BASIS_WORDS[seenAtBasis]}</td></tr>
`,
)}</tbody>
</table></div>
${left > 0 && html`<p class="note">${count(left, 'further place is', 'further places are')} left out to keep the page readable. <code>streetdate show --json</code> lists them.</p>`}`;
}
