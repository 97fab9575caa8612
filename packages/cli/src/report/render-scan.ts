import { claimInWords } from '../output/claim-words.ts';
import { count } from '../output/count-words.ts';
import { lookInWords } from '../output/look-words.ts';
import { z } from '../output/schema.ts';
import { MOST_MATCHES, type ReportContent, type ReportMatch, type ReportScan } from './content.ts';
import { html, type Markup } from './html.ts';
import type { ReportPictures } from './pictures.ts';
import { renderMatch } from './render-match.ts';
import { clockTime, instantInWords, lengthInWords } from './time-words.ts';
import { VERDICT_LABELS } from './verdict-label.ts';
import { renderWindows, territoryInWords } from './windows-table.ts';

/** A coloured label with a verdict's words. */
export function renderLabel(kind: ReportScan['verdict']['kind']): Markup {
  return html`<span class="label ${kind}">${VERDICT_LABELS[kind]}</span>`;
}

/** A file's name without its folders, on any system; the path itself where it ends with a slash. */
export function fileName(path: string): string {
  return /[^/\\]+$/.exec(path)?.[0] ?? path;
}

/** A file in which something was found: the verdict, what it rests on, and every match. */
export function renderScan(scan: ReportScan, content: ReportContent, pictures: ReportPictures, id: string): Markup {
  const shown = scan.matches.slice(0, MOST_MATCHES);
  const left = scan.matches.length - shown.length;
  return html`<article class="file ${scan.verdict.kind}" id="${id}" aria-labelledby="${id}-name">
<header>
${renderLabel(scan.verdict.kind)}
<h2 id="${id}-name"><bdi>${fileName(scan.path)}</bdi></h2>
<p class="path"><bdi>${scan.path}</bdi></p>
</header>
<p class="sentence">${scan.verdict.summary}</p>
${renderFacts(scan)}
${renderTitles(scan, content)}
${renderFindings(scan)}
${shown.map((match, index) => renderMatch(match, scan, content, pictures.get(match), `${id}-match-${index + 1}`))}
${left > 0 && html`<p class="note">${count(left, 'further, weaker match', 'further, weaker matches')} of this file left out to keep the page readable; <code>streetdate scan --json</code> lists them.</p>`}
</article>
`;
}

const BASIS_WORDS: Readonly<Record<ReportScan['sighting']['seenAtBasis'], string>> = {
  observed: 'Recorded when the file was seen',
  reported: 'As somebody reported it; not checked here',
  'file-time': 'The file’s own timestamp, which anyone can set',
  unknown: 'Not known',
};

function renderFacts(scan: ReportScan): Markup {
  const { sighting, damage } = scan;
  const claim = claimInWords(scan);
  const look = lookInWords(scan.look);
  const territory = sighting.territory === undefined ? '' : ` in ${territoryInWords(sighting.territory)}`;
  return html`<dl class="facts">
<div><dt>Length</dt><dd>${scan.kind === 'still' ? 'Still picture' : `${lengthInWords(scan.duration)} (${clockTime(scan.duration)})`}</dd></div>
<div><dt>Seen</dt><dd>${sighting.seenAt === undefined ? 'Time not known' : instantInWords(sighting.seenAt)}${territory}</dd></div>
<div><dt>How that time is known</dt><dd>${BASIS_WORDS[sighting.seenAtBasis]}</dd></div>
<div><dt>Scanned</dt><dd>${instantInWords(scan.scannedAt)}</dd></div>
${claim !== undefined && html`<div><dt>Its name</dt><dd>${claim}</dd></div>`}
${look !== undefined && html`<div><dt>Closeness</dt><dd>${look[0]!.toUpperCase()}${look.slice(1)}</dd></div>`}
${damage && html`<div><dt>Damage</dt><dd>Only ${lengthInWords(damage.secondsCovered)} could be read: ${damage.reason}</dd></div>`}
</dl>`;
}

/** The windows of every title that the file shows, each title once, however many of its references match. */
function renderTitles(scan: ReportScan, content: ReportContent): Markup[] {
  const titles = new Map<string, ReportMatch>();
  for (const match of scan.matches.slice(0, MOST_MATCHES)) {
    if (!titles.has(match.titleId)) titles.set(match.titleId, match);
  }
  return [...titles.values()].map((match) =>
    renderWindows(match.title, content.references.get(match.referenceId)?.windows ?? [], scan.sighting),
  );
}

const findings = z.array(z.object({ speaks: z.enum(['for', 'against']), sentence: z.string() })).catch([]);

/** What speaks for and against a pre-release leak, as the verdict explains itself. */
function renderFindings(scan: ReportScan): Markup | undefined {
  const all = findings.parse(scan.verdict.explain);
  if (all.length === 0) return undefined;
  const list = (speaks: 'for' | 'against', name: string) => {
    const sentences = all.filter((finding) => finding.speaks === speaks).map((finding) => html`<li>${finding.sentence}</li>\n`);
    return html`<section class="${speaks}"><h3>${name}</h3>${sentences.length > 0 ? html`<ul>\n${sentences}</ul>` : html`<p>Nothing.</p>`}</section>`;
  };
  return html`<div class="findings">
${list('for', 'Speaks for a pre-release leak')}
${list('against', 'Speaks against it')}
</div>`;
}
