import type { ReportContent } from './content.ts';
import { UNRELATED_SHARE } from './distance-plot.ts';
import { percent } from './evidence-words.ts';
import { html, type Markup } from './html.ts';

/** How the findings were made, what they do not say, and with which algorithms: for a reader who must be able to doubt them. */
export function renderMethod(content: ReportContent): Markup {
  const { algorithm = 'pdq/1', hashBits = 256, version } = content;
  const opinions = new Set(content.scans.flatMap((scan) => scan.matches.flatMap((match) => match.secondOpinion?.algorithm ?? [])));
  return html`<section class="method" aria-labelledby="method-name">
<h2 id="method-name">How this was found, and what it does not say</h2>
<div class="columns">
<section>
<h3>Method</h3>
<p>Several pictures of each second of a film are reduced to ${hashBits} bits each, a <em>hash</em>, that change little when a film is copied, scaled or compressed again. The hashes of the scanned file, the <em>query</em>, are compared with those of every enrolled film, the <em>references</em>.</p>
<p>A match is a straight line in time: so many seconds into the query lie so many seconds into the reference, at one speed. All compared frames on that line count, not only those that agree. Where two films have nothing to do with each other, about ${percent(UNRELATED_SHARE)} of the bits differ.</p>
<p>The figure <em>by chance</em> says how often a search of unrelated films would show a line as good as this one. It comes from a model of unrelated film that counts pictures standing still only once. Beyond about one in 10¹² it says that chance is no explanation, not how small the chance is.</p>
<p>The <em>second opinion</em> is another hash, of another design, taken of about one frame in two seconds. It can only confirm or doubt a match, never make one.</p>
</section>
<section>
<h3>Limits</h3>
<ul>
<li>A match says that the pictures are the same. It does not say who copied them, or how the copy came to where it was seen.</li>
<li>A reference is a rendition as it was enrolled. Where a disc or screener was delivered to somebody, it was a <em>copy issued to</em> them; that alone does not say that they passed it on.</li>
<li>A sighting before the disc’s street date does not by itself show that the copy was made from the disc: other channels may have opened before.</li>
<li>A file’s own timestamp can be set by anyone. No pre-release leak is established from it alone.</li>
<li>“No enrolled film” means that none was found. Films that are not enrolled are not looked for, and a copy that is turned, heavily cropped or shown inside another picture may be missed.</li>
<li>The picture was compared. The sound was not.</li>
</ul>
</section>
</div>
<h3>Versions</h3>
<dl class="facts">
<div><dt>Command</dt><dd>streetdate ${version}</dd></div>
<div><dt>Hash</dt><dd><code>${algorithm}</code>, ${hashBits} bits</dd></div>
<div><dt>Second opinion</dt><dd>${opinions.size === 0 ? 'none' : [...opinions].sort().map((id, index) => html`${index > 0 && ', '}<code>${id}</code>`)}</dd></div>
</dl>
<p class="hint">This page is complete in itself: it holds its pictures, runs no script and asks no server for anything.</p>
</section>
`;
}
