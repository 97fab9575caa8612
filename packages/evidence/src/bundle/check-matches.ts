import { decodeFingerprint, StreetdateError } from '@streetdate/core/portable';
import { judge, type Match } from '@streetdate/matcher';
import { withoutFacts } from '@streetdate/matcher/internal';
import { toHex } from '../bytes/bytes.ts';
import { sha256 } from '../bytes/hash.ts';
import type { LedgerEntry } from '../ledger/entry.ts';
import { CHUNK_SECONDS, isIntervalOf } from '../proofs/fingerprint-tree.ts';
import { type CaseFile, type CaseMatch, type CaseScan, FIRST_BUNDLE_FORMAT } from './case-file.ts';
import { enrolmentOf, entriesOfScan } from './compare-entries.ts';
import { numbersOfWhole, unlikeScan } from './compare-match.ts';
import { firstDifference } from './compare-values.ts';
import { factsInWords } from './facts-in-words.ts';
import { matchIntervals } from './interval-match.ts';
import type { Findings } from './report.ts';

/** Computes every number and every verdict again, and compares. */
export function checkMatches(
  files: ReadonlyMap<string, Uint8Array>,
  content: CaseFile,
  entries: readonly LedgerEntry[],
  findings: Findings,
): void {
  const isFirst = content.format === FIRST_BUNDLE_FORMAT;
  for (const scan of content.scans) {
    if (scan.found.length === 0) findings.add('holds', 'verdict', `${scan.fileName}: no match is claimed.`);
    for (const [at, { referenceId }] of scan.found.entries()) {
      if (scan.found.findIndex((each) => each.referenceId === referenceId) < at)
        findings.add('fails', 'numbers', `${scan.fileName}: its match with ${referenceId} is stated twice.`);
      if (scan.matches.some(({ reference }) => reference.id === referenceId)) continue;
      findings.add('asserted', 'numbers', `${scan.fileName}: its match with ${referenceId} has no title, and is not computed again.`);
    }
    for (const match of scan.matches) {
      const name = `${scan.fileName}, ${match.title.name}`;
      try {
        checkNumbers(files, name, scan, match, isFirst, findings);
        if (!isFirst) checkIntervals(files, name, scan, match, entries, findings);
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

function checkNumbers(
  files: ReadonlyMap<string, Uint8Array>,
  name: string,
  scan: CaseScan,
  match: CaseMatch,
  isFirst: boolean,
  findings: Findings,
): void {
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
    findings.add('fails', 'numbers', `${name}: the match cannot be computed again: the enclosed intervals show none.`);
    return;
  }
  const numbers = computed.segments.reduce((sum, { distances }) => sum + distances.length, 0);
  findings.add(
    'holds',
    'numbers',
    `${name}: every number was computed again from the enclosed fingerprints. ${numbers} frames were compared, the mean distance is ${percent(computed)}, the score ${computed.score.toFixed(1)}.`,
  );
  const starts = { query: match.query.start, reference: match.referenceInterval.start };
  const unlike = unlikeScan(claimed, computed, starts);
  // Bundles of the first form were made of matches that need the whole films, too.
  const kind = unlike === undefined ? 'holds' : isFirst ? 'asserted' : 'fails';
  findings.add(
    kind,
    'numbers',
    unlike === undefined
      ? `${name}: the scan of the whole film found the same intervals and distances.`
      : `${name}: the enclosed intervals do not show what the scan of the whole film found: ${unlike}.`,
  );
  const own = unlike === undefined ? numbersOfWhole(claimed, computed, starts) : [];
  if (own.length > 0) {
    findings.add(
      'asserted',
      'numbers',
      `${name}: numbers of the scan that need the whole films, each with what the intervals give: ${own.join('; ')}.`,
    );
  }
}

/** Each enclosed interval must be of the fingerprint that the ledger has, and the reference's must not be the query's. */
function checkIntervals(
  files: ReadonlyMap<string, Uint8Array>,
  name: string,
  scan: CaseScan,
  { title, query, reference, referenceInterval, referenceFingerprintSha256 }: CaseMatch,
  entries: readonly LedgerEntry[],
  findings: Findings,
): void {
  if (query.file === referenceInterval.file || scan.fingerprint?.root === enrolmentOf(reference.id, entries)?.fingerprint.root) {
    findings.add('fails', 'numbers', `${name}: the query is enclosed as its own reference.`);
  }
  const sides = [
    ['query', query, entriesOfScan(scan.scanId, entries).scan?.event.fingerprint],
    ['reference', referenceInterval, enrolmentOf(reference.id, entries)?.fingerprint],
  ] as const;
  for (const [side, { start, end, file, chunks }, tree] of sides) {
    const bytes = files.get(`data/${file}`);
    // What lacks is named elsewhere.
    if (bytes === undefined || chunks === undefined || tree === undefined) continue;
    const interval = decodeFingerprint(bytes);
    const isPlaced =
      tree.chunkSeconds === CHUNK_SECONDS && start === CHUNK_SECONDS * chunks.first && Math.abs(end - start - interval.duration) < 0.001;
    if (isPlaced && isIntervalOf(interval, chunks, tree)) {
      const seconds = interval.kind === 'still' ? 'the still' : `seconds ${start} to ${end}`;
      findings.add('holds', 'numbers', `${name}: ${seconds} of the ${side} are shown to be of the fingerprint that the ledger has.`);
    } else findings.add('fails', 'numbers', `${name}: the interval of the ${side} is not of the fingerprint that the ledger has.`);
  }
  if (scan.fingerprint !== undefined) {
    findings.add(
      'asserted',
      'numbers',
      `${name}: that the reference ${reference.id} is the film of this title. Compare the root of its enrolment with your own disc. ${factsInWords({ title, reference, referenceFingerprintSha256 })}.`,
    );
  }
}

function percent({ segments }: Match): string {
  return segments.map(({ meanDistance }) => meanDistance.toFixed(3)).join(', ');
}

function checkVerdict(name: string, scan: CaseScan, match: CaseMatch, findings: Findings): void {
  const claimed = scan.found.find(({ referenceId }) => referenceId === match.reference.id);
  if (claimed === undefined) return;
  const { title, reference, windows, sourceEvidence, published = [], heldBack = [], allowedBy = [], disputes = [], verdict } = match;
  const judged = judge(claimed, windows, scan.sighting, { title, reference, sourceEvidence, published, heldBack, allowedBy, disputes });
  // An older version has no facts beside its sentences.
  const isOld = firstDifference(verdict, withoutFacts(verdict)) === undefined;
  const difference = firstDifference(verdict, isOld ? withoutFacts(judged) : JSON.parse(JSON.stringify(judged)));
  if (difference === undefined)
    findings.add('holds', 'verdict', `${name}: the verdict follows from the match, the windows and the sighting. ${verdict.summary}`);
  else
    findings.add(
      'fails',
      'verdict',
      `${name}: the verdict’s ${difference.place} is claimed to be ${difference.one}, and is ${difference.other}.`,
    );
  findings.add(
    'asserted',
    'verdict',
    `${name}: whether the windows, the publications of promos and the sighting are true cannot be known from the bundle. Their source answers for them. ${factsInWords({ windows, ...{ sighting: scan.sighting, sourceEvidence, published, heldBack, allowedBy, disputes } })}.`,
  );
}

function checkPictures(files: ReadonlyMap<string, Uint8Array>, name: string, { pictures }: CaseMatch, findings: Findings): void {
  const paths = pictures.flatMap(({ query, reference }) => [query, reference].filter((path) => path !== undefined));
  for (const path of paths) {
    const file = files.get(`data/${path}`);
    const isNamed = file !== undefined && path === `pictures/${toHex(sha256(file))}.jpg`;
    if (!isNamed) findings.add('fails', 'pictures', `${name}: the picture ${path} is missing or another one.`);
  }
  const times = pictures.map(({ queryTime, referenceTime }) => `${queryTime} and ${referenceTime}`);
  if (paths.length > 0) {
    findings.add(
      'asserted',
      'pictures',
      `${name}: ${paths.length} pictures are for people to look at. That they are of the films cannot be computed from the fingerprints. They are said to be of the seconds ${times.join(', ')} of both.`,
    );
  }
}
