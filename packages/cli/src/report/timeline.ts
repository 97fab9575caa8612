import type { TimeSpan } from '@streetdate/core/portable';
import { along, type TimeAxis, tickRow, timeAxis, wide } from './axis.ts';
import type { ReportSegment } from './content.ts';
import { html, type Markup } from './html.ts';
import { mediaTime } from './time-words.ts';

// Pixels from the top: the query's bar, the bands, the reference's bar. Horizontal positions are shares of the width, so that the picture
// fits a wide screen, a phone and paper while its type keeps its size.
const QUERY_BAR = { top: 44, bottom: 54 };
const REFERENCE_BAR = { top: 134, bottom: 144 };
const HEIGHT = 186;
// The bands have their own grid, which is scaled to the picture.
const GRID = 10_000;
// More numbers would overlap; the table below has them all.
const MOST_NUMBERS = 12;

/** What the timeline draws. */
export interface TimelineOptions {
  /** Prefix of the picture's element ids; unique on the page. */
  readonly id: string;
  /** Length of the query in seconds. */
  readonly queryDuration: number;
  /** Length of the reference in seconds, if known. */
  readonly referenceDuration: number | undefined;
  /** Intervals of the reference that promos show. @defaultValue none */
  readonly published?: readonly TimeSpan[];
  /** Intervals of the query with footage that no promo shows. @defaultValue not drawn */
  readonly unpublished?: readonly TimeSpan[];
}

/**
 * Draws which interval of the query matches which interval of the reference. The query's time is at the top, the reference's at the bottom,
 * each at full length. A band connects the two intervals of each segment. It crosses itself where the reference is played backwards.
 */
export function drawTimeline(segments: readonly ReportSegment[], options: TimelineOptions): Markup {
  const { id, queryDuration, referenceDuration, published = [], unpublished = [] } = options;
  const query = timeAxis(0, Math.max(queryDuration, ...segments.map((segment) => segment.queryEnd)));
  const reference = timeAxis(0, Math.max(referenceDuration ?? 0, ...segments.map((segment) => segment.referenceEnd)));
  const description = [
    ...segments.map((segment, index) => describe(segment, index)),
    ...published.map(({ start, end }) => `Published: reference ${mediaTime(start)} to ${mediaTime(end)}.`),
    ...unpublished.map(({ start, end }) => `Not published: query ${mediaTime(start)} to ${mediaTime(end)}.`),
  ].join(' ');
  return html`<svg class="plot timeline" width="100%" height="${HEIGHT}" role="img" aria-labelledby="${id}-name ${id}-words">
<title id="${id}-name">Timeline of the segments</title><desc id="${id}-words">${description}</desc>
<text class="axis-name" x="0" y="12">Query</text>
${tickRow(query, { from: 38, to: QUERY_BAR.top, baseline: 33 })}
<rect class="bar" x="0" y="${QUERY_BAR.top}" width="100%" height="${QUERY_BAR.bottom - QUERY_BAR.top}"/>
<rect class="bar" x="0" y="${REFERENCE_BAR.top}" width="100%" height="${REFERENCE_BAR.bottom - REFERENCE_BAR.top}"/>
${unpublished.map((span) => drawSpan('unpublished', span, query, QUERY_BAR))}
${published.map((span) => drawSpan('published', span, reference, REFERENCE_BAR))}
<svg width="100%" height="${HEIGHT}" viewBox="0 0 ${GRID} ${HEIGHT}" preserveAspectRatio="none">
${segments.map((segment, index) => drawBand(segment, index, query, reference))}
</svg>
${segments.length <= MOST_NUMBERS && segments.map((segment, index) => drawNumber(segment, index, query, reference))}
${tickRow(reference, { from: REFERENCE_BAR.bottom, to: 150, baseline: 163 })}
<text class="axis-name" x="0" y="182">Reference${referenceDuration === undefined && ', up to its last matching frame'}</text>
</svg>`;
}

function describe(segment: ReportSegment, index: number): string {
  const query = `${mediaTime(segment.queryStart)} to ${mediaTime(segment.queryEnd)}`;
  const reference = `${mediaTime(segment.referenceStart)} to ${mediaTime(segment.referenceEnd)}`;
  return `Segment ${index + 1}: query ${query} shows reference ${reference}${segment.speed < 0 ? ', played backwards' : ''}${segment.mirrored ? ', mirrored' : ''}${segment.inverted ? ', as a negative' : ''}${segment.rotation !== 0 ? `, rotated by ${segment.rotation}°` : ''}.`;
}

function drawBand(segment: ReportSegment, index: number, query: TimeAxis, reference: TimeAxis): Markup {
  const [queryLeft, queryRight] = edges(query, segment.queryStart, segment.queryEnd);
  const shown = edges(reference, segment.referenceStart, segment.referenceEnd);
  const [atStart, atEnd] = segment.speed < 0 ? [shown[1], shown[0]] : shown;
  const band = [
    `M${queryLeft} ${QUERY_BAR.top}H${queryRight}V${QUERY_BAR.bottom}`,
    `L${atEnd} ${REFERENCE_BAR.top}V${REFERENCE_BAR.bottom}H${atStart}V${REFERENCE_BAR.top}`,
    `L${queryLeft} ${QUERY_BAR.bottom}Z`,
  ].join('');
  // The stroke keeps its width at any scale: a second of a two-hour film stays visible.
  return html`<path class="band${segment.mirrored && ' mirrored'}" d="${band}" vector-effect="non-scaling-stroke"><title>${describe(segment, index)}</title></path>
`;
}

function edges(axis: TimeAxis, start: number, end: number): [number, number] {
  return [Math.round(along(axis, start) * GRID), Math.round(along(axis, end) * GRID)];
}

/** An interval on one of the bars. */
function drawSpan(name: string, { start, end }: TimeSpan, axis: TimeAxis, { top, bottom }: typeof QUERY_BAR): Markup {
  const [from, to] = [along(axis, start), along(axis, end)];
  return html`<rect class="${name}" x="${wide(from)}" y="${top}" width="${wide(Math.max(0.002, to - from))}" height="${bottom - top}"/>
`;
}

function drawNumber(segment: ReportSegment, index: number, query: TimeAxis, reference: TimeAxis): Markup {
  const centre = (axis: TimeAxis, start: number, end: number) => along(axis, (start + end) / 2);
  const queryCentre = centre(query, segment.queryStart, segment.queryEnd);
  const referenceCentre = centre(reference, segment.referenceStart, segment.referenceEnd);
  // Kept off the edges, which would cut off half of the disc.
  const x = wide(Math.min(0.97, Math.max(0.03, (queryCentre + referenceCentre) / 2)));
  const y = (QUERY_BAR.bottom + REFERENCE_BAR.top) / 2;
  return html`<g class="number" aria-hidden="true"><circle cx="${x}" cy="${y}" r="10"/><text x="${x}" y="${y + 4}" text-anchor="middle">${index + 1}</text></g>`;
}
