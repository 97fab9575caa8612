import { StreetdateError } from '@streetdate/core/portable';
import { judge, type Match } from '@streetdate/matcher';
import { toHex } from '../bytes/bytes.ts';
import { sha256 } from '../bytes/hash.ts';
import type { CaseFile, CaseMatch, CaseScan } from './case-file.ts';
import { firstDifference } from './compare-values.ts';
import { matchIntervals } from './interval-match.ts';
import type { Findings } from './report.ts';
import { isSameSegment, shownSegment } from './same-segment.ts';

/** Computes every number and every verdict again, and compares. */
export function checkMatches(files: ReadonlyMap<string, Uint8Array>, content: CaseFile, findings: Findings): void {
  for (const scan of content.scans) {
    if (scan.matches.length === 0) findings.add('holds', 'verdict', `${scan.fileName}: no match is claimed.`);
    for (const match of scan.matches) {
      const name = `${scan.fileName}, ${match.title.name}`;
      try {
        checkNumbers(files, name, scan, match, findings);
        checkVerdict(name, scan, match, findings);
      } catch (error) {
        // A match or window that the matcher refuses is a fault of the bundle.
        if (!(error instanceof TypeError || error instanceof RangeError || error instanceof StreetdateError)) throw error;
        findings.add('fails', 'numbers', `${name}: it cannot be computed again: ${error.message}.`);
      }
      checkPictures(files, name, match, findings);
    }
  }
  findings.add(
    'unknown',
    'numbers',
    'The bundle holds the matched intervals. How often other intervals of the whole films look alike cannot be known from it.',
  );
  findings.add(
    'unknown',
    'verdict',
    'Who passed the copy on cannot be known from the bundle. A match is consistent with a copy of the reference, and names nobody.',
  );
}

function checkNumbers(files: ReadonlyMap<string, Uint8Array>, name: string, scan: CaseScan, match: CaseMatch, findings: Findings): void {
  const [query, reference] = [match.query, match.referenceInterval].map(({ file }) => files.get(`data/${file}`));
  if (query === undefined || reference === undefined) {
    findings.add('fails', 'numbers', `${name}: a fingerprint that the match is of is missing.`);
    return;
  }
  const computed = matchIntervals(query, reference, match.reference.id);
  const difference = firstDifference(match.recomputed, computed);
  if (difference !== undefined) {
    findings.add(
      'fails',
      'numbers',
      `${name}: ${difference.place || 'the match'} is claimed to be ${difference.one}, and is ${difference.other}.`,
    );
    return;
  }
  const claimed = scan.found.find(({ referenceId }) => referenceId === match.reference.id);
  if (claimed === undefined) {
    findings.add('fails', 'numbers', `${name}: the scan has no such match.`);
    return;
  }
  if (computed === null) {
    findings.add('unknown', 'numbers', `${name}: the enclosed intervals alone show no match; the scan had the whole films.`);
    return;
  }
  const numbers = computed.segments.reduce((sum, { distances }) => sum + distances.length, 0);
  findings.add(
    'holds',
    'numbers',
    `${name}: every number was computed again from the enclosed fingerprints. ${numbers} frames were compared, the mean distance is ${percent(computed)}, the score ${computed.score.toFixed(1)}.`,
  );
  const apart = apartFromScan(claimed, computed, match);
  findings.add(
    apart === undefined ? 'holds' : 'unknown',
    'numbers',
    apart === undefined
      ? `${name}: the scan of the whole film found the same intervals and distances.`
      : `${name}: the scan of the whole film had ${apart}; the enclosed intervals alone do not show it.`,
  );
}

function apartFromScan(claimed: Match, computed: Match, { query }: CaseMatch): string | undefined {
  const missing = claimed.segments.find((segment) => !computed.segments.some((other) => isSameSegment(segment, other, query.start)));
  return missing && shownSegment(missing);
}

function percent({ segments }: Match): string {
  return segments.map(({ meanDistance }) => meanDistance.toFixed(3)).join(', ');
}

function checkVerdict(name: string, scan: CaseScan, match: CaseMatch, findings: Findings): void {
  const claimed = scan.found.find(({ referenceId }) => referenceId === match.reference.id);
  if (claimed === undefined) return;
  const { title, reference, windows, sourceEvidence, published = [], heldBack = [], allowedBy = [], disputes = [], verdict } = match;
  const judged = judge(claimed, windows, scan.sighting, { title, reference, sourceEvidence, published, heldBack, allowedBy, disputes });
  const difference = firstDifference(verdict, JSON.parse(JSON.stringify(judged)));
  if (difference === undefined)
    findings.add('holds', 'verdict', `${name}: the verdict follows from the match, the windows and the sighting. ${verdict.summary}`);
  else
    findings.add(
      'fails',
      'verdict',
      `${name}: the verdict’s ${difference.place} is claimed to be ${difference.one}, and is ${difference.other}.`,
    );
  findings.add(
    'unknown',
    'verdict',
    `${name}: whether the windows, the publications of promos and the sighting are true cannot be known from the bundle. Their source answers for them.`,
  );
}

function checkPictures(files: ReadonlyMap<string, Uint8Array>, name: string, { pictures }: CaseMatch, findings: Findings): void {
  const paths = pictures.flatMap(({ query, reference }) => [query, reference].filter((path) => path !== undefined));
  for (const path of paths) {
    const file = files.get(`data/${path}`);
    const isNamed = file !== undefined && path === `pictures/${toHex(sha256(file))}.jpg`;
    if (!isNamed) findings.add('fails', 'pictures', `${name}: the picture ${path} is missing or another one.`);
  }
  if (paths.length > 0) {
    findings.add(
      'unknown',
      'pictures',
      `${name}: ${paths.length} pictures are for people to look at. That they are of the films cannot be computed from the fingerprints.`,
    );
  }
}
