import type { ReportContent } from './content.ts';
import { UNRELATED_SHARE } from './distance-plot.ts';
import { percent } from './evidence-words.ts';
import { html, type Markup } from './html.ts';

/** How matches are found, what they do not mean, and the algorithms: for readers who have to check the result. */
export function renderMethod(content: ReportContent): Markup {
  const { algorithm = 'pdq/1', hashBits = 256, version } = content;
  const opinions = new Set(content.scans.flatMap((scan) => scan.matches.flatMap((match) => match.secondOpinion?.algorithm ?? [])));
  return html`<section class="method" aria-labelledby="method-name">
<h2 id="method-name">Method and limits</h2>
<div class="columns">
<section>
<h3>Method</h3>
<p>Several frames of each second of film are reduced to ${hashBits} bits each, a <em>hash</em>. A hash changes little when a film is copied, scaled or compressed again. The hashes of the scanned file, the <em>query</em>, are compared with those of every enrolled film, the <em>references</em>.</p>
<p>A match is an alignment in time: a part of the query follows a part of the reference at one speed. All frames in that part count, not only those that agree. In unrelated films about ${percent(UNRELATED_SHARE)} of the bits differ.</p>
<p><em>Chance</em> is how often a search of unrelated films would find an alignment as good as this one. It comes from a model of unrelated film in which a still picture counts once. Below one in a billion it is not stated as a number: then chance is no explanation.</p>
<p>The <em>second hash</em> has another design and covers about one frame in two seconds. Sound, mean luma and motion are compared as well. They confirm or weaken a match. None of them decides alone.</p>
</section>
<section>
<h3>Limits</h3>
<ul>
<li>A match means that the pictures are the same. It does not say who copied them, or how the copy came to where it was seen.</li>
<li>A reference is one enrolled rendition. A delivered disc or screener is a <em>copy issued to</em> its recipient. That alone does not mean that the recipient passed it on.</li>
<li>A sighting before the disc’s street date does not show that the copy was made from the disc. Other channels may have opened before.</li>
<li>Anyone can set a file’s timestamp. It never establishes a pre-release leak.</li>
<li>“Nothing enrolled” means that no enrolled film was found. Films that are not enrolled are not searched. Copies that are rotated, heavily cropped or inset may be missed.</li>
</ul>
</section>
</div>
<h3>Versions</h3>
<dl class="facts">
<div><dt>Command</dt><dd>streetdate ${version}</dd></div>
<div><dt>Hash</dt><dd><code>${algorithm}</code>, ${hashBits} bits</dd></div>
<div><dt>Second hash</dt><dd>${opinions.size === 0 ? 'none' : [...opinions].sort().map((id, index) => html`${index > 0 && ', '}<code>${id}</code>`)}</dd></div>
</dl>
<p class="hint">This page is self-contained: it embeds its pictures, runs no script and loads nothing from a server.</p>
</section>
`;
}
