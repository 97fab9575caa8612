import { checkString } from '@streetdate/core/internal';
import type { DraftLanguage } from './language.ts';

/** The months of each language, as they stand in a date. */
const MONTHS: Readonly<Record<DraftLanguage, readonly string[]>> = {
  en: 'January February March April May June July August September October November December'.split(' '),
  fr: 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' '),
  de: 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember'.split(' '),
  es: 'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre'.split(' '),
};

/** A day and, where it is known, a time in UTC. */
const FORMS: Readonly<Record<DraftLanguage, (day: number, month: string, year: number, time: string | undefined) => string>> = {
  en: (day, month, year, time) => `${day} ${month} ${year}${time === undefined ? '' : `, ${time} UTC`}`,
  fr: (day, month, year, time) => `${day === 1 ? '1er' : day} ${month} ${year}${time === undefined ? '' : ` à ${time} UTC`}`,
  de: (day, month, year, time) => `${day}. ${month} ${year}${time === undefined ? '' : `, ${time} Uhr UTC`}`,
  es: (day, month, year, time) => `${day} de ${month} de ${year}${time === undefined ? '' : `, ${time} UTC`}`,
};

/**
 * An instant in words of a language: `1 March 2026, 09:00 UTC`. A day without a time stays one. Text that is no instant of ISO 8601 is left as it
 * is: a person wrote it.
 */
export function dateInWords(text: string, language: DraftLanguage): string {
  checkString('text', text);
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text);
  const date = new Date(text);
  if (Number.isNaN(date.getTime()) || (!isDay && !/^\d{4}-\d\d-\d\dT.*(?:Z|[+-]\d\d:?\d\d)$/.test(text))) return text;
  const iso = date.toISOString();
  const time = isDay ? undefined : iso.slice(11, iso.slice(17, 19) === '00' ? 16 : 19);
  return FORMS[language](date.getUTCDate(), MONTHS[language][date.getUTCMonth()]!, date.getUTCFullYear(), time);
}
