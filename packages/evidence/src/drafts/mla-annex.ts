import { dateInWords } from './date-words.ts';
import type { DraftCopy } from './draft-facts.ts';
import { COPY_ELEMENTS, type LetterTemplate, workLines } from './draft-template.ts';
import { COMMON_WORDS, type DraftLanguage, titlesOf } from './language.ts';
import { authorityLines, byCountry, requestElement } from './request-elements.ts';

const ARTICLE = 'ETS No. 30, Article 14';

interface Words {
  readonly title: string;
  readonly authority: string;
  readonly offence: string;
  readonly facts: string;
  readonly data: string;
  readonly held: (copy: DraftCopy) => string;
}

const WORDS: Readonly<Record<DraftLanguage, Words>> = {
  en: {
    title: 'Annex to a request for mutual legal assistance: servers by country',
    authority: 'Requesting authority',
    offence: 'Offence',
    facts: 'Facts',
    data: 'Data asked for',
    held: ({ host, title, seenAt, location }) => `${host}: ${title}, seen since ${seenAt}, at ${location}`,
  },
  fr: {
    title: 'Annexe à une demande d’entraide judiciaire : serveurs par pays',
    authority: 'Autorité requérante',
    offence: 'Infraction',
    facts: 'Exposé des faits',
    data: 'Données demandées',
    held: ({ host, title, seenAt, location }) => `${host} : ${title}, vue depuis le ${seenAt}, à l’adresse ${location}`,
  },
  de: {
    title: 'Anlage zu einem Rechtshilfeersuchen: Server nach Ländern',
    authority: 'Ersuchende Behörde',
    offence: 'Straftat',
    facts: 'Sachverhalt',
    data: 'Erbetene Daten',
    held: ({ host, title, seenAt, location }) => `${host}: ${title}, gesehen seit ${seenAt}, unter ${location}`,
  },
  es: {
    title: 'Anexo a una solicitud de asistencia judicial: servidores por país',
    authority: 'Autoridad requirente',
    offence: 'Delito',
    facts: 'Exposición de los hechos',
    data: 'Datos solicitados',
    held: ({ host, title, seenAt, location }) => `${host}: ${title}, vista desde el ${seenAt}, en ${location}`,
  },
};

/**
 * An annex to a request for mutual legal assistance, after Article 14 of the European Convention on Mutual Assistance in Criminal Matters: the
 * servers by country, what each holds, and since when it was seen.
 */
export const mlaAnnex: LetterTemplate = {
  name: 'mla-annex',
  titles: titlesOf(WORDS),
  scope: 'case',
  elements: [
    requestElement(`${ARTICLE}(1)(a)`, 'authority', 'the authority making the request'),
    requestElement(`${ARTICLE}(1)(b)`, 'data', 'the object of the request: which data are asked for'),
    requestElement(`${ARTICLE}(2)`, 'offence', 'the offence'),
    requestElement(`${ARTICLE}(2)`, 'summary', 'a summary of the facts'),
    { provision: 'the annex', ...COPY_ELEMENTS.locations },
    { provision: 'the annex', ...COPY_ELEMENTS.countries },
    { provision: 'the annex', ...COPY_ELEMENTS.instants },
  ],
  parts: (facts, _host, language) => {
    const words = WORDS[language];
    const { colon, servers, copies: copiesInWords } = COMMON_WORDS[language];
    const { request } = facts;
    return [
      { heading: words.authority, paragraphs: authorityLines(request, language) },
      { heading: words.offence, paragraphs: [request?.offence ?? ''] },
      { heading: words.facts, paragraphs: [request?.summary ?? ''], items: workLines(facts) },
      { heading: words.data, paragraphs: [request?.data ?? ''] },
      ...byCountry(facts, language).map(([country, copies]) => ({
        heading: `${country}${colon} ${servers(new Set(copies.map(({ host }) => host)).size)}, ${copiesInWords(copies.length)}`,
        items: copies.map(
          (copy) =>
            `${words.held({ ...copy, seenAt: dateInWords(copy.seenAt ?? '', language) })}${copy.sha256 === undefined ? '' : `, SHA-256 ${copy.sha256}`}`,
        ),
      })),
    ];
  },
};
