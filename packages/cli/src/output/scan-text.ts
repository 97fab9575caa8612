import { isccCodeOfUnits } from '@streetdate/engine';
import type { ScanRecord } from '@streetdate/engine/records';
import { describeSureness } from '@streetdate/matcher/internal';
import { byTitle } from './by-title.ts';
import { claimInWords } from './claim-words.ts';
import { coverageInWords } from './coverage-words.ts';
import { discsInWords } from './disc-words.ts';
import { escapeText } from './escape.ts';
import { formatTime } from './format-time.ts';
import { barsInWords, coveredInWords, cropInWords, insetInWords, tiltInWords } from './geometry-words.ts';
import { missingInWords } from './missing-words.ts';
import { searchInWords } from './search-words.ts';
import { placesInWords } from './seen-words.ts';
import { sourcesInWords } from './source-words.ts';
import { PLAIN, type TextOptions } from './style.ts';

const LABELS: Readonly<Record<ScanRecord['verdict']['kind'], string>> = {
  'pre-release-leak': 'PRE-RELEASE LEAK',
  'needs-review': 'NEEDS REVIEW',
  authorised: 'authorised',
  'released-copy': 'released copy',
  'published-material': 'published',
  'no-match': 'no match',
};

/** A scanned file for people: verdict and path, then each title with its renditions, how sure they are, their segments and one explanation. */
export function scanText(scan: ScanRecord, { style = PLAIN, verbose = false }: TextOptions = {}): string {
  const { kind } = scan.verdict;
  const lines: string[] = [];
  if (scan.release) lines.push(...releaseLines(scan.release));
  const claim = claimInWords(scan);
  if (claim !== undefined) lines.push(`    ${claim}`);
  for (const { title, matches, sources, verdicts } of byTitle(scan.matches)) {
    for (const match of matches) lines.push(...matchLines(match, title, scan.kind));
    for (const words of sources ? sourcesInWords(sources) : []) lines.push(`      ${words}`);
    for (const { summary, referenceIds } of verdicts) {
      lines.push(`      ${verdicts.length > 1 ? `[${referenceIds.join(', ')}] ` : ''}${summary}`);
    }
  }
  for (const place of placesInWords(scan.seen ?? [])) lines.push(`    ${place}`);
  const code = verbose ? isccCodeOfUnits(scan.iscc ?? {}) : undefined;
  if (code !== undefined) lines.push(`    ISCC-CODE ${code}`);
  if (scan.kind === 'sound') lines.push('    it has no picture: only its sound was searched');
  const coverage = coverageInWords(scan.look);
  if (coverage !== undefined) lines.push(`    ${coverage}`);
  const missing = missingInWords(scan.partial);
  if (missing !== undefined) lines.push(`    not searched yet: ${missing}`);
  if (scan.damage) lines.push(`    only ${formatTime(scan.damage.secondsCovered)} could be read: ${scan.damage.reason}`);
  if (scan.search) lines.push(...searchInWords(scan.search).map((line) => `    ${line}`));
  const head = `${style(kind, LABELS[kind].padEnd(16))}  ${escapeText(scan.path)}`;
  return [head, ...lines.map(escapeText)].join('\n');
}

/** One rendition and its segments. */
function matchLines(match: ScanRecord['matches'][number], title: string, kind: ScanRecord['kind']) {
  const { referenceId, segments, discs, manifestSha256 } = match;
  const lines = [`    ${title} [${referenceId}]: ${describeSureness(match)}`];
  for (const disc of discsInWords(discs ?? [])) lines.push(`      enrolled from ${disc}`);
  if (manifestSha256 !== undefined) lines.push('      its C2PA manifest is recovered through this match; `streetdate c2pa FILE` prints it');
  for (const segment of segments) {
    const extras = [
      segment.speed < 0 && 'played backwards',
      Math.abs(Math.abs(segment.speed) - 1) > 0.0005 && `at ${Math.abs(segment.speed).toFixed(4)} × speed`,
      segment.foundBy === 'sound' && 'by sound only',
      insetInWords(segment),
      barsInWords(segment),
      segment.queryView.startsWith('tilted') && 'tilted',
      tiltInWords(segment.tilt),
      segment.cutOut ? cropInWords(segment.cutOut, segment.cutOutAtEnd) : segment.referenceView !== 'active' && 'edges cropped',
      coveredInWords(segment.covered),
      segment.mirrored && 'mirrored',
      segment.inverted === true && 'as a negative',
      segment.rotation !== 0 && `rotated by ${segment.rotation}°`,
    ].filter((extra) => extra !== false);
    const there = span(segment.referenceStart, segment.referenceEnd);
    const here = kind === 'still' ? 'the picture' : span(segment.queryStart, segment.queryEnd);
    lines.push(`      ${here} shows ${[there, ...extras].join(', ')}`);
  }
  return lines;
}

/** A release in a few lines. */
function releaseLines({ title, year, group, media, sfv }: NonNullable<ScanRecord['release']>): string[] {
  const name = [title, year !== undefined && `(${year})`, group !== undefined && `by ${group}`].filter(Boolean).join(' ');
  const number = `${media.length} ${media.length === 1 ? 'film' : 'films'}`;
  const faults = sfv && [
    ...sfv.wrong.map((file) => `${file} does not match its checksum`),
    ...sfv.missing.map((file) => `${file} is missing`),
  ];
  // The record above is that of the gravest film.
  const films = media.flatMap((film) => (film.verdict === undefined ? [] : [`${film.path}: ${LABELS[film.verdict]}`]));
  const judged = films.length > 1 ? films : [];
  return [`    release ${name || 'without a title'}, ${number}`, ...[...judged, ...(faults ?? [])].map((line) => `    ${line}`)];
}

/** `1:02.0–1:05.5`, or one time if both would read the same. */
function span(start: number, end: number): string {
  const [from, to] = [formatTime(start), formatTime(end)];
  return from === to ? from : `${from}–${to}`;
}
