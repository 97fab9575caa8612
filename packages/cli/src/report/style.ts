import { DESIGN_TOKENS } from '@streetdate/evidence/internal';
import { html, ownMarkup } from './html.ts';

/**
 * The page's style sheet. It works on a screen from 320 px on, by day and by night, and on paper, where folded parts unfold. Colour
 * never says anything alone: every label carries its words. All text has a contrast of 4.5 to 1 or more against what it stands on.
 */
export const STYLE = html`
${ownMarkup(DESIGN_TOKENS)}
:root {
  --copy-fill: color-mix(in srgb, var(--copy) 24%, transparent);
  --reference-fill: color-mix(in srgb, var(--reference) 24%, transparent);
}
*, ::before, ::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; background: var(--raised); color: var(--ink);
  font: 1rem/1.5 var(--sans);
}
main { max-width: 70rem; margin: 0 auto; padding: 3rem 2rem 4rem; }
h1, h2, h3, h4, p, ul, dl, dd, figure, table { margin: 0; padding: 0; }
h1 { font-size: 2.1rem; line-height: 1.2; font-weight: 650; letter-spacing: -0.015em; text-wrap: balance; max-width: 44rem; }
h2 { font-size: 1.4rem; line-height: 1.3; font-weight: 650; letter-spacing: -0.008em; overflow-wrap: anywhere; }
h3 { font-size: 1.1rem; line-height: 1.4; font-weight: 650; overflow-wrap: anywhere; }
h4 { font-size: 0.95rem; font-weight: 650; }
a { color: var(--accent); text-underline-offset: 0.15em; text-decoration-thickness: from-font; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; border-radius: 2px; }
code, .path { font-family: var(--mono); font-size: 0.86em; }
code { overflow-wrap: anywhere; }
td > code { white-space: nowrap; }
.path { color: var(--ink-soft); overflow-wrap: anywhere; }
.hint, .note, figcaption, caption { color: var(--ink-soft); font-size: 0.88rem; }
.hint { max-width: 44rem; }
.note { border-left: 3px solid var(--hair); padding-left: 0.8rem; margin-top: 0.6rem; max-width: 44rem; }
.time, .figure, .counts b { font-variant-numeric: tabular-nums; }
.time { white-space: nowrap; }
.overline { color: var(--ink-soft); font-size: 0.85rem; letter-spacing: 0.06em; text-transform: uppercase; margin-bottom: 0.5rem; }

.facts { display: flex; flex-wrap: wrap; gap: 0.8rem 2.2rem; margin-top: 1.2rem; font-size: 0.94rem; }
.facts > div { max-width: 24rem; min-width: 0; }
.facts dt { color: var(--ink-soft); font-size: 0.82rem; }
.facts dd { overflow-wrap: anywhere; }

.counts { list-style: none; display: flex; flex-wrap: wrap; gap: 0.7rem; margin-top: 1.8rem; }
.counts li { flex: 1 1 8rem; padding: 0.7rem 0.9rem; border-radius: 6px; background: var(--calm-soft); color: var(--calm); line-height: 1.25; }
.counts b { display: block; font-size: 1.7rem; font-weight: 650; }
.counts span { font-size: 0.9rem; }
.counts .none { background: var(--ground); color: var(--ink-soft); }
.counts .none b { font-weight: 400; }

.label { display: inline-block; padding: 0.12rem 0.55rem; border-radius: 4px; font-size: 0.84rem; font-weight: 600; white-space: nowrap; background: var(--calm-soft); color: var(--calm); }
.counts .pre-release-leak:not(.none), .label.pre-release-leak { background: var(--leak-soft); color: var(--leak); }
.counts .needs-review:not(.none), .label.needs-review { background: var(--review-soft); color: var(--review); }
.counts :is(.released-copy, .published-material, .authorised):not(.none), .label:is(.released-copy, .published-material, .authorised) { background: var(--fine-soft); color: var(--fine); }

table { border-collapse: collapse; width: 100%; font-size: 0.92rem; }
caption { text-align: left; padding-bottom: 0.3rem; }
th, td { text-align: left; vertical-align: baseline; padding: 0.45rem 1.2rem 0.45rem 0; border-bottom: 1px solid var(--hair); overflow-wrap: break-word; }
tbody th { overflow-wrap: anywhere; }
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--ink-soft); font-weight: 500; font-size: 0.82rem; }
tbody th { font-weight: 500; }
th.figure, td.figure { text-align: right; white-space: nowrap; }
.scroll { overflow-x: auto; margin-top: 0.8rem; }
.scroll + .hint { margin-top: 0.5rem; }
.windows tbody th, .windows td:last-child { white-space: nowrap; }

.files, .errors, .method, .rest { margin-top: 3rem; }
.file { margin-top: 3.5rem; padding-top: 2rem; border-top: 1px solid var(--hair); scroll-margin-top: 1rem; }
.file > header .label { margin-bottom: 0.5rem; }
.file > header .path { margin-top: 0.2rem; }
.sentence { font-size: 1.15rem; line-height: 1.5; margin-top: 1.1rem; padding: 0.1rem 0 0.1rem 1rem; border-left: 4px solid var(--calm); max-width: 50rem; overflow-wrap: anywhere; }
.pre-release-leak > .sentence { border-color: var(--leak); }
.needs-review > .sentence { border-color: var(--review); }
:is(.released-copy, .published-material, .authorised) > .sentence { border-color: var(--fine); }
.file > .scroll { margin-top: 1.6rem; }

.findings { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); gap: 1.2rem 2.5rem; margin-top: 1.6rem; }
.findings h3 { font-size: 0.95rem; }
.findings ul { list-style: none; margin-top: 0.3rem; }
.findings li { padding: 0.15rem 0 0.15rem 1.4rem; position: relative; overflow-wrap: anywhere; }
.findings li::before { position: absolute; left: 0; font-weight: 700; color: var(--ink-soft); }
.for li::before { content: "+"; }
.against li::before { content: "\\2212"; }

.match .facts > div { max-width: 19rem; }
.match { margin-top: 2rem; padding: 1.4rem 1.6rem 1.6rem; background: var(--ground); border-radius: 8px; }
.match cite, .windows cite, .note cite { font-style: italic; }
.edition { font-weight: 400; color: var(--ink-soft); }
.edition::before { content: "· "; }
.match .says { margin-top: 0.4rem; max-width: 50rem; }
.block { margin-top: 1.8rem; }
.block figure { margin-top: 0.6rem; }

.pairs { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 24rem), 1fr)); gap: 1.4rem 2rem; margin-top: 0.9rem; max-width: 66rem; }
.block .pair { margin: 0; }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: 0.75rem; }
.side { display: flex; flex-direction: column; justify-content: flex-end; min-width: 0; }
.side img { display: block; width: 100%; height: auto; }
.frame-of { position: relative; }
.outline { position: absolute; inset: 0; width: 100%; height: 100%; overflow: visible; }
.outline polygon { fill: none; stroke: #ffd400; stroke-width: 2; }
.side p { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 0.6rem; margin-top: 0.25rem; font-size: 0.84rem; }
.side p :first-child { color: var(--ink-soft); }
.no-picture { display: grid; place-items: center; flex: 1; min-height: 5rem; padding: 0.5rem; border: 1px dashed var(--ink-soft); color: var(--ink-soft); font-size: 0.84rem; text-align: center; }
.pair figcaption { margin-top: 0.1rem; }

.plot { display: block; overflow: visible; font-size: 12px; font-variant-numeric: tabular-nums; }
.plot text { fill: var(--ink-soft); }
.plot .axis-name { fill: var(--ink); font-weight: 500; }
.ticks line { stroke: var(--ink-soft); stroke-width: 1; }
.bar { fill: var(--hair); }
.published { fill: var(--fine); background: var(--fine); }
.unpublished { fill: var(--leak); background: var(--leak); }
.key { display: inline-block; width: 1.4em; height: 0.6em; border-radius: 2px; }
figcaption { color: var(--ink-soft); font-size: 0.85rem; }
.band { fill: var(--copy-fill); stroke: var(--copy); stroke-width: 1.25; }
.band.mirrored { fill: var(--reference-fill); stroke: var(--reference); stroke-dasharray: 5 3; }
.number circle { fill: var(--raised); stroke: var(--ink-soft); }
.plot .number text { fill: var(--ink); font-weight: 600; }
.with-names { padding-left: 2.8rem; }
.grid { stroke: var(--hair); }
.frame { fill: var(--copy); }
.spread { stroke: var(--copy); stroke-opacity: 0.4; stroke-width: 1.5; }
.mean { stroke: var(--ink); stroke-width: 1.5; }
.background { stroke: var(--ink-soft); stroke-width: 1.5; stroke-dasharray: 1.5 3; }
.unrelated { stroke: var(--review); stroke-width: 1.5; stroke-dasharray: 6 4; }
.plot .unrelated-name { fill: var(--review); paint-order: stroke; stroke: var(--ground); stroke-width: 4px; stroke-linejoin: round; }
.legend { display: flex; flex-wrap: wrap; gap: 0.2rem 1.4rem; margin-top: 0.5rem; }
.legend span { display: inline-flex; align-items: center; gap: 0.4rem; }
.legend svg { flex: none; }

summary { cursor: pointer; }
summary h2 { display: inline; font-size: 1.15rem; }
.method { border-top: 1px solid var(--hair); padding-top: 2rem; }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 1.4rem 3rem; margin: 1rem 0 1.6rem; }
.columns p, .columns li { margin-top: 0.6rem; font-size: 0.94rem; }
.columns ul { padding-left: 1.1rem; }
.method > .hint { margin-top: 1.4rem; }

@media (max-width: 44rem) {
  main { padding: 1.6rem 1rem 3rem; }
  h1 { font-size: 1.6rem; }
  .ticks .extra { display: none; }
  .counts { display: grid; grid-template-columns: 1fr 1fr; }
  .match { padding: 1.1rem 1rem 1.2rem; margin-left: -0.5rem; margin-right: -0.5rem; }
  .stacks thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .stacks tr { display: block; padding: 0.6rem 0; border-bottom: 1px solid var(--hair); }
  .stacks th, .stacks td { display: flex; gap: 0.8rem; padding: 0.1rem 0; border: 0; text-align: left; overflow-wrap: anywhere; }
  .stacks th.figure, .stacks td.figure { text-align: left; }
  .stacks [data-name]::before { content: attr(data-name); flex: 0 0 6.5rem; color: var(--ink-soft); }
  .windows tbody th, .windows td:last-child { white-space: normal; }
  .segments tbody th::before { content: "Segment"; }
}
@media print {
  @page { margin: 16mm 14mm; }
  html { font-size: 10.5pt; }
  main { max-width: none; padding: 0; }
  .counts li, .label, .plot, .legend svg { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .match { padding: 0; border-top: 1px solid var(--hair); border-radius: 0; padding-top: 1rem; }
  .scroll { overflow: visible; }
  .pairs { grid-template-columns: 1fr 1fr; }
  h1, h2, h3, h4, .hint { break-after: avoid; }
  .block, figure, tr, li, .pair, .findings section, .sentence, .facts > div { break-inside: avoid; }
  .file { break-before: page; border-top: 0; padding-top: 0; margin-top: 0; }
  details.rest::details-content { display: block; content-visibility: visible; height: auto; }
}
`;
