import { basename } from 'node:path';
import { isScanned, type ScannedMatch, type ScanOutcome } from '@streetdate/engine';

/** One file in a few lines: what it is, where the film lies in it, what speaks for and against. */
export function describe(outcome: ScanOutcome): string {
  const name = basename(outcome.path);
  if ('error' in outcome) return `${name}\n  not checked: ${outcome.error.message}`;
  if (!isScanned(outcome)) return `${name}\n  ${outcome.verdict.summary}`;
  const { matches, verdict } = outcome;
  return [
    `${name}: ${verdict.kind}`,
    `  ${verdict.summary}`,
    ...(matches[0]?.segments ?? []).map((segment) => `  ${describeSegment(segment)}`),
    ...verdict.explain.map(({ speaks, sentence }) => `  ${speaks === 'for' ? '+' : '−'} ${sentence}`),
  ].join('\n');
}

function describeSegment(segment: ScannedMatch['segments'][number]): string {
  const { queryStart, queryEnd, referenceStart, referenceEnd, speed, mirrored } = segment;
  const span = (start: number, end: number) => `${start.toFixed(1)}–${end.toFixed(1)} s`;
  const how = [...(Math.abs(speed - 1) > 0.0005 ? [`${speed.toFixed(4)} times as fast`] : []), ...(mirrored ? ['mirrored'] : [])];
  return `${span(queryStart, queryEnd)} shows ${span(referenceStart, referenceEnd)} of the film${how.length > 0 ? `, ${how.join(', ')}` : ''}`;
}
