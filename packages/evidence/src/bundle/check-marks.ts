import {
  type BiasesOpening,
  biasesOfPoints,
  biasesText,
  logChanceOf,
  logRatioOf,
  scoreOf,
  softReadings,
  unpackCorrelations,
  unpackWord,
  type WordOpening,
  wordText,
} from '@streetdate/marks/internal/code';
import { fromBase64, toBytes, toHex } from '../bytes/bytes.ts';
import { sha256 } from '../bytes/hash.ts';
import type { LedgerEntry, LedgerEvent } from '../ledger/entry.ts';
import type { CaseFile } from './case-file.ts';
import { filmNames } from './film-names.ts';
import type { Findings } from './report.ts';

type IssueEvent = Extract<LedgerEvent, { kind: 'mark-issue' }>;
type ReadingEvent = Extract<LedgerEvent, { kind: 'mark-reading' }>;
type Issue = Omit<LedgerEntry, 'event'> & { readonly event: IssueEvent };

/** No set of marks is made for a higher chance of naming a copy that was not used. */
const HIGHEST_ODDS = 1e-6;
/** Entries have two decimals. */
const ROUNDING = 0.0051;

/**
 * Computes each enclosed reading of marks again, from the correlations of the segments and the words of the named copies: these must be the
 * ones that the ledger committed to when the copies were issued.
 */
export function checkMarks(content: CaseFile, entries: readonly LedgerEntry[], findings: Findings): void {
  const issues = entries.flatMap((entry) => (entry.event.kind === 'mark-issue' ? [entry as Issue] : []));
  const films = filmNames(content, entries);
  const used = new Set<Issue>();
  for (const { position, event } of entries) {
    if (event.kind !== 'mark-reading') continue;
    const fileName = films.get(event.fileSha256);
    const fail = (what: string) => findings.add('fails', 'numbers', `Entry ${position}, the reading of marks: ${what}.`);
    if (fileName === undefined) {
      fail(`it is of a file with the SHA-256 ${event.fileSha256}, which is none of the scanned ones`);
      continue;
    }
    const before = issues.filter((issue) => issue.position < position && issue.event.set === event.set);
    const read = readAgain(event, before);
    if ('reason' in read) {
      fail(read.reason);
      continue;
    }
    for (const issue of read.issues) used.add(issue);
    nameReading(position, fileName, event, read, findings);
  }
  for (const issue of issues) {
    if (used.has(issue)) continue;
    const left = 'no reading that names one of them is enclosed: one may have been left out';
    findings.add('asserted', 'ledger', `Entry ${issue.position} records that marked copies were issued, and ${left}.`);
  }
}

/** A reading that was computed again. */
interface ReadAgain {
  /** Where its numbers are those of the entry, and no number could be computed: why. */
  readonly unread?: string;
  /** The entries that its copies were issued by. */
  readonly issues: readonly Issue[];
  /** Copies to whose words no entry before the reading commits. */
  readonly loose: readonly string[];
}

function readAgain(event: ReadingEvent, before: readonly Issue[]): ReadAgain | { readonly reason: string } {
  const { code, odds, consistent } = event;
  if (odds > HIGHEST_ODDS)
    return { reason: `its threshold is a chance of ${odds}, and no set of marks is made for more than ${HIGHEST_ODDS}` };
  if (code === undefined) return { unread: 'it was recorded without the correlations of its segments', issues: [], loose: [] };
  const correlations = unpackCorrelations(fromBase64(code.correlations));
  if (correlations === undefined) return { reason: 'its correlations are an odd number of bytes' };
  const { readings, segmentsRead, strength } = softReadings(correlations);
  if (segmentsRead !== event.segmentsRead)
    return { reason: `segmentsRead is stated to be ${event.segmentsRead}, and is ${segmentsRead} by its correlations` };
  if (differs(strength, event.strength))
    return { reason: `strength is stated to be ${event.strength}, and is ${strength.toFixed(2)} by its correlations` };
  const stray = code.words.find(
    ({ serial }, at) => code.words.findIndex((each) => each.serial === serial) < at || !consistent.some((each) => each.serial === serial),
  );
  const strayReason = stray && `it opens the word of the copy ${stray.serial} twice, or without naming it`;
  const twice = consistent.find(({ serial }, at) => consistent.findIndex((each) => each.serial === serial) < at);
  if (twice !== undefined) return { reason: `it names the copy ${twice.serial} twice` };
  if (consistent.length === 0) return strayReason === undefined ? { issues: [], loose: [] } : { reason: strayReason };
  if (code.biases === undefined) return { reason: 'it names copies, and the biases of the code are missing' };
  const points = fromBase64(code.biases.points);
  const biases = biasesOfPoints(points, code.colluders);
  if (biases === undefined) return { reason: `its biases are none of a code for ${code.colluders} copies put together` };
  if (points.length !== readings.length) return { reason: `it has ${readings.length} segments, and its code has ${points.length}` };
  const issues: Issue[] = [];
  const loose: string[] = [];
  for (const { serial, ...stated } of consistent) {
    const opening = code.words.find((each) => each.serial === serial);
    if (opening === undefined) return { reason: `the word of the copy ${serial} is missing` };
    const issue = before.find(({ event: { copies } }) => copies.some((copy) => copy.serial === serial));
    if (issue !== undefined) issues.push(issue);
    const length = issue?.event.code?.segments;
    if (length !== undefined && length !== readings.length)
      return {
        reason: `its code has ${readings.length} segments, and entry ${issue!.position}, by which the copy ${serial} was issued, has ${length}`,
      };
    const fault = issue && commitmentFault(event, code.colluders, code.biases, opening, issue);
    if (fault !== undefined) return { reason: fault };
    if (issue?.event.code === undefined) loose.push(serial);
    const word = unpackWord(fromBase64(opening.bits), readings.length);
    if (word === undefined) return { reason: `the word of the copy ${serial} has another length than the code` };
    const logChance = logChanceOf(scoreOf(readings, word, biases), readings, biases);
    const logRatio = logRatioOf(readings, word, biases, Math.max(2, code.colluders));
    for (const [name, value] of Object.entries({ logChance, logRatio })) {
      const claimed = stated[name as 'logChance'];
      if (differs(claimed, value))
        return { reason: `${name} of the copy ${serial} is stated to be ${claimed}, and is ${value.toFixed(2)}` };
    }
    if (logChance > Math.log10(odds)) {
      const threshold = `the threshold is 10^${Math.log10(odds).toFixed(1)}`;
      return { reason: `the copy ${serial} is named, and its chance is 10^${logChance.toFixed(2)}: ${threshold}` };
    }
  }
  return strayReason === undefined ? { issues, loose } : { reason: strayReason };
}

/** Why a code is not the one that an entry committed to; undefined where it is, or where the entry commits to none. */
function commitmentFault(
  { set, odds }: ReadingEvent,
  colluders: number,
  biases: BiasesOpening,
  word: WordOpening,
  { position, event: { code, copies } }: Issue,
): string | undefined {
  if (code === undefined) return undefined;
  const issued = `entry ${position}, by which the copy ${word.serial} was issued,`;
  if (odds !== code.odds) return `its threshold is a chance of ${odds}, and ${issued} has ${code.odds}`;
  if (colluders !== code.colluders) return `its code is for ${colluders} copies put together, and ${issued} has ${code.colluders}`;
  if (digestOfText(biasesText(set, biases)) !== code.biasesSha256) return `the biases of its code are not those that ${issued} commits to`;
  const committed = copies.find(({ serial }) => serial === word.serial)?.wordSha256;
  return digestOfText(wordText(set, word)) === committed
    ? undefined
    : `the word of the copy ${word.serial} is not the one that ${issued} commits to`;
}

function nameReading(
  position: number,
  fileName: string,
  event: ReadingEvent,
  { unread, issues, loose }: ReadAgain,
  findings: Findings,
): void {
  const about = `Entry ${position}, the reading of marks in ${fileName}`;
  if (unread !== undefined) {
    findings.add('asserted', 'numbers', `${about}: ${unread}, so that none of its numbers can be computed again.`);
    return;
  }
  const copies = event.consistent.map(({ serial, logChance }) => {
    const issue = issues.find(({ event: { copies } }) => copies.some((copy) => copy.serial === serial));
    const to = issue?.event.copies.find((copy) => copy.serial === serial)?.recipient;
    const issued = issue === undefined ? 'no entry says to whom it was issued' : `issued to ${to} by entry ${issue.position}`;
    return `${serial} (${issued}; a copy that was not used scores as high with a chance of at most 10^${logChance})`;
  });
  const found = copies.length === 0 ? 'it names no copy' : `it is consistent with ${copies.join(', and ')}`;
  findings.add(
    'holds',
    'numbers',
    `${about}, was computed again from ${event.segmentsRead} segments, with the same numbers: ${found}. It says which copies were used, and not who passed them on.`,
  );
  for (const serial of loose) {
    findings.add(
      'asserted',
      'numbers',
      `${about}: no entry before it commits to the word of the copy ${serial}: that it is that of the issued copy.`,
    );
  }
  const pixels = 'that the correlations of its segments come from the pictures of this file and of the master';
  const others =
    copies.length === 0 ? 'that no other issued copy fits' : 'that the words were drawn by chance, and which other issued copies fit';
  findings.add('asserted', 'numbers', `${about}: ${pixels}, ${others}. The key and the film would show it.`);
}

function differs(one: number, other: number): boolean {
  return !(Math.abs(one - other) <= ROUNDING);
}

function digestOfText(text: string): string {
  return toHex(sha256(toBytes(text)));
}
