import { html, type Markup } from '../../../results/plot/markup.ts';
import { across, along, drawPlot, upwards } from '../../../results/plot/plot.ts';
import type { CurvePoint } from '../../metrics/average-precision.ts';

/** A precision–recall curve and whose it is. */
export interface NamedCurve {
  readonly name: string;
  readonly curve: readonly CurvePoint[];
}

const FIFTHS = [0, 0.2, 0.4, 0.6, 0.8, 1];

/** Precision over recall; the first curve is Streetdate's. */
export function drawCurves(curves: readonly NamedCurve[]): Markup {
  const x = across('recall (share of the true pairs)', 0, 1, FIFTHS);
  const y = upwards('precision (share of the reported pairs)', 0, 1, FIFTHS);
  // Between two thresholds there is nothing, so a curve goes in steps: what is lost in precision is lost when the next is taken in.
  const path = (curve: readonly CurvePoint[]) => {
    const steps = curve.map(({ recall, precision }) => `H${along(x, recall)}V${along(y, precision)}`);
    return curve[0] === undefined ? '' : `M${along(x, 0)} ${along(y, curve[0].precision)}${steps.join('')}`;
  };
  const lines = curves.map(({ curve }, at) => html`<path class="curve c${at}" d="${path(curve)}"/>`).reverse();
  const legend = curves.map(({ name }, at) => html`<span><i class="key c${at}"></i>${name}</span>`);
  return html`<figure>${drawPlot('Precision over recall', x, y, lines)}<figcaption class="legend">${legend}</figcaption></figure>`;
}
