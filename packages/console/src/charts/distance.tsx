import { clock, percent } from '../facts/time.ts';
import type { Segment } from '../facts/verdict.ts';
import { say } from '../words.ts';
import { filmScale, shareScale } from './scales.ts';
import { useWidth } from './width.ts';

/** How a match goes over time, as the service answers it. */
export interface Curves {
  readonly referenceArea?: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number } | undefined;
  readonly segments: readonly {
    readonly frames: number;
    readonly points: readonly { readonly time: number; readonly distance: number; readonly worst: number }[];
    readonly sound?: readonly { readonly time: number; readonly distance: number }[] | undefined;
  }[];
}

const LEFT = 48;
const RIGHT = 12;
const TOP = 12;
const HEIGHT = 190;
const BOTTOM = 40;

/** The share of differing bits over the time of the copy, with that of other moments of the reference as a dashed line. */
export function DistancePlot({
  curves,
  segments,
  start,
  end,
  at,
}: {
  readonly curves: Curves;
  readonly segments: readonly Segment[];
  readonly start: number;
  readonly end: number;
  /** The moment that is shown, seconds of the copy. */
  readonly at: number;
}) {
  const { element, width } = useWidth();
  const scale = filmScale(end, [0, 1], Math.max(2, Math.floor(width / 90)));
  const [from, to] = [scale(start), scale(end)];
  const x = (time: number) => LEFT + ((scale(time) - from) / (to - from || 1)) * (width - LEFT - RIGHT);
  const y = shareScale([HEIGHT - BOTTOM, TOP]);
  const all = curves.segments.flatMap(({ points }) => points);
  // Short matches have a point for each frame.
  const isReduced = all.some(({ distance, worst }) => worst > distance);
  const mean = all.reduce((sum, { distance }) => sum + distance, 0) / all.length;
  const label = say('distance.label', { mean: percent(mean), worst: percent(Math.max(...all.map(({ worst }) => worst))) });
  return (
    <figure class="stack">
      <div ref={element}>
        <svg class="chart" width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} role="img" aria-label={label}>
          {y.marks.map((mark) => (
            <g key={mark}>
              <line class="grid" x1={LEFT} x2={width - RIGHT} y1={y(mark)} y2={y(mark)} />
              <text x={LEFT - 8} y={y(mark) + 4} text-anchor="end">
                {percent(mark)}
              </text>
            </g>
          ))}
          {scale.marks
            .filter((mark) => mark >= start)
            .map((mark) => (
              <text key={mark} x={x(mark)} y={HEIGHT - BOTTOM + 16} text-anchor="middle">
                {clock(mark)}
              </text>
            ))}
          {segments.map(({ queryStart, queryEnd, referenceStart, backgroundDistance }, index) => {
            const { points = [], sound } = curves.segments[index] ?? {};
            const way = (value: 'distance' | 'worst') => points.map((point) => `${x(point.time)},${y(point[value])}`).join(' ');
            return (
              <g key={`${queryStart} ${referenceStart}`}>
                <line class="background" x1={x(queryStart)} x2={x(queryEnd)} y1={y(backgroundDistance)} y2={y(backgroundDistance)} />
                {isReduced && <polyline class="worst" points={way('worst')} />}
                <polyline class="line thin" points={way('distance')} />
                {sound !== undefined && (
                  <polyline class="line thin is-sound" points={sound.map(({ time, distance }) => `${x(time)},${y(distance)}`).join(' ')} />
                )}
              </g>
            );
          })}
          <line class="now" x1={x(at)} x2={x(at)} y1={TOP} y2={HEIGHT - BOTTOM} />
          <text class="strong" x={width - RIGHT} y={HEIGHT - 6} text-anchor="end">
            {say('plot.across')}
          </text>
        </svg>
      </div>
      <ul class="legend">
        <li class="is-copy">{say('distance.mean')}</li>
        {curves.segments.some(({ sound }) => sound !== undefined) && <li class="is-sound">{say('distance.sound')}</li>}
        {isReduced && <li class="is-shared">{say('distance.worst')}</li>}
        <li class="is-reference">{say('distance.background')}</li>
      </ul>
    </figure>
  );
}
