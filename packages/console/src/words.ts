/// <reference types="vite/client" />
import type { Message, Same } from './message.ts';
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

/** Puts values into a message. */
export function fill(message: Message, values: Readonly<Record<string, string | number>>, inLocale: string): string {
  const form = typeof message === 'string' ? message : formOf(message, Number(values.count), inLocale);
  return form.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? value.toLocaleString(inLocale) : value;
  });
}

function formOf(message: Exclude<Message, string>, count: number, inLocale: string): string {
  return message[new Intl.PluralRules(inLocale).select(count)] ?? message.other;
}
