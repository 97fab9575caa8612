import { html, type Insertable, type Markup } from './markup.ts';

/** One axis of a plot: values from `min` to `max` become pixels from `from` to `to`. */
export interface Axis {
  readonly min: number;
  readonly max: number;
  readonly from: number;
  readonly to: number;
  /** What it measures, with the unit. */
  readonly name: string;
  /** Where a number stands. */
  readonly ticks: readonly number[];
  /** What stands at the ticks. @defaultValue the numbers */
  readonly labels?: readonly string[];
}

/** The pixel of a value on an axis, to a tenth; values beyond the ends lie on them. */
export function along({ min, max, from, to }: Axis, value: number): number {
  const share = Math.min(1, Math.max(0, (value - min) / (max - min)));
  return Math.round((from + share * (to - from)) * 10) / 10;
}

/** The area that a plot with both axes is drawn in, pixels: the rest of the picture is for numbers and names. */
export const AREA = { left: 52, right: 700, top: 12, bottom: 250, width: 712, height: 296 } as const;

/** A picture with two axes, grid lines and whatever is drawn between them. */
export function drawPlot(title: string, x: Axis, y: Axis, marks: Insertable): Markup {
  const { left, right, top, bottom, width, height } = AREA;
  const middle = (top + bottom) / 2;
  return html`<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">
${y.ticks.map((value, at) => html`<line class="grid" x1="${left}" x2="${right}" y1="${along(y, value)}" y2="${along(y, value)}"/><text x="${left - 6}" y="${along(y, value) + 4}" text-anchor="end">${y.labels?.[at] ?? value}</text>`)}
${x.ticks.map((value, at) => html`<line class="grid" x1="${along(x, value)}" x2="${along(x, value)}" y1="${top}" y2="${bottom}"/><text x="${along(x, value)}" y="${bottom + 18}" text-anchor="middle">${x.labels?.[at] ?? value}</text>`)}
<text class="name" x="${(left + right) / 2}" y="${bottom + 38}" text-anchor="middle">${x.name}</text>
<text class="name" transform="translate(14 ${middle}) rotate(-90)" text-anchor="middle">${y.name}</text>
${marks}</svg>`;
}

/** A horizontal axis over the whole area. */
export function across(name: string, min: number, max: number, ticks: readonly number[]): Axis {
  return { name, min, max, ticks, from: AREA.left, to: AREA.right };
}

/** A vertical axis over the whole area, upwards. */
export function upwards(name: string, min: number, max: number, ticks: readonly number[]): Axis {
  return { name, min, max, ticks, from: AREA.bottom, to: AREA.top };
}

/** Four to eight round numbers from `min` to `max`. */
export function roundTicks(min: number, max: number): number[] {
  const rough = (max - min) / 6;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough) ?? rough;
  const first = Math.ceil(min / step);
  const count = Math.floor(max / step) - first + 1;
  return Array.from({ length: count }, (_, at) => Number(((first + at) * step).toPrecision(12)));
}
