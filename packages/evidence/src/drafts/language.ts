import german from '../words/de.ts';
import spanish from '../words/es.ts';
import french from '../words/fr.ts';
import { IN_ENGLISH, type Writing } from '../words/writing.ts';

/** The languages of letters. Every letter is there in each. */
export const DRAFT_LANGUAGES = ['en', 'fr', 'de', 'es'] as const;

/** One of {@link DRAFT_LANGUAGES}. */
export type DraftLanguage = (typeof DRAFT_LANGUAGES)[number];

/** How letters in each language write verdicts: in the words of the console. */
const WRITINGS: Readonly<Record<DraftLanguage, Writing>> = {
  en: IN_ENGLISH,
  fr: { words: french, locale: 'fr' },
  de: { words: german, locale: 'de' },
  es: { words: spanish, locale: 'es' },
};

/** How a letter in a language writes verdicts. */
export function writingIn(language: DraftLanguage): Writing {
  return WRITINGS[language];
}

/** Words that all letters have in common. */
export interface CommonWords {
  /** What stands above each letter. */
  readonly note: string;
  /** Before the instant at which a copy was seen. */
  readonly seen: string;
  /** Before a telephone number. */
  readonly telephone: string;
  /** Before an e-mail address. */
  readonly email: string;
  /** Before a reference number. */
  readonly reference: string;
  /** Instead of a country. */
  readonly unknown: string;
  /** A colon, with the space that French has before it. */
  readonly colon: string;
  /** A number of servers. */
  readonly servers: (count: number) => string;
  /** A number of copies. */
  readonly copies: (count: number) => string;
  /** Below each page of a PDF. */
  readonly page: (page: number, pages: number) => string;
  /** Below a PDF whose font lacks characters. */
  readonly missingCharacters: string;
}

/** {@link CommonWords} by language. */
export const COMMON_WORDS: Readonly<Record<DraftLanguage, CommonWords>> = {
  en: {
    note: 'Draft. A person must read, correct and sign it before it is sent.',
    seen: 'seen',
    telephone: 'Telephone',
    email: 'E-mail',
    reference: 'Reference',
    unknown: 'unknown',
    colon: ':',
    servers: (count) => `${count} ${count === 1 ? 'server' : 'servers'}`,
    copies: (count) => `${count} ${count === 1 ? 'copy' : 'copies'}`,
    page: (page, pages) => `Page ${page} of ${pages}`,
    missingCharacters:
      'The font of this file lacks the characters in brackets: U+ is their number in Unicode. The text and the HTML page have them.',
  },
  fr: {
    note: 'Projet. Une personne doit le lire, le corriger et le signer avant l’envoi.',
    seen: 'vue le',
    telephone: 'Téléphone',
    email: 'Courriel',
    reference: 'Référence',
    unknown: 'inconnu',
    colon: ' :',
    servers: (count) => `${count} ${count === 1 ? 'serveur' : 'serveurs'}`,
    copies: (count) => `${count} ${count === 1 ? 'copie' : 'copies'}`,
    page: (page, pages) => `Page ${page} sur ${pages}`,
    missingCharacters:
      'La police de ce fichier ne comporte pas les caractères entre crochets : U+ est leur numéro Unicode. Le texte et la page HTML les comportent.',
  },
  de: {
    note: 'Entwurf. Ein Mensch muss ihn vor dem Versand lesen, berichtigen und unterschreiben.',
    seen: 'gesehen am',
    telephone: 'Telefon',
    email: 'E-Mail',
    reference: 'Aktenzeichen',
    unknown: 'unbekannt',
    colon: ':',
    servers: (count) => `${count} Server`,
    copies: (count) => `${count} ${count === 1 ? 'Kopie' : 'Kopien'}`,
    page: (page, pages) => `Seite ${page} von ${pages}`,
    missingCharacters:
      'Der Schrift dieser Datei fehlen die Zeichen in Klammern: U+ ist ihre Nummer in Unicode. Der Text und die HTML-Seite haben sie.',
  },
  es: {
    note: 'Borrador. Una persona debe leerlo, corregirlo y firmarlo antes de enviarlo.',
    seen: 'vista el',
    telephone: 'Teléfono',
    email: 'Correo electrónico',
    reference: 'Referencia',
    unknown: 'desconocido',
    colon: ':',
    servers: (count) => `${count} ${count === 1 ? 'servidor' : 'servidores'}`,
    copies: (count) => `${count} ${count === 1 ? 'copia' : 'copias'}`,
    page: (page, pages) => `Página ${page} de ${pages}`,
    missingCharacters:
      'La fuente de este archivo no tiene los caracteres entre corchetes: U+ es su número en Unicode. El texto y la página HTML los tienen.',
  },
};

/** The titles of a letter, from its words in each language. */
export function titlesOf(words: Readonly<Record<DraftLanguage, { readonly title: string }>>): Readonly<Record<DraftLanguage, string>> {
  const titles = DRAFT_LANGUAGES.map((language) => [language, words[language].title]);
  return Object.fromEntries(titles) as Record<DraftLanguage, string>;
}
