import type { ScanRecord } from '@streetdate/engine/records';
import { claimInWords } from './claim-words.ts';
import { discsInWords } from './disc-words.ts';
import { escapeText } from './escape.ts';
import { barsInWords, coveredInWords, cutInWords, insetInWords, tiltInWords } from './geometry-words.ts';
import { lookInWords } from './look-words.ts';
import { sourcesInWords } from './source-words.ts';

const LABELS: Readonly<Record<ScanRecord['verdict']['kind'], string>> = {
  'pre-release-leak': 'PRE-RELEASE LEAK',
  'needs-review': 'NEEDS REVIEW',
  'released-copy': 'released copy',
  'no-match': 'no match',
};

/** A scanned file for a person: the verdict and the path, then each match with its segments, its source and its verdict. */
export function scanText(scan: ScanRecord): string {
  const lines = [`${LABELS[scan.verdict.kind].padEnd(16)}  ${scan.path}`];
  if (scan.release) lines.push(...releaseLines(scan.release));
  const claim = claimInWords(scan);
  if (claim !== undefined) lines.push(`    ${claim}`);
  // A title's renditions mostly have the same source: it is printed once.
  const printed = new Set<string>();
  for (const { title, referenceId, score, strength, segments, sources, discs, verdict } of scan.matches) {
    lines.push(`    ${title} [${referenceId}], ${strength} match, score ${score.toFixed(1)}`);
    for (const disc of discsInWords(discs ?? [])) lines.push(`      enrolled from ${disc}`);
    for (const segment of segments) {
      const extras = [
        Math.abs(segment.speed - 1) > 0.0005 && `at ${segment.speed.toFixed(4)} × speed`,
        segment.foundBy === 'sound' && 'by its audio alone',
        insetInWords(segment),
        barsInWords(segment),
        segment.queryView.startsWith('tilted') && 'tilted',
        tiltInWords(segment.tilt),
        segment.cutOut ? cutInWords(segment.cutOut) : segment.referenceView !== 'active' && 'cropped at its edges',
        coveredInWords(segment.covered),
        segment.mirrored && 'mirrored',
        segment.rotation !== 0 && `rotated by ${segment.rotation}°`,
      ].filter((extra) => extra !== false);
      const there = span(segment.referenceStart, segment.referenceEnd);
      const here = scan.kind === 'still' ? 'the picture' : span(segment.queryStart, segment.queryEnd);
      lines.push(`      ${here} shows ${[there, ...extras].join(', ')}`);
    }
    const explanation = sources ? sourcesInWords(sources).map((words) => `      ${words}`) : [];
    const key = [title, ...explanation].join('\n');
    if (!printed.has(key)) lines.push(...explanation);
    printed.add(key);
    lines.push(`      ${verdict.summary}`);
  }
  const look = lookInWords(scan.look);
  if (look !== undefined) lines.push(`    ${look}`);
  if (scan.damage) lines.push(`    only ${formatTime(scan.damage.secondsCovered)} could be read: ${scan.damage.reason}`);
  return lines.map(escapeText).join('\n');
}

/** A release, in a line or two. */
function releaseLines({ title, year, group, media, sfv }: NonNullable<ScanRecord['release']>): string[] {
  const name = [title, year !== undefined && `(${year})`, group !== undefined && `by ${group}`].filter(Boolean).join(' ');
  const films = `${media.length} ${media.length === 1 ? 'film' : 'films'}`;
  const faults = sfv && [
    ...sfv.wrong.map((file) => `${file} does not match its checksum`),
    ...sfv.missing.map((file) => `${file} is missing`),
  ];
  return [`    release ${name || 'without a title'}, ${films}`, ...(faults ?? []).map((fault) => `    ${fault}`)];
}

/** `1:02.0–1:05.5`, or one time when both read the same. */
function span(start: number, end: number): string {
  const [from, to] = [formatTime(start), formatTime(end)];
  return from === to ? from : `${from}–${to}`;
}

/** Seconds as `1:02:03.4` or `2:03.4`. */
export function formatTime(seconds: number): string {
  const tenths = Math.round(seconds * 10);
  const [hours, minutes] = [Math.floor(tenths / 36_000), Math.floor(tenths / 600) % 60];
  const rest = ((tenths % 600) / 10).toFixed(1).padStart(4, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}
