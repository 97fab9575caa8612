import { fill, type Same } from '@streetdate/matcher/internal';
import en from './en.ts';

/** What pages call things, in one language. */
export type PageWords = Same<typeof en>;

/** How a page writes. */
export interface Writing {
  /** The words of its language. */
  readonly words: PageWords;
  /** The language of its numbers, a tag of BCP 47 such as `en` or `de-CH`. */
  readonly locale: string;
}

/** How the report, the case page and the command line write. */
export const IN_ENGLISH: Writing = { words: en, locale: 'en' };

/** A word of {@link PageWords}, with its values. `count` chooses its form. */
export function inWords(word: keyof PageWords, { words, locale }: Writing, values: Readonly<Record<string, string | number>> = {}): string {
  return fill(words[word], values, locale);
}
