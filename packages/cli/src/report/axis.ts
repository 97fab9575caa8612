import { type HtmlValue, html, type Markup } from './html.ts';
import { mediaTime } from './time-words.ts';

/** An interval that runs from the left edge of a picture to its right edge, in seconds. */
export interface TimeAxis {
  /** Time at the left edge. */
  readonly start: number;
  /** Time at the right edge, greater than `start`. */
  readonly end: number;
}

/** A time axis. An empty interval is extended to a second, so that a still has an axis too. */
export function timeAxis(start: number, end: number): TimeAxis {
  return { start, end: end > start ? end : start + 1 };
}

/** Position of `time` on the axis, clamped: 0 is the left edge, 1 the right one. */
export function along(axis: TimeAxis, time: number): number {
  return Math.min(1, Math.max(0, (time - axis.start) / (axis.end - axis.start)));
}

/** A share as a relative length: 0.25 is `25%`. Four digits keep the page small and are finer than a pixel. */
export function wide(share: number): string {
  return `${Number((share * 100).toFixed(2))}%`;
}

const STEPS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14400, 28800, 86400];

/** Round times on the axis: as many as possible, at most `most`. */
export function ticks(axis: TimeAxis, most: number): { readonly step: number; readonly times: readonly number[] } {
  const span = axis.end - axis.start;
  const step = STEPS.find((candidate) => span / candidate <= most - 1) ?? Math.ceil(span / (most - 1) / 86400) * 86400;
  const times: number[] = [];
  // Counted in steps: adding 0.1 ten times would not reach 1.
  for (let index = Math.ceil(axis.start / step - 1e-9); index * step <= axis.end + step * 1e-6; index++) times.push(index * step);
  return { step, times };
}

/** Positions of the parts of a row of ticks, in pixels from the top. */
export interface TickRow {
  /** Top end of the marks. */
  readonly from: number;
  /** Bottom end of the marks. */
  readonly to: number;
  /** Baseline of the times. */
  readonly baseline: number;
}

const TICKS = 6;

/** Marks and times in h:mm:ss along an axis that is as wide as the picture. */
export function tickRow(axis: TimeAxis, row: TickRow): Markup {
  const { step, times } = ticks(axis, TICKS);
  return html`<g class="ticks">${times.map((time, index) => tick(along(axis, time), mediaTime(time, step < 1 ? 1 : 0), row, index % 2 === 1))}</g>`;
}

function tick(share: number, label: string, row: TickRow, extra: boolean): HtmlValue {
  // The first and last labels are aligned inwards, because the picture ends there.
  const anchor = share < 0.04 ? 'start' : share > 0.96 ? 'end' : 'middle';
  const x = wide(share);
  // The style sheet hides every second time on a phone.
  return html`<line x1="${x}" x2="${x}" y1="${row.from}" y2="${row.to}"/><text${extra && html` class="extra"`} x="${x}" y="${row.baseline}" text-anchor="${anchor}">${label}</text>`;
}
