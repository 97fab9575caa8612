import type { ReportScan } from './content.ts';
import { html, type Markup } from './html.ts';
import { instantInWords } from './time-words.ts';

/** The disputes that stand about a file: no person is named. */
export function renderDisputes({ verdict }: ReportScan): Markup | undefined {
  const { disputes = [] } = verdict as Pick<Extract<ReportScan['verdict'], { disputes?: unknown }>, 'disputes'>;
  if (disputes.length === 0) return undefined;
  return html`<section class="block">
<h3>Disputes</h3>
<ul>
${disputes.map(
  ({ id, ground, receivedAt, deadline, outcome }) =>
    html`<li>Dispute ${id}, received ${instantInWords(receivedAt)}: “${ground}”. ${outcome === 'upheld' ? 'It was upheld.' : `It is open, and to be answered until ${instantInWords(deadline)}.`}</li>\n`,
)}</ul>
</section>`;
}
