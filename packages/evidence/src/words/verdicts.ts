import { type Fact, isFact, type Telling, tellFact, tellWindows } from '@streetdate/matcher/internal';
import { evidenceInWords, signInWords } from './sources.ts';
import { chanceInWords } from './units.ts';
import type { Writing } from './writing.ts';

/** Windows, and publications of promos, that have a name in every language. */
export type ToldWindow = Parameters<typeof tellWindows>[0][number];

/**
 * A finding of a verdict as a sentence.
 * @param fact - `Finding.fact`, as it was stored.
 * @returns undefined where the fact is of a later version, or cannot be read: its own sentence is in English.
 */
export function findingInWords(fact: unknown, writing: Writing): string | undefined {
  return isFact(fact) ? tellSafely(() => tellFact(fact, tellingIn(writing))) : undefined;
}

/**
 * Windows in words, the first three by name: `cinema release (United States, 10 Mar 2026, America/New_York) and 2 more`.
 * @returns undefined where one cannot be read.
 */
export function windowsInWords(windows: readonly ToldWindow[], writing: Writing): string | undefined {
  return tellSafely(() => tellWindows(windows, tellingIn(writing)));
}

/** Stored facts may be those of a later version, with other channels or times. */
function tellSafely(tell: () => string): string | undefined {
  try {
    return tell();
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return undefined;
    throw error;
  }
}

function tellingIn(writing: Writing): Telling {
  const { words, locale } = writing;
  return {
    ...{ words, locale },
    territory: (code) => countryInWords(code, locale),
    time: (text) => storedTime(text, locale),
    list: (all) => new Intl.ListFormat(locale, { type: 'conjunction' }).format(all),
    chance: (expectedFalseMatches) => chanceInWords(expectedFalseMatches, writing),
    evidence: (fact) => ({ reason: reasonOf(fact, writing), evidence: evidenceInWords(fact, writing) }),
  };
}

/** What a sign measures, in place of its own English sentence. What somebody stated stays in their words. */
function reasonOf({ sign, reason }: Extract<Fact, { says: 'source' }>, writing: Writing): string {
  if (sign === undefined) return reason.replace(/\.$/, '');
  const { name, measures } = signInWords(sign, writing);
  return measures === undefined ? name : `${name}: ${measures.replace(/\.$/, '')}`;
}

function countryInWords(code: string, locale: string): string {
  return new Intl.DisplayNames([locale], { type: 'region' }).of(code) ?? code;
}

/** A stored time as it was written, in the language's order: its zone is named beside it, so that nothing is converted. */
function storedTime(text: string, locale: string): string {
  const [, day, clock, offset = ''] = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)[\d:.]*(Z|[+-]\d\d:?\d\d)?)?$/.exec(text) ?? [];
  if (day === undefined) return text;
  const form: Intl.DateTimeFormatOptions = { timeZone: 'UTC', dateStyle: 'medium', ...(clock !== undefined && { timeStyle: 'short' }) };
  const written = new Intl.DateTimeFormat(locale, form).format(new Date(`${day}T${clock ?? '00:00'}Z`));
  return offset === '' ? written : `${written} UTC${offset === 'Z' ? '' : offset.replace('-', '−')}`;
}
