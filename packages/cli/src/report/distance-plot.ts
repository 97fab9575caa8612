import { count } from '../output/count-words.ts';
import { along, type TimeAxis, tickRow, timeAxis, wide } from './axis.ts';
import type { ReportSegment } from './content.ts';
import { percent } from './evidence-words.ts';
import { html, type Markup } from './html.ts';
import { mediaTime } from './time-words.ts';

/** Mean share of bits in which the hashes of unrelated pictures differ, measured over 2,700 offsets of unrelated films. */
export const UNRELATED_SHARE = 0.48;

const TOP = 8;
const BOTTOM = 178;
const HEIGHT = 222;
// Unrelated pictures seldom differ in more than this share of their bits.
const LARGEST_SHARE = 0.6;
// Up to here each frame is a dot. With more, dots would cover each other, and a two-hour film would take a megabyte.
const MOST_DOTS = 400;
const COLUMNS = 240;

/** What the plot draws. */
export interface DistancePlotOptions {
  /** Prefix of the picture's element ids; unique on the page. */
  readonly id: string;
  /** Bits in a hash. */
  readonly hashBits: number;
}

/** The distance plot, and whether its dots stand for single frames. */
export interface DistancePlot {
  /** The picture. */
  readonly picture: Markup;
  /** `frames`: a dot is a frame. `columns`: a dot is the mean of a column's frames, a line their spread. */
  readonly marks: 'frames' | 'columns';
}

/** Draws the share of differing bits of every compared frame over query time; undefined if the scan did not keep the distances. */
export function drawDistances(segments: readonly ReportSegment[], options: DistancePlotOptions): DistancePlot | undefined {
  const { id, hashBits } = options;
  const frames = segments.flatMap((segment) =>
    segment.frameTimes.map((time, index) => ({ time, share: (segment.distances[index] ?? Number.NaN) / hashBits })),
  );
  const known = frames.filter((frame) => Number.isFinite(frame.share)).sort((one, other) => one.time - other.time);
  const first = known[0];
  const last = known.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const axis = timeAxis(
    Math.min(...segments.map((segment) => segment.queryStart)),
    Math.max(...segments.map((segment) => segment.queryEnd)),
  );
  const marks = known.length > MOST_DOTS ? 'columns' : 'frames';
  const mean = known.reduce((sum, frame) => sum + frame.share, 0) / known.length;
  const description = `${count(known.length, 'frame')} from ${mediaTime(first.time)} to ${mediaTime(last.time)} of the query differ in ${percent(mean)} of their bits on average; unrelated pictures differ in about ${percent(UNRELATED_SHARE)}.`;
  const picture = html`<svg class="plot distances" width="100%" height="${HEIGHT}" role="img" aria-labelledby="${id}-name ${id}-words">
<title id="${id}-name">Distance of every compared frame</title><desc id="${id}-words">${description}</desc>
${[0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6].map((share) => drawGridLine(share))}
<line class="unrelated" x1="0" x2="100%" y1="${height(UNRELATED_SHARE)}" y2="${height(UNRELATED_SHARE)}"/>
${marks === 'frames' ? known.map((frame) => drawDot(along(axis, frame.time), frame.share)) : drawColumns(known, axis)}
${segments.map((segment) => segment.backgroundDistance !== undefined && drawLevel('background', segment.backgroundDistance, segment, axis))}
${segments.map((segment) => drawLevel('mean', segment.meanDistance, segment, axis))}
<text class="unrelated-name" x="100%" y="${height(UNRELATED_SHARE) + 15}" text-anchor="end">unrelated pictures: about ${percent(UNRELATED_SHARE)}</text>
${tickRow(axis, { from: BOTTOM, to: BOTTOM + 6, baseline: BOTTOM + 19 })}
<text class="axis-name" x="0" y="${HEIGHT - 4}">Query time</text>
</svg>`;
  return { picture, marks };
}

interface ShareAt {
  readonly time: number;
  readonly share: number;
}

function height(share: number): number {
  const up = Math.min(LARGEST_SHARE, Math.max(0, share)) / LARGEST_SHARE;
  return Number((BOTTOM - up * (BOTTOM - TOP)).toFixed(1));
}

function drawGridLine(share: number): Markup {
  const y = height(share);
  // The names of the lines are left of the picture, in space reserved by the style sheet.
  return html`<line class="grid" x1="0" x2="100%" y1="${y}" y2="${y}"/><text class="grid-name" x="-8" y="${y + 4}" text-anchor="end">${percent(share)}</text>`;
}

function drawDot(across: number, share: number): Markup {
  return html`<circle class="frame" cx="${wide(across)}" cy="${height(share)}" r="2.5"/>`;
}

function drawColumns(frames: readonly ShareAt[], axis: TimeAxis): Markup[] {
  const columns = new Map<number, number[]>();
  for (const frame of frames) {
    const column = Math.min(COLUMNS - 1, Math.floor(along(axis, frame.time) * COLUMNS));
    const shares = columns.get(column);
    if (shares) shares.push(frame.share);
    else columns.set(column, [frame.share]);
  }
  return [...columns].map(([column, shares]) => {
    const across = (column + 0.5) / COLUMNS;
    const x = wide(across);
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    return html`<line class="spread" x1="${x}" x2="${x}" y1="${height(Math.min(...shares))}" y2="${height(Math.max(...shares))}"/>${drawDot(across, mean)}`;
  });
}

/** A horizontal line as long as the segment. */
function drawLevel(name: 'mean' | 'background', share: number, segment: ReportSegment, axis: TimeAxis): Markup {
  const y = height(share);
  return html`<line class="${name}" x1="${wide(along(axis, segment.queryStart))}" x2="${wide(along(axis, segment.queryEnd))}" y1="${y}" y2="${y}"/>`;
}
