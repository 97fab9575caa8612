import { type CaseWriting, shortDay } from '../../output/case-writing.ts';
import { html, type Markup } from '../html.ts';

const DAY_MS = 86_400_000;
const STEPS = [1, 2, 7, 14, 30, 61, 91, 182, 365, 730, 1826, 3652];

/** Days along a picture's width. */
export interface DayAxis {
  /** First instant, milliseconds since 1970. */
  readonly startMs: number;
  /** Last instant. */
  readonly endMs: number;
  /** Where the axis begins, pixels. */
  readonly left: number;
  /** Where it ends, pixels. */
  readonly right: number;
}

/** An axis that holds all instants, with a little room at both ends. */
export function dayAxis(instants: readonly number[], left: number, right: number): DayAxis {
  const [first, last] = [Math.min(...instants), Math.max(...instants)];
  const room = Math.max(DAY_MS / 2, (last - first) * 0.04);
  return { startMs: first - room, endMs: last + room, left, right };
}

/** Position of an instant, pixels; clamped to the axis. */
export function across({ startMs, endMs, left, right }: DayAxis, ms: number): number {
  const share = Math.min(1, Math.max(0, (ms - startMs) / (endMs - startMs)));
  return Math.round((left + share * (right - left)) * 10) / 10;
}

/** Lines at round days, with their dates below. */
export function dayTicks(axis: DayAxis, top: number, bottom: number, writing: CaseWriting): Markup {
  const days = (axis.endMs - axis.startMs) / DAY_MS;
  const most = Math.max(2, Math.floor((axis.right - axis.left) / 95));
  const step = STEPS.find((candidate) => days / candidate <= most) ?? Math.ceil(days / most);
  const first = Math.ceil(axis.startMs / DAY_MS / step) * step;
  const ticks: Markup[] = [];
  for (let day = first; day * DAY_MS <= axis.endMs; day += step) {
    const x = across(axis, day * DAY_MS);
    const label = shortDay(new Date(day * DAY_MS).toISOString().slice(0, 10), writing);
    ticks.push(
      html`<line class="grid" x1="${x}" x2="${x}" y1="${top}" y2="${bottom}"/><text x="${x}" y="${bottom + 16}" text-anchor="middle">${label}</text>`,
    );
  }
  return html`<g class="days">${ticks}</g>`;
}
