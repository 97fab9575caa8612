import { html, type Markup } from '../../../results/plot/markup.ts';
import { AREA, across, along, drawPlot, upwards } from '../../../results/plot/plot.ts';
import type { CalibrationPoint } from '../../scan/null-pairs.ts';

/** Where zero is drawn on the logarithmic axis of counts: a third of a match. */
const NONE = Math.log10(1 / 3);

/** Counted over expected false matches of unrelated windows, both logarithmic. On the dashed line the expectation is exact; below it is cautious. */
export function drawCalibration(points: readonly CalibrationPoint[]): Markup {
  const most = Math.ceil(Math.log10(Math.max(10, ...points.flatMap(({ expected, counted }) => [expected, counted]))));
  const least = Math.floor(Math.log10(Math.min(1, ...points.map(({ expected }) => expected))));
  const powers = Array.from({ length: most - least + 1 }, (_, at) => least + at);
  const x = across('false matches expected in all searches (power of ten)', least, most, powers);
  const y = upwards(
    'counted (power of ten; lowest: none)',
    NONE,
    most,
    powers.filter((power) => power >= 0),
  );
  const marks = points.map(({ threshold, expected, counted }) => {
    const at = { x: along(x, Math.log10(expected)), y: along(y, counted === 0 ? NONE : Math.log10(counted)) };
    return html`<circle class="recall" cx="${at.x}" cy="${at.y}" r="4.5"><title>up to ${threshold}: ${Math.round(expected)} expected, ${counted} counted</title></circle>`;
  });
  const exact = html`<line class="interval" stroke-dasharray="4 4" x1="${along(x, 0)}" y1="${along(y, 0)}" x2="${AREA.right}" y2="${along(y, most)}"/>`;
  return html`<figure>${drawPlot('Counted over expected false matches', x, y, [exact, ...marks])}
<figcaption>One dot a threshold. On the dashed line the expected number of false matches is exact. Below it, Streetdate is more cautious than it states.</figcaption></figure>`;
}
