import { html, type Markup } from '../../../results/plot/markup.ts';
import { AREA, across, along, drawPlot, roundTicks, upwards } from '../../../results/plot/plot.ts';

/** Values of one kind, drawn as bars in one colour. */
export interface Bars {
  readonly name: string;
  /** Style of the bars: a class of the page's style sheet. */
  readonly style: string;
  readonly values: readonly number[];
}

/** What a histogram covers; values beyond its ends are counted in the first and in the last bar. */
export interface HistogramOptions {
  readonly title: string;
  /** Name of the values, with their unit. */
  readonly name: string;
  /** What the bars count. */
  readonly counted: string;
  readonly min: number;
  readonly max: number;
  readonly bars: number;
  /** Where a line stands across the plot, and what it means. */
  readonly line?: { readonly at: number; readonly name: string };
}

/** Counts of values, the kinds beside each other in each bar. */
export function drawHistogram(kinds: readonly Bars[], { title, name, counted, min, max, bars, line }: HistogramOptions): Markup {
  const counts = kinds.map(({ values }) => {
    const own = new Array<number>(bars).fill(0);
    for (const value of values) own[Math.min(bars - 1, Math.max(0, Math.floor(((value - min) / (max - min)) * bars)))]!++;
    return own;
  });
  const most = Math.max(1, ...counts.flat());
  const x = across(name, min, max, roundTicks(min, max));
  const y = upwards(counted, 0, most, roundTicks(0, most).filter(Number.isInteger));
  const wide = (AREA.right - AREA.left) / bars;
  const thin = (wide - 2) / kinds.length;
  const drawn = counts.flatMap((own, kind) =>
    own.map((count, at) => {
      const top = along(y, count);
      const left = AREA.left + at * wide + 1 + kind * thin;
      return count === 0
        ? undefined
        : html`<rect class="${kinds[kind]!.style}" x="${left.toFixed(1)}" width="${thin.toFixed(1)}" y="${top}" height="${(AREA.bottom - top).toFixed(1)}"/>`;
    }),
  );
  const threshold =
    line &&
    html`<line class="threshold" x1="${along(x, line.at)}" x2="${along(x, line.at)}" y1="${AREA.top}" y2="${AREA.bottom}"/><text class="threshold-name" x="${along(x, line.at) + 5}" y="${AREA.top + 12}">${line.name}</text>`;
  const legend = kinds.map(({ name: kind, style, values }) => html`<span><i class="key ${style}"></i>${kind}: ${values.length}</span>`);
  return html`<figure>${drawPlot(title, x, y, [drawn, threshold])}<figcaption class="legend">${legend}</figcaption></figure>`;
}
