import { COPY_ELEMENTS, copyLines, type LetterTemplate } from './draft-template.ts';
import { type DraftLanguage, titlesOf } from './language.ts';
import { periodOf } from './period.ts';
import { authorityLines, requestElement } from './request-elements.ts';

const ARTICLE = 'Regulation (EU) 2023/1543, Article 6(4)';

interface Words {
  readonly title: string;
  readonly authority: string;
  readonly addressee: string;
  readonly identifiers: string;
  readonly data: string;
  readonly provisions: string;
  readonly necessity: string;
  readonly preparedBy: string;
}

/** In the words of the regulation's own versions. */
const WORDS: Readonly<Record<DraftLanguage, Words>> = {
  en: {
    title: 'Information for a European Preservation Order under Regulation (EU) 2023/1543',
    authority: 'Issuing authority',
    addressee: 'Addressee',
    identifiers: 'Unique identifiers',
    data: 'Data to be preserved',
    provisions: 'Provisions of criminal law',
    necessity: 'Necessity and proportionality',
    preparedBy: 'Prepared by',
  },
  fr: {
    title: 'Informations pour une injonction européenne de conservation au titre du règlement (UE) 2023/1543',
    authority: 'Autorité d’émission',
    addressee: 'Destinataire',
    identifiers: 'Identifiants uniques',
    data: 'Données à conserver',
    provisions: 'Dispositions de droit pénal applicables',
    necessity: 'Nécessité et proportionnalité',
    preparedBy: 'Préparé par',
  },
  de: {
    title: 'Angaben für eine Europäische Sicherungsanordnung nach der Verordnung (EU) 2023/1543',
    authority: 'Anordnungsbehörde',
    addressee: 'Adressat',
    identifiers: 'Eindeutige Kennungen',
    data: 'Zu sichernde Daten',
    provisions: 'Anwendbare Strafvorschriften',
    necessity: 'Notwendigkeit und Verhältnismäßigkeit',
    preparedBy: 'Vorbereitet von',
  },
  es: {
    title: 'Información para una orden europea de conservación con arreglo al Reglamento (UE) 2023/1543',
    authority: 'Autoridad emisora',
    addressee: 'Destinatario',
    identifiers: 'Identificadores únicos',
    data: 'Datos que deben conservarse',
    provisions: 'Disposiciones de Derecho penal aplicables',
    necessity: 'Necesidad y proporcionalidad',
    preparedBy: 'Preparado por',
  },
};

/**
 * What a European Preservation Order says, Regulation (EU) 2023/1543, Article 6(4). Only an authority issues one: this is a draft for its people,
 * who use the certificate of Annex II.
 */
export const preservation: LetterTemplate = {
  name: 'preservation',
  titles: titlesOf(WORDS),
  scope: 'host',
  elements: [
    requestElement(`${ARTICLE}(a)`, 'authority', 'the issuing authority'),
    { provision: `${ARTICLE}(c)`, ...COPY_ELEMENTS.locations },
    requestElement(`${ARTICLE}(d)`, 'data', 'the category of data to be preserved'),
    { provision: `${ARTICLE}(e)`, ...COPY_ELEMENTS.instants },
    requestElement(`${ARTICLE}(f)`, 'offence', 'the provisions of criminal law that apply'),
    requestElement(`${ARTICLE}(g)`, 'grounds', 'why it is necessary and proportionate'),
  ],
  parts: (facts, host, language) => {
    const words = WORDS[language];
    const { request, sender } = facts;
    return [
      { heading: words.authority, paragraphs: authorityLines(request, language) },
      { heading: words.addressee, paragraphs: [host] },
      { heading: words.identifiers, items: copyLines(facts, language) },
      { heading: words.data, paragraphs: [request?.data ?? '', periodOf(facts, language) ?? ''] },
      { heading: words.provisions, paragraphs: [request?.offence ?? ''] },
      { heading: words.necessity, paragraphs: [request?.grounds ?? ''] },
      { heading: words.preparedBy, items: [sender.name, sender.organisation, sender.email].filter((line) => line !== undefined) },
    ];
  },
};
