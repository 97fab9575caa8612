/** Languages of letters. Not every letter is there in each. */
export type DraftLanguage = 'en' | 'fr' | 'de' | 'es';

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
}

/** {@link CommonWords} by language. */
export const COMMON_WORDS: Readonly<Record<DraftLanguage, CommonWords>> = {
  en: {
    note: 'Draft. A person must read, correct and sign it before it is sent.',
    seen: 'seen',
    telephone: 'Telephone',
    email: 'E-mail',
  },
  fr: {
    note: 'Projet. Une personne doit le lire, le corriger et le signer avant l’envoi.',
    seen: 'vue le',
    telephone: 'Téléphone',
    email: 'Courriel',
  },
  de: {
    note: 'Entwurf. Ein Mensch muss ihn vor dem Versand lesen, berichtigen und unterschreiben.',
    seen: 'gesehen am',
    telephone: 'Telefon',
    email: 'E-Mail',
  },
  es: {
    note: 'Borrador. Una persona debe leerlo, corregirlo y firmarlo antes de enviarlo.',
    seen: 'vista el',
    telephone: 'Teléfono',
    email: 'Correo electrónico',
  },
};
