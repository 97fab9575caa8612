import { DESIGN_TOKENS } from '@streetdate/evidence/internal';

/** The page's style sheet: nothing is loaded, and it follows the reader's light or dark. */
export const STYLE = `
${DESIGN_TOKENS}
:root { --c1: light-dark(#d9822b, #eda75c); --c2: light-dark(#2c8a57, #62c48e); --c3: light-dark(#8a4fbd, #bd8fe6);
  --c4: light-dark(#c23b6a, #ee7fa5); --c5: light-dark(#7a8691, #9aa5b0); --c6: light-dark(#0e8f9c, #5fc6d0); }
* { box-sizing: border-box; margin: 0; }
body { font: 1rem/1.5 var(--sans); color: var(--ink); background: var(--raised); }
main { max-width: 62rem; margin: 0 auto; padding: 2.5rem 1.5rem 4rem; }
h1 { font-size: 1.9rem; line-height: 1.2; }
h2 { font-size: 1.25rem; margin-top: 2.8rem; }
p { margin-top: 0.6rem; max-width: 46rem; }
.about, figcaption, td.about { color: var(--ink-soft); font-size: 0.9rem; }
table { border-collapse: collapse; width: 100%; margin-top: 0.9rem; font-size: 0.92rem; font-variant-numeric: tabular-nums; }
th, td { text-align: left; vertical-align: baseline; padding: 0.35rem 1rem 0.35rem 0; border-bottom: 1px solid var(--hair); }
thead th { color: var(--ink-soft); font-weight: 500; font-size: 0.84rem; }
tbody th { font-weight: 500; min-width: 9rem; }
span.about { white-space: nowrap; }
ul { margin-top: 0.8rem; padding-left: 1.2rem; max-width: 46rem; }
.number { text-align: right; white-space: nowrap; }
.scroll { overflow-x: auto; }
.low { color: var(--leak); }
figure { margin-top: 1rem; max-width: 46rem; }
svg { display: block; width: 100%; height: auto; font-size: 12px; font-variant-numeric: tabular-nums; }
svg text { fill: var(--ink-soft); }
svg text.name, svg text.row { fill: var(--ink); }
svg text.low { fill: var(--leak); }
.grid { stroke: var(--hair); }
.curve { fill: none; stroke-width: 1.75; stroke: var(--tone); }
.curve.c0 { stroke-width: 3; }
.c0, .own { --tone: var(--accent); } .c1 { --tone: var(--c1); } .c2 { --tone: var(--c2); } .c3 { --tone: var(--c3); } .c4 { --tone: var(--c4); } .c5 { --tone: var(--c5); } .c6 { --tone: var(--c6); }
.true { --tone: var(--accent); } .false { --tone: var(--c1); } .unrelated { --tone: var(--c5); }
rect { fill: var(--tone); }
.legend { display: flex; flex-wrap: wrap; gap: 0.2rem 1.4rem; margin-top: 0.4rem; }
.legend span { display: inline-flex; align-items: center; gap: 0.4rem; }
.key { width: 1rem; height: 0.3rem; border-radius: 2px; background: var(--tone); }
.interval { stroke: var(--accent); stroke-width: 2; stroke-opacity: 0.55; }
.recall { fill: var(--accent); }
.interval.low { stroke: var(--leak); } .recall.low { fill: var(--leak); }
.least { stroke: var(--ink-soft); stroke-width: 2; }
.threshold { stroke: var(--leak); stroke-dasharray: 5 4; }
svg text.threshold-name { fill: var(--leak); }
.pairs { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 27rem), 1fr)); gap: 1.4rem 1.6rem; margin-top: 1rem; }
.pair { margin: 0; padding: 0.8rem; background: var(--ground); border-radius: 6px; overflow-wrap: anywhere; }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: 0.7rem; align-items: end; }
.sides img { display: block; max-width: 100%; max-height: 15rem; margin: 0 auto; }
.sides p { margin: 0.2rem 0 0; font-size: 0.82rem; color: var(--ink-soft); }
.none { display: grid; place-items: center; min-height: 6rem; border: 1px dashed var(--ink-soft); color: var(--ink-soft); }
.pair figcaption { margin-top: 0.5rem; }
.pair b { color: var(--ink); }
`;
