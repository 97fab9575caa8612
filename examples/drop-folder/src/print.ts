import { basename } from 'node:path';
import type { Segment } from '@streetdate/matcher';
import type { Checked } from './check-folder.ts';

/** One file in a few lines: what it is, where the film lies in it, what speaks for and against. */
export function describe(checked: Checked): string {
  const name = basename(checked.path);
  if ('error' in checked) return `${name}\n  not checked: ${checked.error.message}`;
  const { match, verdict } = checked;
  return [
    `${name}: ${verdict.kind}`,
    `  ${verdict.summary}`,
    ...(match?.segments ?? []).map((segment) => `  ${describeSegment(segment)}`),
    ...verdict.explain.map(({ speaks, sentence }) => `  ${speaks === 'for' ? '+' : '−'} ${sentence}`),
  ].join('\n');
}

function describeSegment({ queryStart, queryEnd, referenceStart, referenceEnd, speed, mirrored }: Segment): string {
  const span = (start: number, end: number) => `${start.toFixed(1)}–${end.toFixed(1)} s`;
  const how = [...(Math.abs(speed - 1) > 0.0005 ? [`${speed.toFixed(4)} times as fast`] : []), ...(mirrored ? ['mirrored'] : [])];
  return `${span(queryStart, queryEnd)} shows ${span(referenceStart, referenceEnd)} of the film${how.length > 0 ? `, ${how.join(', ')}` : ''}`;
}
