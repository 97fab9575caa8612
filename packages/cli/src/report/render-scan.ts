import { IN_ENGLISH, inWords, signInWords } from '@streetdate/evidence/internal/words';
import { byTitle } from '../output/by-title.ts';
import { claimInWords } from '../output/claim-words.ts';
import { count } from '../output/count-words.ts';
import { coverageInWords } from '../output/coverage-words.ts';
import { missingInWords } from '../output/missing-words.ts';
import { z } from '../output/schema.ts';
import { sourcesInWords } from '../output/source-words.ts';
import { MOST_MATCHES, type ReportContent, type ReportScan } from './content.ts';
import { renderDisputes } from './disputes.ts';
import { renderHeldBack } from './held-back.ts';
import { html, type Markup } from './html.ts';
import type { ReportPictures } from './pictures.ts';
import { renderMatch } from './render-match.ts';
import { BASIS_WORDS, renderSeen } from './seen-table.ts';
import { instantInWords, lengthInWords, mediaTime } from './time-words.ts';
import { renderWindows, territoryInWords } from './windows-table.ts';

/** A coloured verdict label. */
export function renderLabel(kind: ReportScan['verdict']['kind']): Markup {
  return html`<span class="label ${kind}">${inWords(`standing.${kind}`, IN_ENGLISH)}</span>`;
}

/** A file's name without its folders, on any system; the path itself if it ends with a slash. */
export function fileName(path: string): string {
  return /[^/\\]+$/.exec(path)?.[0] ?? path;
}

/** A file with matches: its verdict, the facts behind it, and every match. */
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
${renderDisputes(scan)}
${renderSeen(scan.seen ?? [])}
${renderTitles(scan, content)}
${renderFindings(scan)}
${shown.map((match, index) => renderMatch(match, scan, content, pictures.get(match), `${id}-match-${index + 1}`))}
${left > 0 && html`<p class="note">${count(left, 'further, weaker match', 'further, weaker matches')} of this file are left out to keep the page readable. <code>streetdate scan --json</code> lists them.</p>`}
</article>
`;
}

function renderFacts(scan: ReportScan): Markup {
  const { sighting, damage } = scan;
  const claim = claimInWords(scan);
  const coverage = coverageInWords(scan.look);
  const missing = missingInWords(scan.partial);
  const territory = sighting.territory === undefined ? '' : ` in ${territoryInWords(sighting.territory)}`;
  return html`<dl class="facts">
<div><dt>Length</dt><dd>${scan.kind === 'still' ? 'Still picture' : `${lengthInWords(scan.duration)} (${mediaTime(scan.duration)})${scan.kind === 'sound' ? ', sound only' : ''}`}</dd></div>
<div><dt>Seen</dt><dd>${sighting.seenAt === undefined ? 'Time unknown' : instantInWords(sighting.seenAt)}${territory}</dd></div>
<div><dt>Basis of that time</dt><dd>${BASIS_WORDS[sighting.seenAtBasis]}</dd></div>
<div><dt>Scanned</dt><dd>${instantInWords(scan.scannedAt)}</dd></div>
${claim !== undefined && html`<div><dt>Name</dt><dd>${claim}</dd></div>`}
${coverage !== undefined && html`<div><dt>Coverage</dt><dd>${coverage[0]!.toUpperCase()}${coverage.slice(1)}</dd></div>`}
${missing !== undefined && html`<div><dt>Not searched yet</dt><dd>${missing}.</dd></div>`}
${damage && html`<div><dt>Damage</dt><dd>Only ${lengthInWords(damage.secondsCovered)} could be read: ${damage.reason}</dd></div>`}
</dl>`;
}

/** The windows and the source of every title in the file, each title once. */
function renderTitles(scan: ReportScan, content: ReportContent): Markup[] {
  return byTitle(scan.matches.slice(0, MOST_MATCHES)).map(({ title, matches, sources }) => {
    const windows = content.references.get(matches[0]!.referenceId)?.windows ?? [];
    const references = new Map(matches.map(({ referenceId }) => [referenceId, content.references.get(referenceId)?.provesNothing ?? []]));
    return html`${renderWindows(title, windows, scan.sighting)}
${renderHeldBack(title, references)}
${sources && renderSource(title, sourcesInWords(sources), sources.silent)}`;
  });
}

/** The likeliest source of the copy, and the evidence for it. */
function renderSource(
  title: string,
  [answer, ...evidence]: readonly string[],
  silent: readonly { readonly sign: string; readonly reason: string }[],
): Markup | undefined {
  if (answer === undefined) return undefined;
  return html`<section class="block">
<h3>Source of the copy of <cite>${title}</cite></h3>
<p>${answer}.</p>
${evidence.length > 0 && html`<ul>\n${evidence.map((sentence) => html`<li>${sentence}</li>\n`)}</ul>`}
${silent.length > 0 && renderSilent(silent)}
</section>`;
}

/** The signs that do not tell where a copy comes from, folded: what each measures, and why it is inconclusive here. */
function renderSilent(silent: readonly { readonly sign: string; readonly reason: string }[]): Markup {
  const rows = silent.map(({ sign, reason }) => {
    const { name, measures } = signInWords(sign, IN_ENGLISH);
    return html`<li><b>${name}</b>: ${reason}${measures !== undefined && html`<br><span class="hint">${measures}</span>`}</li>\n`;
  });
  return html`<details><summary>${inWords('signs.silent', IN_ENGLISH, { count: silent.length })}</summary><ul>\n${rows}</ul></details>`;
}

const findings = z.array(z.object({ speaks: z.enum(['for', 'against']), sentence: z.string() })).catch([]);

/** The verdict's facts for and against a pre-release leak. */
function renderFindings(scan: ReportScan): Markup | undefined {
  const all = findings.parse(scan.verdict.explain);
  if (all.length === 0) return undefined;
  const list = (speaks: 'for' | 'against', name: string) => {
    const sentences = all.filter((finding) => finding.speaks === speaks).map((finding) => html`<li>${finding.sentence}</li>\n`);
    return html`<section class="${speaks}"><h3>${name}</h3>${sentences.length > 0 ? html`<ul>\n${sentences}</ul>` : html`<p>Nothing.</p>`}</section>`;
  };
  return html`<div class="findings">
${list('for', 'For a pre-release leak')}
${list('against', 'Against it')}
</div>`;
}
