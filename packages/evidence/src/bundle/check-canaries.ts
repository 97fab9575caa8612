import { weighCanary } from '@streetdate/marks/internal/code';
import type { LedgerEntry, LedgerEvent } from '../ledger/entry.ts';
import type { CaseFile } from './case-file.ts';
import { filmNames } from './film-names.ts';
import type { Findings } from './report.ts';

type ReadingEvent = Extract<LedgerEvent, { kind: 'canary-reading' }>;
type IssueEvent = Extract<LedgerEvent, { kind: 'canary-issue' }>;
type Issue = Omit<LedgerEntry, 'event'> & { readonly event: IssueEvent };

/** Entries have two decimals. */
const ROUNDING = 0.0051;

/** Decimal logarithms between which a reading from pictures tells a choice: a smaller ratio is not told, and none is stated as greater. */
const [LEAST_READ, MOST_READ] = [2, 6];

/**
 * Compares each enclosed reading of canaries again with the copies that the enclosed entries issued: which of them agree with all that was seen, and
 * with what likelihood ratio. What was seen rests on the signer.
 */
export function checkCanaries(content: CaseFile, entries: readonly LedgerEntry[], findings: Findings): void {
  const issues = entries.flatMap((entry) => (entry.event.kind === 'canary-issue' ? [entry as Issue] : []));
  const films = filmNames(content, entries);
  const used = new Set<Issue>();
  for (const { position, event } of entries) {
    if (event.kind !== 'canary-reading') continue;
    const fail = (what: string) => findings.add('fails', 'numbers', `Entry ${position}, the comparison of canaries: ${what}.`);
    const fileName = event.fileSha256 === undefined ? undefined : films.get(event.fileSha256);
    if (fileName === undefined) {
      const named = event.fileSha256 === undefined ? 'it names no file' : `it is of a file with the SHA-256 ${event.fileSha256}`;
      fail(`${named}, which is none of the scanned ones`);
      continue;
    }
    if (event.set === undefined) {
      const what = `the comparison of canaries in ${fileName}: it names no list of issued copies, so that it cannot be made again`;
      findings.add('asserted', 'numbers', `Entry ${position}, ${what}.`);
    }
    const before = issues.filter((issue) => issue.position < position && event.set !== undefined && issue.event.set === event.set);
    for (const issue of before) used.add(issue);
    const fault = faultOf(event, before);
    if (fault === undefined) nameReading(position, fileName, event, before, findings);
    else fail(fault);
  }
  for (const issue of issues) {
    if (used.has(issue)) continue;
    const left = 'no comparison that follows is enclosed: one may have been left out';
    findings.add('asserted', 'ledger', `Entry ${issue.position} records that copies with canaries were issued, and ${left}.`);
  }
  nameContradictions(entries, findings);
}

type IssuedCopy = IssueEvent['copies'][number];

/** Why a comparison cannot be right; undefined where all that can be computed is as it states. */
function faultOf(event: ReadingEvent, before: readonly Issue[]): string | undefined {
  const { seen, consistent, canaries, issued } = event;
  const doubled = twice(seen.map(({ name }) => name)) ?? twice(consistent.map(({ recipient }) => recipient));
  if (doubled !== undefined) return `it states ${doubled} twice`;
  if (seen.length > canaries) return `it states that ${seen.length} of ${canaries} canaries were seen`;
  const unread = seen.find(({ by, logRatio = 0 }) => by === 'pictures' && !(logRatio >= LEAST_READ && logRatio <= MOST_READ));
  if (unread !== undefined)
    return `${unread.name} = ${unread.choice} is stated to be read from the pictures with a ratio of 10^${unread.logRatio ?? 0}, and a reading lies between 10^${LEAST_READ} and 10^${MOST_READ}`;
  const unweighed = seen.find(({ by, logRatio }) => by !== 'pictures' && logRatio !== undefined);
  if (unweighed !== undefined) return `${unweighed.name} = ${unweighed.choice} has a ratio, and was not read from the pictures`;
  if (consistent.length > issued) return `it names ${consistent.length} of ${issued} issued copies`;
  const wrong = consistent.find(({ agree }) => agree !== seen.length || agree === 0);
  if (wrong !== undefined)
    return `${wrong.agree} canaries are stated to agree with the copy issued to ${wrong.recipient}, of ${seen.length} seen`;
  const [first] = before;
  if (first === undefined) return variantFault(event);
  const own = JSON.stringify(first.event.canaries);
  for (const { position, event: issue } of before) {
    if (issue.title !== event.title) return `it is of the title ${event.title}, and entry ${position} issued copies of ${issue.title}`;
    if (JSON.stringify(issue.canaries) !== own) return `entries ${first.position} and ${position} issued copies with other canaries`;
    const odd = issue.copies.find(
      ({ choices }) => choices.length !== issue.canaries.length || choices.some((choice, at) => !(choice in issue.canaries[at]!.choices)),
    );
    if (odd !== undefined) return `the copy that entry ${position} issued to ${odd.recipient} has a choice that is none of its canaries`;
  }
  if (first.event.canaries.length !== canaries)
    return `it states ${canaries} canaries, and entry ${first.position} has ${first.event.canaries.length}`;
  const copies = before.flatMap(({ event: issue }) => issue.copies);
  const again = twice(copies.map(({ recipient }) => recipient));
  if (again !== undefined) return `two copies are recorded as issued to ${again}`;
  if (copies.length > issued) return `it states ${issued} issued copies, and ${copies.length} were issued by the entries before it`;
  const odd = event.variants?.find(({ name, choice }) => !hasChoice(first, name, choice));
  if (odd !== undefined)
    return `it was made by a film of ${odd.name} = ${odd.choice}, which is no choice of the canaries of entry ${first.position}`;
  return comparedAgain(event, first, copies) ?? variantFault(event);
}

function hasChoice({ event }: Issue, name: string, choice: string): boolean {
  return event.canaries.some((canary) => canary.name === name && canary.choices.includes(choice));
}

/** Why the films of a reading cannot be right: each choice has one, and what was read from the pictures has films of two choices or more. */
function variantFault({ seen, variants }: ReadingEvent): string | undefined {
  if (variants === undefined) return undefined;
  const doubled = twice(variants.map(({ name, choice }) => `${name} = ${choice}`));
  if (doubled !== undefined) return `it states two films of ${doubled}`;
  for (const { name, choice, by } of seen) {
    if (by !== 'pictures') continue;
    const films = variants.filter((film) => film.name === name);
    if (films.length < 2 || !films.some((film) => film.choice === choice))
      return `${name} = ${choice} is stated to be read from the pictures, and no film of ${films.length < 2 ? 'two choices' : 'it'} is stated`;
  }
  return undefined;
}

/** What the issued copies give, compared with what the entry states. */
function comparedAgain({ seen, consistent, issued }: ReadingEvent, first: Issue, copies: readonly IssuedCopy[]): string | undefined {
  const places: { readonly at: number; readonly choice: number; readonly name: string }[] = [];
  for (const { name, choice } of seen) {
    const at = first.event.canaries.findIndex((canary) => canary.name === name);
    const number = first.event.canaries[at]?.choices.indexOf(choice) ?? -1;
    if (number < 0) return `${name} = ${choice} is stated to be seen, which is no choice of the canaries of entry ${first.position}`;
    places.push({ at, choice: number, name });
  }
  const named = new Map(consistent.map((each) => [each.recipient, each]));
  // Copies that were issued without an entry may carry any choice: the ratio lies between both ends.
  const unknown = issued - copies.length;
  const ratio = (others: number) =>
    places.reduce((sum, { at, choice }) => {
      const carried = copies.filter(({ choices }) => choices[at] === choice).length;
      return sum + weighCanary(first.event.canaries[at]!.choices.length, carried + others, issued).agrees;
    }, 0);
  const [least, most] = [ratio(unknown), ratio(0)];
  for (const { recipient, choices } of copies) {
    const differs = places.filter(({ at, choice }) => choices[at] !== choice).map(({ name }) => name);
    const stated = named.get(recipient);
    if (stated === undefined && differs.length === 0 && places.length > 0)
      return `the copy issued to ${recipient} agrees with all that was seen, and is not named`;
    if (stated === undefined) continue;
    if (differs.length > 0) return `the copy issued to ${recipient} is named, and differs in ${differs.join(', ')}`;
    if (stated.logRatio < least - ROUNDING || stated.logRatio > most + ROUNDING) {
      const is = unknown === 0 ? `is ${most.toFixed(2)}` : `lies between ${least.toFixed(2)} and ${most.toFixed(2)}`;
      return `logRatio of the copy issued to ${recipient} is stated to be ${stated.logRatio}, and ${is}`;
    }
  }
  return undefined;
}

function nameReading(position: number, fileName: string, event: ReadingEvent, before: readonly Issue[], findings: Findings): void {
  const about = `Entry ${position}, the comparison of canaries in ${fileName}`;
  const assert = (what: string) => findings.add('asserted', 'numbers', `${about}: ${what}.`);
  const { seen, consistent, issued, canaries } = event;
  const how = { structure: 'read from the copy’s structure', person: 'stated by a person', pictures: 'read from its pictures' };
  const ratio = (logRatio?: number) => (logRatio === undefined ? '' : `, 10^${logRatio} times as likely as the next choice`);
  const shown = seen.map(({ name, choice, by, logRatio }) => `${name} = ${choice} (${how[by]}${ratio(logRatio)})`).join('; ');
  const rest = seen.length < canaries ? ` The others of ${canaries} canaries were not seen.` : '';
  findings.add(
    'asserted',
    'numbers',
    `${about}: ${shown === '' ? 'that none was seen.' : `that the file shows what was seen: ${shown}.${rest}`}`,
  );
  nameVariants(event, assert);
  const known = before.flatMap(({ position: by, event: { copies } }) => copies.map(({ recipient }) => ({ recipient, by })));
  if (consistent.length === 0 && seen.length > 0) {
    const none = `none of the ${issued} issued copies agrees with all that was seen`;
    if (known.length === issued) findings.add('holds', 'numbers', `${about}, was made again: ${none}.`);
    else assert(`that ${none}; to whom they were issued stays with the signer`);
  }
  if (consistent.length === 0) return;
  const named = consistent.map(({ recipient, logRatio }) => {
    const issue = known.find((copy) => copy.recipient === recipient);
    return { recipient, logRatio, issue };
  });
  const issuedBy = named.filter(({ issue }) => issue !== undefined);
  if (issuedBy.length > 0) {
    const copies = issuedBy.map(
      ({ recipient, logRatio, issue }) => `${recipient} (issued by entry ${issue!.by}; likelihood ratio 10^${logRatio})`,
    );
    const with_ = known.length === 1 ? 'the one copy' : `${known.length} copies`;
    findings.add(
      'holds',
      'numbers',
      `${about}, was made again with ${with_} that the entries before it issued: what was seen is consistent with ${copies.join(', and ')}. It says which issued copies fit, and not who passed one on.`,
    );
  }
  for (const { recipient } of named.filter(({ issue }) => issue === undefined))
    assert(`no entry before it records which canaries the copy issued to ${recipient} carries: that it agrees`);
  const without = issued - known.length;
  if (without > 0)
    assert(`${without} of the ${issued} issued ${issued === 1 ? 'copy' : 'copies'} stand in no enclosed entry: which of them fit as well`);
}

/** The films by which pictures were read: who has them can compare the digests. */
function nameVariants({ seen, variants }: ReadingEvent, assert: (what: string) => void): void {
  if (variants !== undefined && variants.length > 0) {
    const films = variants.map(({ name, choice, fileSha256 }) => `${name} = ${choice}: ${fileSha256}`).join('; ');
    assert(`which choice is in which of the films that its pictures were compared with; their SHA-256 are ${films}`);
  } else if (seen.some(({ by }) => by === 'pictures')) assert('which films its pictures were compared with: the entry names none');
}

/** Two comparisons of one file that saw a canary differently: somebody was mistaken, or the file was put together from several copies. */
function nameContradictions(entries: readonly LedgerEntry[], findings: Findings): void {
  const first = new Map<string, { readonly position: number; readonly choice: string }>();
  for (const { position, event } of entries) {
    if (event.kind !== 'canary-reading') continue;
    for (const { name, choice } of event.seen) {
      const key = JSON.stringify([event.fileSha256, event.set, name]);
      const before = first.get(key);
      if (before === undefined) first.set(key, { position, choice });
      else if (before.choice !== choice)
        findings.add(
          'notice',
          'ledger',
          `Entry ${position} states that ${name} = ${choice} was seen, and entry ${before.position} saw ${before.choice} in the same file.`,
        );
    }
  }
}

/** The first text that is there twice. */
function twice(texts: readonly string[]): string | undefined {
  return texts.find((text, at) => texts.indexOf(text) < at);
}
