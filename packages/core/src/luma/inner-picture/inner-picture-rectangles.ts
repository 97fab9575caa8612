import type { SeamMap } from './inner-picture-seams.ts';

/** A rectangle of seams, in whole pixels: its edges run through the middle of these lines; −1 or the number of lines is the frame's border. */
export interface SeamRectangle {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** How clearly all of its sides are seams, and end at its corners: 0 to about 0.5. */
  readonly score: number;
}

/** A line is worth following while its seam is above this. */
const FOLLOW = 0.12;

/** Lines of one direction that are tried as sides. */
const MOST_LINES = 28;

/** Seams closer than this are one. */
const LINE_GAP = 2;

/** Least side of a rectangle, as a share of the frame's. */
const LEAST_SIDE = 0.15;

/** Score of a side at the frame's border, where no seam can be seen. */
const BORDER_SIDE = 0.15;

/** Parts of a side: the weakest of them count. */
const PARTS = 4;

/** Score of a seam from which a pane is taken to end there. Films have straight seams of their own; most of them are fainter. */
const LEAST_PANE_SEAM = 0.12;

/** Largest share of the frame's axis that a pane takes. */
const LARGEST_PANE = 0.85;

/**
 * Finds rectangles whose four sides are seams, and panes: parts of a split screen, which reach from one side of the frame to the other. Best
 * first. Overlapping ones of the same place are kept.
 */
export function findSeamRectangles(upright: SeamMap, level: SeamMap, most: number): SeamRectangle[] {
  const columns = strongestLines(upright);
  const rows = strongestLines(level);
  const acrossSides = scoreSides(upright, columns, rows);
  const downSides = scoreSides(level, rows, columns);
  const found: SeamRectangle[] = [];
  for (let l = 0; l < columns.length - 1; l++) {
    for (let r = l + 1; r < columns.length; r++) {
      if (columns[r]! - columns[l]! < LEAST_SIDE * upright.lines) continue;
      const isAsWide = l === 0 && r === columns.length - 1;
      for (let t = 0; t < rows.length - 1; t++) {
        for (let b = t + 1; b < rows.length; b++) {
          if (rows[b]! - rows[t]! < LEAST_SIDE * level.lines) continue;
          const isAsHigh = t === 0 && b === rows.length - 1;
          if (isAsWide && isAsHigh) continue;
          const left = acrossSides(l, t, b);
          const right = acrossSides(r, t, b);
          if (left <= 0 || right <= 0) continue;
          const top = downSides(t, l, r);
          const bottom = downSides(b, l, r);
          if (top <= 0 || bottom <= 0) continue;
          // The axis on which a pane is as long as the frame tells nothing.
          const across = isAsWide ? 0 : (columns[r]! - columns[l]!) / upright.lines;
          const down = isAsHigh ? 0 : (rows[b]! - rows[t]!) / level.lines;
          const isPane = isAsWide || isAsHigh;
          if (isPane && across + down > LARGEST_PANE) continue;
          const score = isPane ? (isAsWide ? paneScore(top, bottom) : paneScore(left, right)) : (left * right * top * bottom) ** 0.25;
          if (score === 0) continue;
          found.push({ left: columns[l]!, top: rows[t]!, right: columns[r]!, bottom: rows[b]!, score });
        }
      }
    }
  }
  return found.sort((first, second) => second.score - first.score).slice(0, most);
}

/** Score of a pane by its two seams, of which one may be the frame's border; 0 if a seam is too faint. */
function paneScore(one: number, other: number): number {
  return [one, other].some((side) => side !== BORDER_SIDE && side < LEAST_PANE_SEAM) ? 0 : Math.sqrt(one * other);
}

/** The lines with the longest and clearest seams, in order of place, between the two borders of the frame. */
function strongestLines({ lines, length, seam, weight }: SeamMap): number[] {
  const strength = new Float32Array(lines);
  for (let line = 1; line < lines - 1; line++) {
    let run = 0;
    for (let i = line * (length + 1), end = i + length; i < end; i++) {
      run = Math.max(0, run + seam[i + 1]! - seam[i]! - FOLLOW * (weight[i + 1]! - weight[i]!));
      if (run > strength[line]!) strength[line] = run;
    }
  }
  const peaks: number[] = [];
  const order = Array.from(strength.keys()).sort((first, second) => strength[second]! - strength[first]!);
  for (const line of order) {
    if (peaks.length === MOST_LINES || strength[line] === 0) break;
    if (peaks.every((other) => Math.abs(other - line) > LINE_GAP)) peaks.push(line);
  }
  return [-1, ...peaks.sort((first, second) => first - second), lines];
}

/** Scores each line between each pair of the lines that may end it. */
function scoreSides(map: SeamMap, lines: readonly number[], ends: readonly number[]): (line: number, from: number, to: number) => number {
  const n = ends.length;
  const scores = new Float32Array(lines.length * n * n);
  for (let line = 0; line < lines.length; line++) {
    for (let from = 0; from < n - 1; from++) {
      for (let to = from + 1; to < n; to++) {
        if (ends[to]! - ends[from]! >= LEAST_SIDE * map.length) {
          scores[(line * n + from) * n + to] = scoreSide(map, lines[line]!, Math.max(0, ends[from]!), Math.min(map.length, ends[to]! + 1));
        }
      }
    }
  }
  return (line, from, to) => scores[(line * n + from) * n + to]!;
}

function scoreSide(map: SeamMap, line: number, from: number, to: number): number {
  if (line < 0 || line >= map.lines) return BORDER_SIDE;
  const step = (to - from) / PARTS;
  const meanOfPart = (part: number) => meanSeam(map, line, Math.round(from + part * step), Math.round(from + (part + 1) * step));
  const [one, two, three, four] = [meanOfPart(0), meanOfPart(1), meanOfPart(2), meanOfPart(3)];
  // A sorting network. It runs for each line between each pair of its ends; sorting an array there made a fifth of all memory that a query
  // allocated.
  const [low, high] = [Math.min(one, two), Math.max(one, two)];
  const [lower, higher] = [Math.min(three, four), Math.max(three, four)];
  const [inner, outer] = [Math.max(low, lower), Math.min(high, higher)];
  const held = (2 * Math.min(low, lower) + Math.min(inner, outer) + Math.max(inner, outer) + Math.max(high, higher)) / 5;
  const beyond = Math.round(Math.max(4, step));
  const gap = 2;
  const before = meanSeam(map, line, Math.max(0, from - gap - beyond), Math.max(0, from - gap));
  const after = meanSeam(map, line, Math.min(map.length, to + gap), Math.min(map.length, to + gap + beyond));
  return held - Math.max(0, before, after) / 2;
}

/** Mean seam of an interval of a line; 0 when nothing moves. */
function meanSeam({ length, seam, weight }: SeamMap, line: number, from: number, to: number): number {
  if (to <= from) return 0;
  const at = line * (length + 1);
  // A little weight from elsewhere keeps an interval that hardly moves from deciding anything.
  return (seam[at + to]! - seam[at + from]!) / (weight[at + to]! - weight[at + from]! + 0.1 * (to - from));
}
