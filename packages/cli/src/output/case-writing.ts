import type { DraftLanguage } from '@streetdate/evidence';
import { DE, durationInWords, EN, ES, FR, fill, type PageWords, type Same } from '@streetdate/evidence/internal/words';
import german from './case-words/de.ts';
import english from './case-words/en.ts';
import spanish from './case-words/es.ts';
import french from './case-words/fr.ts';

/** A language of a case's page. */
export type CaseLanguage = DraftLanguage;

/** How the page of a case is written: in its own words, and in those that it shares with the console. */
export interface CaseWriting {
  /** The words that it shares with other pages. */
  readonly words: PageWords;
  /** Its own words. */
  readonly own: Same<typeof english>;
  /** The language of its numbers, and of the page. */
  readonly locale: CaseLanguage;
}

/** {@link CaseWriting} by language. */
export const CASE_WRITINGS: Readonly<Record<CaseLanguage, CaseWriting>> = {
  en: { words: EN, own: english, locale: 'en' },
  fr: { words: FR, own: french, locale: 'fr' },
  de: { words: DE, own: german, locale: 'de' },
  es: { words: ES, own: spanish, locale: 'es' },
};

/** The case in English, as on a terminal. */
export const CASE_IN_ENGLISH = CASE_WRITINGS.en;

/** A message of a case's page. `count` chooses its form. */
export function say(
  word: keyof typeof english,
  { own, locale }: CaseWriting,
  values: Readonly<Record<string, string | number>> = {},
): string {
  return fill(own[word], values, locale);
}

/** {@link say} in one language. */
export function sayIn(writing: CaseWriting) {
  return (word: keyof typeof english, values: Readonly<Record<string, string | number>> = {}): string => say(word, writing, values);
}

/** A channel of release in words; English has its name in the notation of windows. */
export function channelInWords(channel: string, { words, locale }: CaseWriting): string {
  const word = `channel.${channel}`;
  return locale !== 'en' && Object.hasOwn(words, word) ? fill(words[word as keyof PageWords], {}, locale) : channel;
}

/** `2026-01-03 04:05 UTC`, in other languages in their order. */
export function shortTime(instant: string, { locale }: CaseWriting = CASE_IN_ENGLISH): string {
  if (locale === 'en') return `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;
  const form = { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' } as const;
  return `${new Intl.DateTimeFormat(locale, form).format(new Date(instant))} UTC`;
}

/** A day, YYYY-MM-DD, in the language's order; English leaves it as it is. */
export function shortDay(day: string, { locale }: CaseWriting): string {
  if (locale === 'en' || !/^\d{4}-\d\d-\d\d$/.test(day)) return day;
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(day));
}

/** A span by its two largest units: `2 s`, `12 min`, `3 h 30 min`, `2 days`. */
export function secondsInWords(seconds: number, writing: CaseWriting = CASE_IN_ENGLISH): string {
  return durationInWords(seconds, writing);
}
