import { escapeText } from './escape.ts';
import { formatTime } from './format-time.ts';
import type { ConflictRecord, ExclusionRecord, NotCarriedRecord } from './held-back-record.ts';
import { PLAIN, type TextOptions } from './style.ts';

/** An interval of a film, as `1:02:03.4-1:02:10.0`. */
export function spanInWords({ start, end }: { readonly start: number; readonly end: number }): string {
  return `${formatTime(start)}-${formatTime(end)}`;
}

/** An exclusion for people: its id, where it is, and why. */
export function exclusionText(record: ExclusionRecord, { style = PLAIN }: TextOptions = {}): string {
  const { id, title, referenceId, reason, carriedFrom, removed } = record;
  const carried = carriedFrom === undefined ? '' : `, carried from ${carriedFrom}`;
  const words = `${title}: ${spanInWords(record)} of ${referenceId}${removed ? ' counts again' : ' is excluded'}: ${reason}${carried}`;
  return `${style('heading', escapeText(id))}  ${escapeText(words)}`;
}

/** What is not found in a rendition, and what can be done. */
export function notCarriedText({ referenceId, spans }: Pick<NotCarriedRecord, 'referenceId' | 'spans'>): string {
  const what = spans.map(spanInWords).join(', ');
  const advice = `if it is there, exclude it with --reference ${referenceId}`;
  return escapeText(`${referenceId}: ${what} ${spans.length === 1 ? 'is' : 'are'} not found in this rendition; ${advice}`);
}

const DECISION_WORDS: Readonly<Record<ConflictRecord['decision'], (record: ConflictRecord) => string>> = {
  undecided: () => 'undecided; until then it proves neither',
  shared: () => 'shared; it proves neither',
  excluded: () => 'excluded; it proves neither',
  mine: ({ title }) => `of ${title}; it proves nothing for the other`,
};

/** Shared footage for people: where both titles show it, and what was decided. */
export function conflictText(record: ConflictRecord, { style = PLAIN }: TextOptions = {}): string {
  const { id, title, referenceId, otherTitle, otherReferenceId, otherStart, otherEnd, decision, reason } = record;
  const other = { start: otherStart, end: otherEnd };
  const places = `${title}, ${spanInWords(record)} of ${referenceId}, is ${otherTitle}, ${spanInWords(other)} of ${otherReferenceId}`;
  const decided = `${DECISION_WORDS[decision](record)}${reason === undefined ? '' : `: ${reason}`}`;
  const pictures = (record.pictures ?? []).map((path) => `\n  ${escapeText(path)}`).join('');
  return `${style('heading', escapeText(id))}  ${escapeText(places)}\n  ${escapeText(decided)}${pictures}`;
}
