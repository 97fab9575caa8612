import { clock } from '../facts/time.ts';
import type { Segment } from '../facts/verdict.ts';
import { say } from '../words.ts';
import { filmScale } from './scales.ts';
import { segmentInWords } from './timeline.tsx';
import { useWidth } from './width.ts';

const LEFT = 52;
const RIGHT = 16;
const TOP = 24;
const BOTTOM = 44;

/** Time of the copy across, time of the reference up: an alignment is a line, and its slope is the speed. */
export function AlignmentPlot({
  segments,
  copySeconds,
  referenceSeconds,
}: {
  readonly segments: readonly Segment[];
  readonly copySeconds: number;
  readonly referenceSeconds: number;
}) {
  const { element, width } = useWidth(420);
  const height = Math.min(360, Math.max(240, width * 0.7));
  const across = filmScale(copySeconds, [LEFT, width - RIGHT], Math.max(2, Math.floor(width / 90)));
  const up = filmScale(referenceSeconds, [height - BOTTOM, TOP], 6);
  return (
    <figure ref={element as never}>
      <svg class="chart" width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={say('plot.label')}>
        {across.marks.map((mark) => (
          <g key={mark}>
            <line class="grid" x1={across(mark)} x2={across(mark)} y1={TOP} y2={height - BOTTOM} />
            <text x={across(mark)} y={height - BOTTOM + 18} text-anchor="middle">
              {clock(mark)}
            </text>
          </g>
        ))}
        {up.marks.map((mark) => (
          <g key={mark}>
            <line class="grid" x1={LEFT} x2={width - RIGHT} y1={up(mark)} y2={up(mark)} />
            <text x={LEFT - 8} y={up(mark) + 4} text-anchor="end">
              {clock(mark)}
            </text>
          </g>
        ))}
        {segments.map((segment) => {
          const [from, to] =
            segment.speed < 0 ? [segment.referenceEnd, segment.referenceStart] : [segment.referenceStart, segment.referenceEnd];
          return (
            <line
              class="line"
              key={`${segment.queryStart} ${segment.referenceStart}`}
              x1={across(segment.queryStart)}
              x2={across(segment.queryEnd)}
              y1={up(from)}
              y2={up(to)}
            >
              <title>{segmentInWords(segment)}</title>
            </line>
          );
        })}
        <text class="strong" x={width - RIGHT} y={height - 6} text-anchor="end">
          {say('plot.across')}
        </text>
        <text class="strong" x={8} y={13}>
          {say('plot.up')}
        </text>
      </svg>
    </figure>
  );
}
