import { clock } from '../facts/time.ts';
import type { Segment } from '../facts/verdict.ts';
import { say } from '../words.ts';
import { filmScale } from './scales.ts';
import { useWidth } from './width.ts';

/** An interval of a film, seconds. */
export interface Interval {
  readonly start: number;
  readonly end: number;
}

const SIDE = 12;
const BAR = 26;
const GAP = 64;
const AXIS = 22;

/** The copy above, the reference below, and what of one is where in the other. */
export function Timeline({
  segments,
  copySeconds,
  referenceSeconds,
  published,
  unpublished,
  shared,
}: {
  readonly segments: readonly Segment[];
  readonly copySeconds: number;
  readonly referenceSeconds: number;
  /** Intervals of the reference that promos show. */
  readonly published: readonly Interval[];
  /** Intervals of the copy that no promo shows. */
  readonly unpublished: readonly Interval[];
  /** Intervals of the reference that other references have too. */
  readonly shared: readonly Interval[];
}) {
  const { element, width } = useWidth();
  const range = [SIDE, width - SIDE] as const;
  const most = Math.max(2, Math.floor(width / 90));
  const copy = filmScale(copySeconds, range, most);
  const reference = filmScale(referenceSeconds, range, most);
  const top = AXIS;
  const bottom = top + BAR + GAP;
  const height = bottom + BAR + AXIS;
  const box = (scale: typeof copy, { start, end }: Interval) => ({ x: scale(start), width: Math.max(2, scale(end) - scale(start)) });
  const label = say('timeline.label', { count: segments.length });
  return (
    <figure class="stack">
      <div ref={element}>
        <svg class="chart" width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
          {copy.marks.map((mark) => (
            <text key={mark} x={copy(mark)} y={top - 7} text-anchor="middle">
              {clock(mark)}
            </text>
          ))}
          {reference.marks.map((mark) => (
            <text key={mark} x={reference(mark)} y={bottom + BAR + 16} text-anchor="middle">
              {clock(mark)}
            </text>
          ))}
          <rect class="ground" x={SIDE} y={top} width={width - 2 * SIDE} height={BAR} rx="4" />
          <rect class="ground" x={SIDE} y={bottom} width={width - 2 * SIDE} height={BAR} rx="4" />
          {segments.map((segment) => {
            const [a, b] = [copy(segment.queryStart), copy(segment.queryEnd)];
            // A copy that runs backwards crosses over.
            const [c, d] =
              segment.speed < 0 ? [segment.referenceEnd, segment.referenceStart] : [segment.referenceStart, segment.referenceEnd];
            const [e, f] = [reference(c), reference(d)];
            return (
              <g key={`${segment.queryStart} ${segment.referenceStart}`}>
                <title>{segmentInWords(segment)}</title>
                <path class="ribbon" d={`M${a} ${top + BAR}L${b} ${top + BAR}L${f} ${bottom}L${e} ${bottom}Z`} />
                <rect class="copy" y={top} height={BAR} rx="2" {...box(copy, { start: segment.queryStart, end: segment.queryEnd })} />
                <rect
                  class="reference"
                  y={bottom}
                  height={BAR}
                  rx="2"
                  {...box(reference, { start: segment.referenceStart, end: segment.referenceEnd })}
                />
              </g>
            );
          })}
          {unpublished.map((each) => (
            <rect class="unpublished" key={each.start} y={top + BAR - 6} height="6" {...box(copy, each)} />
          ))}
          {shared.map((each) => (
            <rect class="shared" key={each.start} y={bottom} height="6" {...box(reference, each)} />
          ))}
          {published.map((each) => (
            <rect class="published" key={each.start} y={bottom + BAR - 6} height="6" {...box(reference, each)} />
          ))}
          <text class="strong" x={SIDE} y={top + BAR + 17}>
            {say('copy')}
          </text>
          <text class="strong" x={SIDE} y={bottom - 8}>
            {say('reference')}
          </text>
        </svg>
      </div>
      <ul class="legend">
        <li class="is-copy">{say('legend.copy')}</li>
        <li class="is-reference">{say('legend.reference')}</li>
        {unpublished.length > 0 && <li class="is-unpublished">{say('legend.unpublished')}</li>}
        {published.length > 0 && <li class="is-published">{say('legend.published')}</li>}
        {shared.length > 0 && <li class="is-shared">{say('legend.shared')}</li>}
      </ul>
    </figure>
  );
}

/** Where a segment lies in both films. */
export function segmentInWords({ queryStart, queryEnd, referenceStart, referenceEnd }: Segment): string {
  return say('segment', {
    ...{ copyStart: clock(queryStart, true), copyEnd: clock(queryEnd, true) },
    ...{ referenceStart: clock(referenceStart, true), referenceEnd: clock(referenceEnd, true) },
  });
}
