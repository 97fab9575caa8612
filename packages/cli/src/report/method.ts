import type { ReportContent } from './content.ts';
import { UNRELATED_SHARE } from './distance-plot.ts';
import { percent } from './evidence-words.ts';
import { html, type Markup } from './html.ts';

/** How the findings were made, what they do not show, and with which algorithms, for a reader who has to check them. */
export function renderMethod(content: ReportContent): Markup {
  const { algorithm = 'pdq/1', hashBits = 256, version } = content;
  const opinions = new Set(content.scans.flatMap((scan) => scan.matches.flatMap((match) => match.secondOpinion?.algorithm ?? [])));
  return html`<section class="method" aria-labelledby="method-name">
<h2 id="method-name">How this was found, and what it does not show</h2>
<div class="columns">
<section>
<h3>Method</h3>
<p>Several pictures of each second of a film are reduced to a <em>hash</em> of ${hashBits} bits each. A hash changes little when a film is copied, scaled or compressed again. The hashes of the scanned file, the <em>query</em>, are compared with those of every enrolled film, the <em>references</em>.</p>
<p>A match is an alignment in time: the query shows the reference from one position on, at one speed. All compared frames of the alignment count, not only those that agree. In unrelated films about ${percent(UNRELATED_SHARE)} of the bits differ.</p>
<p>The figure <em>by chance</em> is how often a search of unrelated films would show an alignment as good as this one. It comes from a model of unrelated film that counts a still picture only once. Beyond about one in 10¹² it means that chance is no explanation. It does not tell how small the chance is.</p>
<p>The <em>second opinion</em> is a hash of another design, of about one frame in two seconds. It can confirm or doubt a match, but not make one.</p>
</section>
<section>
<h3>Limits</h3>
<ul>
<li>A match shows that the pictures are the same. It does not show who copied them, or how the copy came to where it was seen.</li>
<li>A reference is one enrolled rendition. A disc or screener that was delivered to somebody was a <em>copy issued to</em> them. That alone does not show that they passed it on.</li>
<li>A sighting before the disc’s street date does not by itself show that the copy was made from the disc: other channels may have opened before.</li>
<li>A file’s own timestamp can be set by anyone. No pre-release leak is established from it alone.</li>
<li>“No enrolled film” means that none was found. Films that are not enrolled are not searched for. A copy that is rotated, heavily cropped or shown inside another picture may be missed.</li>
<li>Sound alone never decides: films share music.</li>
</ul>
</section>
</div>
<h3>Versions</h3>
<dl class="facts">
<div><dt>Command</dt><dd>streetdate ${version}</dd></div>
<div><dt>Hash</dt><dd><code>${algorithm}</code>, ${hashBits} bits</dd></div>
<div><dt>Second opinion</dt><dd>${opinions.size === 0 ? 'none' : [...opinions].sort().map((id, index) => html`${index > 0 && ', '}<code>${id}</code>`)}</dd></div>
</dl>
<p class="hint">This page needs no other file. It holds its pictures, runs no script and contacts no server.</p>
</section>
`;
}
