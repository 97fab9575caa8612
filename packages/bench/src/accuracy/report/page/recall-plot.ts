import { html, type Markup } from '../../../results/plot/markup.ts';
import { type Axis, along } from '../../../results/plot/plot.ts';
import type { AttackScore } from '../../metrics/scores.ts';

const ROW = 20;
const WIDTH = 712;
const NAMES = 190;
const COUNTS = 40;
const TENTHS = [0, 0.2, 0.4, 0.6, 0.8, 1];

/** A row an attack: the recall as a dot, its interval as a line, and what must be reached as a tick. */
export function drawRecalls(attacks: readonly AttackScore[]): Markup {
  const rows = attacks.filter((attack) => attack.leastRecall !== undefined);
  const x: Axis = { min: 0, max: 1, from: NAMES, to: WIDTH - COUNTS - 10, name: 'recall', ticks: TENTHS };
  const bottom = rows.length * ROW + 6;
  const grid = TENTHS.map(
    (value) =>
      html`<line class="grid" x1="${along(x, value)}" x2="${along(x, value)}" y1="0" y2="${bottom}"/><text x="${along(x, value)}" y="${bottom + 16}" text-anchor="middle">${value}</text>`,
  );
  const drawn = rows.map(({ name, count, recall, leastRecall = 0 }, at) => {
    const y = at * ROW + ROW / 2 + 3;
    const missed = recall.value < leastRecall ? ' low' : '';
    return html`<text class="row${missed}" x="${NAMES - 10}" y="${y + 4}" text-anchor="end">${name}</text>
<line class="least" x1="${along(x, leastRecall)}" x2="${along(x, leastRecall)}" y1="${y - 7}" y2="${y + 7}"/>
<line class="interval${missed}" x1="${along(x, recall.low)}" x2="${along(x, recall.high)}" y1="${y}" y2="${y}"/>
<circle class="recall${missed}" cx="${along(x, recall.value)}" cy="${y}" r="4.5"/>
<text x="${WIDTH}" y="${y + 4}" text-anchor="end">${count}</text>`;
  });
  return html`<figure><svg viewBox="0 0 ${WIDTH} ${bottom + 40}" role="img" aria-label="Recall of each attack">${grid}${drawn}
<text class="name" x="${(x.from + x.to) / 2}" y="${bottom + 36}" text-anchor="middle">recall at the shipped threshold (share of the true pairs)</text>
<text class="name" x="${WIDTH}" y="${bottom + 16}" text-anchor="end">pairs</text></svg>
<figcaption>Dot: recall. Line: middle 95 % of bootstrap draws; where all pairs or none are found it has no length, however few they are. Short tick: what must be reached.</figcaption></figure>`;
}
