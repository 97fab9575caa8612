import { html } from '../html.ts';
import { STYLE } from '../style.ts';

/** The style sheet of a case: that of a report, and what its pictures need. */
export const CASE_STYLE = html`${STYLE}
.case section { margin-top: 3rem; }
.case ul { padding-left: 1.2rem; margin-top: 0.5rem; }
ul.plain { list-style: none; }
.case ul.plain { padding: 0; margin: 0; }
@media (min-width: 44rem) { .links td:nth-child(2) { min-width: 20rem; } }
.case section > p { margin-top: 0.3rem; max-width: 50rem; }
.case figure { margin-top: 0.8rem; overflow-x: auto; }
.case svg.plot { width: 100%; min-width: 40rem; height: auto; font-size: 13px; overflow: hidden; }
.land { fill: var(--calm-soft); }
.borders { fill: none; stroke: var(--raised); stroke-width: 0.8; }
.shown { fill: var(--copy-fill); }
.place circle { fill: var(--copy); stroke: var(--raised); stroke-width: 1.5; }
.plot .place text { fill: var(--raised); font-weight: 650; font-size: 15px; }
.plot.map .name { fill: var(--ink); font-size: 13px; font-weight: 500; paint-order: stroke; stroke: var(--raised); stroke-width: 3.5px; stroke-linejoin: round; }
.opening line { stroke: var(--leak); stroke-width: 1.5; stroke-dasharray: 6 4; }
.plot .opening-name { fill: var(--leak); }
.copy circle { fill: var(--copy); stroke: var(--raised); stroke-width: 1; }
.step { fill: none; stroke: var(--copy); stroke-opacity: 0.55; stroke-width: 1.5; }
.doubt { stroke: var(--copy); stroke-width: 4; stroke-opacity: 0.4; }
.lead { stroke: var(--leak); stroke-width: 3; stroke-opacity: 0.35; }
.window { fill: var(--leak); }
.own { fill: var(--calm-soft); }
.cell.files rect, .files-key { fill: var(--copy); }
.cell.titles rect, .titles-key { fill: var(--reference); }
.plot .cell text { fill: var(--ink); font-weight: 600; }
`;
