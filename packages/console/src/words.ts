/// <reference types="vite/client" />
import { fill, type Same, type Writing } from '@streetdate/evidence/internal/words';
import en from './words/en.ts';

/** Every message, in one language. */
type Words = Same<typeof en>;

/** The name of a message. */
export type Word = keyof typeof en;

/** One file a language: a further one needs no other change. */
const FILES = import.meta.glob<Words>(['./words/*.ts', '!./words/en.ts'], { import: 'default' });

/** The languages that there are messages in. */
export const LANGUAGES: readonly string[] = ['en', ...Object.keys(FILES).map(codeOf)].sort();

/** Where the choice of a person is kept. */
const KEPT = 'streetdate.language';

let words: Words = en;
let language = 'en';

function codeOf(file: string): string {
  return file.slice('./words/'.length, -'.ts'.length);
}

/** The language of the messages. */
export function currentLanguage(): string {
  return language;
}

/** The language for numbers and times: the browser's own variant of the language of the messages. */
export function locale(): string {
  return navigator.languages.find((each) => each.split('-', 1)[0] === language) ?? language;
}

/** How this page writes what other pages say as well. */
export function writing(): Writing {
  return { words, locale: locale() };
}

/** Takes the language that was chosen, or else the first of the browser's that there are messages in. */
export async function loadWords(chosen = localStorage.getItem(KEPT) ?? undefined): Promise<void> {
  const wanted = [...(chosen === undefined ? [] : [chosen]), ...navigator.languages].map((each) => each.split('-', 1)[0]!);
  language = wanted.find((each) => LANGUAGES.includes(each)) ?? 'en';
  words = language === 'en' ? en : await FILES[`./words/${language}.ts`]!();
  document.documentElement.lang = language;
}

/** Keeps the choice of a language. */
export function keepLanguage(code: string): void {
  localStorage.setItem(KEPT, code);
}

/** A message in the language that was chosen. `count` chooses its form; numbers are written as the language writes them. */
export function say(word: Word, values: Readonly<Record<string, string | number>> = {}): string {
  return fill(words[word] ?? en[word], values, locale());
}
