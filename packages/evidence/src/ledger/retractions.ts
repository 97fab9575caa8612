import { checkList, checkObject, checkString } from '@streetdate/core/internal';
import type { Library, ScannedFile } from '@streetdate/engine';
import type { CorrectionCause, DraftCopy } from '../drafts/draft-facts.ts';
import { DRAFT_LANGUAGES, type DraftLanguage, writingIn } from '../drafts/language.ts';
import { type Told as Sentence, summaryInWords } from '../words/summaries.ts';
import { decodeEntry, type LedgerEntry, type LedgerEvent } from './entry.ts';
import type { Ledger } from './ledger.ts';

/** What can be taken back, and what cannot. */
export interface Retractions {
  /** The copies that hosts were told of while their scan was called a leak, and that no longer are. In order of hosts and letters. */
  readonly copies: readonly DraftCopy[];
  /** Scans that nothing can be taken back of, each with the reason in words. */
  readonly refused: readonly { readonly scanId: string; readonly reason: string }[];
}

/** Options for {@link findRetractions}. */
export interface RetractionOptions {
  /** The language in which it is told what a scan was called, where its letter does not say so. @defaultValue `en` */
  readonly language?: DraftLanguage | undefined;
}

type AccusingVerdict = Extract<LedgerEvent, { kind: 'verdict' }>;

/** A letter of the ledger, and what its scans were called when it was written. */
interface Told {
  readonly host: string;
  readonly at: string;
  readonly copy: Extract<LedgerEvent, { kind: 'letter' }>['copies'][number];
  /** The language of the letter, where that is known. */
  readonly language: string | undefined;
  /** The accusing verdict then. */
  readonly said: AccusingVerdict;
}

/**
 * Finds what hosts were told that no longer holds: copies in letters of the ledger whose scan was called a leak when the letter was written, and is
 * not called one now.
 * @param names - Ids of scans, or paths of scanned files. @defaultValue every scan that a letter names
 * @throws StreetdateError for a name that no scan goes by.
 */
export async function findRetractions(
  library: Library,
  ledger: Ledger,
  names?: readonly string[],
  options: RetractionOptions = {},
): Promise<Retractions> {
  checkObject('library', library);
  checkObject('ledger', ledger);
  if (names !== undefined) checkList('names', names, checkString);
  checkObject('options', options);
  const { language = 'en' } = options;
  if (!DRAFT_LANGUAGES.includes(language)) throw new RangeError(`language must be one of ${DRAFT_LANGUAGES.join(', ')}, got ${language}`);
  const entries: LedgerEntry[] = [];
  for await (const { text } of ledger.lines()) {
    const entry = decodeEntry(text);
    if (!('reason' in entry)) entries.push(entry);
  }
  const { told, accused, rejected } = readLetters(entries);
  const copies: DraftCopy[] = [];
  const refused: { scanId: string; reason: string }[] = [];
  const wanted = names ?? [...told.keys()];
  for await (const outcome of wanted.length === 0 ? [] : library.judgeAgain(wanted)) {
    if ('error' in outcome) throw outcome.error;
    const { scanId } = outcome;
    const letters = told.get(scanId) ?? [];
    if (!accused.has(scanId)) refused.push({ scanId, reason: 'the ledger has no verdict that called it a leak' });
    else if (letters.length === 0) refused.push({ scanId, reason: 'the ledger has no letter that told a host so' });
    else {
      const cause = rejected.has(scanId) ? 'rejected' : causeOf(outcome);
      if (typeof cause === 'object') refused.push({ scanId, reason: cause.reason });
      else copies.push(...letters.map((letter) => correctedCopy(scanId, letter, cause, language)));
    }
  }
  copies.sort((one, other) => (one.host < other.host ? -1 : one.host > other.host ? 1 : 0));
  return { copies: withoutRepetition(copies), refused };
}

function readLetters(entries: readonly LedgerEntry[]) {
  const told = new Map<string, Told[]>();
  const accused = new Set<string>();
  const rejected = new Set<string>();
  /** The verdict on each scan that is called a leak at that point of the ledger. */
  const standing = new Map<string, AccusingVerdict>();
  for (const { at, event } of entries) {
    if (event.kind === 'verdict') {
      rejected.delete(event.scanId);
      if (event.verdict === 'pre-release-leak') {
        standing.set(event.scanId, event);
        accused.add(event.scanId);
      } else standing.delete(event.scanId);
    }
    if (event.kind === 'decision') {
      if (event.decision === 'rejected') rejected.add(event.scanId);
      else rejected.delete(event.scanId);
    }
    if (event.kind !== 'letter' || event.template === 'retraction') continue;
    for (const copy of event.copies) {
      const said = copy.scanId === undefined ? undefined : standing.get(copy.scanId);
      if (copy.scanId === undefined || said === undefined) continue;
      // A letter about all copies went to nobody in particular.
      const host = event.host === 'case' ? hostOf(copy.location) : event.host;
      told.set(copy.scanId, [...(told.get(copy.scanId) ?? []), { host, at, language: event.language, copy, said }]);
    }
  }
  return { told, accused, rejected };
}

function correctedCopy(scanId: string, told: Told, cause: CorrectionCause, language: DraftLanguage): DraftCopy {
  const { host, at, copy, said } = told;
  const { location, title, finding } = copy;
  const { text, lang } = finding === undefined ? sayAgain(said, language) : { text: finding, lang: languageOf(finding, told) };
  const foreign = lang !== undefined && lang !== language && { findingLanguage: lang };
  return { host, location, title, finding: text, ...foreign, scanId, correction: { toldAt: at.slice(0, 10), cause } };
}

/** What a scan was called, in a language. Entries of the first form have an English sentence alone. */
function sayAgain(said: AccusingVerdict, language: DraftLanguage): Sentence {
  const judged = 'judged' in said ? said.judged.find(({ verdict }) => verdict.summary === said.summary) : undefined;
  if (judged === undefined) return { text: said.summary, lang: 'en' };
  return summaryInWords(judged.verdict, nameOf(judged.title), writingIn(language));
}

/** The language of what a letter said, which is quoted as it was; undefined where it is not known. */
function languageOf(finding: string, { said, language }: Told): DraftLanguage | undefined {
  if (finding === said.summary) return 'en';
  return DRAFT_LANGUAGES.find((each) => each === language);
}

function nameOf({ name }: Readonly<Record<string, unknown>>): string {
  return typeof name === 'string' ? name : '';
}

/** Why a verdict is no accusation, or why it still is one. */
function causeOf({ verdict, matches }: ScannedFile): CorrectionCause | { readonly reason: string } {
  switch (verdict.kind) {
    case 'pre-release-leak':
      return { reason: `it is still called a leak: ${verdict.summary}` };
    case 'published-material':
      return 'published';
    case 'authorised':
      return 'allowed';
    case 'released-copy':
      return 'released';
    case 'no-match':
      return matches.length > 0 ? 'excluded' : 'removed';
    case 'needs-review': {
      if (verdict.reasons.includes('dispute-upheld')) return 'dispute-upheld';
      const open = (verdict.disputes ?? []).map(({ id }) => id).join(', ');
      return open === '' ? 'review' : { reason: `it is disputed, and nobody has decided yet (${open}): end the dispute first` };
    }
  }
}

function hostOf(location: string): string {
  return URL.canParse(location) ? new URL(location).hostname || location : location;
}

/** Of a copy that a host was told of several times, the first. */
function withoutRepetition(copies: readonly DraftCopy[]): DraftCopy[] {
  const first = new Map<string, DraftCopy>();
  for (const copy of copies) {
    const key = JSON.stringify([copy.host, copy.location, copy.title]);
    if (!first.has(key)) first.set(key, copy);
  }
  return [...first.values()];
}
