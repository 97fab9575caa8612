import type { Verdict } from '@streetdate/matcher';
import { dateInWords } from './date-words.ts';
import type { DraftLanguage } from './language.ts';

/** A verdict that calls a copy a leak. */
export type LeakVerdict = Extract<Verdict, { readonly kind: 'pre-release-leak' }>;

/** Names of channels, as they stand in the sentences below. */
const CHANNELS: Readonly<
  Record<Exclude<DraftLanguage, 'en'>, Readonly<Record<LeakVerdict['leadTimes'][number]['window']['channel'], string>>>
> = {
  fr: {
    ...{ theatrical: 'cinéma', digital: 'vente numérique', disc: 'disque', broadcast: 'télévision' },
    ...{ screener: 'copie de visionnage', licensed: 'licence', promo: 'promotion' },
  },
  de: {
    ...{ theatrical: 'Kino', digital: 'digitaler Verkauf', disc: 'Disc', broadcast: 'Fernsehen' },
    ...{ screener: 'Sichtungskopie', licensed: 'Lizenz', promo: 'Werbung' },
  },
  es: {
    ...{ theatrical: 'cine', digital: 'venta digital', disc: 'disco', broadcast: 'televisión' },
    ...{ screener: 'copia de visionado', licensed: 'licencia', promo: 'promoción' },
  },
};

/** The territory of a window that is open everywhere. */
const WORLD = { fr: 'monde', de: 'Welt', es: 'mundo' };

const SENTENCES: Readonly<Record<Exclude<DraftLanguage, 'en'>, (days: number, window: string, opens: string) => string>> = {
  fr: (days, window, opens) =>
    `Les images de la copie correspondent à l’œuvre. Elle a été vue au moins ${days} ${days === 1 ? 'jour' : 'jours'} avant l’ouverture de la fenêtre ${window}, le ${opens}.`,
  de: (days, window, opens) =>
    `Die Bilder der Kopie stimmen mit dem Werk überein. Sie wurde mindestens ${days} ${days === 1 ? 'Tag' : 'Tage'} vor dem Beginn der Auswertung ${window} gesehen, dem ${opens}.`,
  es: (days, window, opens) =>
    `Las imágenes de la copia coinciden con la obra. Fue vista al menos ${days} ${days === 1 ? 'día' : 'días'} antes de la apertura de la ventana ${window}, el ${opens}.`,
};

/** What was found of a leaked copy, in a sentence or two of a letter's language. In English it is the summary of the verdict. */
export function leakInWords({ summary, daysEarly, leadTimes }: LeakVerdict, language: DraftLanguage): string {
  const [first] = leadTimes;
  if (language === 'en' || first === undefined) return summary;
  const { territory, channel, opensAt } = first.window;
  const name = `${territory === 'WORLD' ? WORLD[language] : territory} (${CHANNELS[language][channel]})`;
  // The day alone: the opening of a window is a day in its own time zone.
  return SENTENCES[language](daysEarly, name, dateInWords(opensAt.slice(0, 10), language));
}
