import { COPY_ELEMENTS, copyLines, type DraftElement, isThere, type LetterTemplate } from './draft-template.ts';
import { type DraftLanguage, titlesOf } from './language.ts';
import { periodOf } from './period.ts';
import { authorityLines, requestElement } from './request-elements.ts';

/** What a form says in one language, beside the headings that all have. */
interface FormWords {
  readonly title: string;
  /** What is asked, in a sentence above the data. */
  readonly asks: string;
  /** What the form is for, and what follows it. */
  readonly note: string;
}

/** A form: what is asked of it and where, and what it says. */
interface Form {
  readonly name: string;
  readonly elements: readonly DraftElement[];
  readonly words: Readonly<Record<DraftLanguage, FormWords>>;
}

type Heading = 'authority' | 'addressee' | 'asked' | 'copies' | 'offence' | 'facts' | 'grounds' | 'preparedBy';

const HEADINGS: Readonly<Record<DraftLanguage, Readonly<Record<Heading, string>>>> = {
  en: {
    ...{ authority: 'Requesting authority', addressee: 'Where the data are held', asked: 'What is asked', copies: 'The copies' },
    ...{ offence: 'Provisions of criminal law', facts: 'Facts', grounds: 'Necessity and proportionality', preparedBy: 'Prepared by' },
  },
  fr: {
    ...{ authority: 'Autorité requérante', addressee: 'Où se trouvent les données', asked: 'Objet de la demande', copies: 'Les copies' },
    ...{ offence: 'Dispositions de droit pénal applicables', facts: 'Faits', grounds: 'Nécessité et proportionnalité' },
    preparedBy: 'Préparé par',
  },
  de: {
    ...{ authority: 'Ersuchende Behörde', addressee: 'Wo die Daten liegen', asked: 'Worum ersucht wird', copies: 'Die Kopien' },
    ...{ offence: 'Anwendbare Strafvorschriften', facts: 'Sachverhalt', grounds: 'Notwendigkeit und Verhältnismäßigkeit' },
    preparedBy: 'Vorbereitet von',
  },
  es: {
    ...{ authority: 'Autoridad requirente', addressee: 'Dónde se encuentran los datos', asked: 'Lo que se solicita', copies: 'Las copias' },
    ...{ offence: 'Disposiciones de Derecho penal aplicables', facts: 'Hechos', grounds: 'Necesidad y proporcionalidad' },
    preparedBy: 'Preparado por',
  },
};

const EIO = 'Directive 2014/41/EU, Article 5(1)';
const PRODUCTION = 'Regulation (EU) 2023/1543, Article 5(5)';
const BUDAPEST = 'Convention on Cybercrime (ETS No. 185), Article 29(2)';
const STORED = '18 U.S.C. § 2703(f)(1)';

const FORMS: readonly Form[] = [
  {
    name: 'investigation-order',
    elements: [
      requestElement(`${EIO}(a)`, 'authority', 'the issuing authority'),
      requestElement(`${EIO}(b)`, 'grounds', 'the object of and reasons for the order'),
      requestElement(`${EIO}(d)`, 'summary', 'what happened, in a few sentences'),
      requestElement(`${EIO}(d)`, 'offence', 'the provisions of criminal law that apply'),
      requestElement(`${EIO}(e)`, 'data', 'the investigative measure and the evidence to be obtained'),
      { provision: `${EIO}(e)`, ...COPY_ELEMENTS.locations },
    ],
    words: {
      en: {
        title: 'Information for a European Investigation Order under Directive 2014/41/EU',
        asks: 'The following evidence is to be obtained:',
        note: 'This is information for the form of Annex A. It names no person: who put the copies there is not known.',
      },
      fr: {
        title: 'Informations pour une décision d’enquête européenne au titre de la directive 2014/41/UE',
        asks: 'Les preuves suivantes doivent être obtenues :',
        note: 'Ces informations sont destinées au formulaire de l’annexe A. Elles ne désignent aucune personne : on ne sait pas qui a mis les copies en place.',
      },
      de: {
        title: 'Angaben für eine Europäische Ermittlungsanordnung nach der Richtlinie 2014/41/EU',
        asks: 'Folgende Beweismittel sollen erlangt werden:',
        note: 'Diese Angaben sind für das Formblatt des Anhangs A. Sie nennen keine Person: Wer die Kopien abgelegt hat, ist nicht bekannt.',
      },
      es: {
        title: 'Información para una orden europea de investigación con arreglo a la Directiva 2014/41/UE',
        asks: 'Deben obtenerse las pruebas siguientes:',
        note: 'Esta información es para el formulario del anexo A. No designa a ninguna persona: no se sabe quién puso allí las copias.',
      },
    },
  },
  {
    name: 'production-order',
    elements: [
      requestElement(`${PRODUCTION}(a)`, 'authority', 'the issuing authority'),
      { provision: `${PRODUCTION}(c)`, ...COPY_ELEMENTS.locations },
      requestElement(`${PRODUCTION}(d)`, 'data', 'the category of the data'),
      { provision: `${PRODUCTION}(e)`, ...COPY_ELEMENTS.instants },
      requestElement(`${PRODUCTION}(f)`, 'offence', 'the provisions of criminal law that apply'),
      requestElement(`${PRODUCTION}(i)`, 'grounds', 'why it is necessary and proportionate'),
      requestElement(`${PRODUCTION}(j)`, 'summary', 'a summary of the case'),
    ],
    words: {
      en: {
        title: 'Information for a European Production Order under Regulation (EU) 2023/1543',
        asks: 'The following data are to be produced:',
        note: 'Only an authority issues the order, with the certificate of Annex I.',
      },
      fr: {
        title: 'Informations pour une injonction européenne de production au titre du règlement (UE) 2023/1543',
        asks: 'Les données suivantes doivent être produites :',
        note: 'Seule une autorité émet l’injonction, au moyen du certificat de l’annexe I.',
      },
      de: {
        title: 'Angaben für eine Europäische Herausgabeanordnung nach der Verordnung (EU) 2023/1543',
        asks: 'Folgende Daten sollen herausgegeben werden:',
        note: 'Nur eine Behörde erlässt die Anordnung, mit dem Zertifikat des Anhangs I.',
      },
      es: {
        title: 'Información para una orden europea de producción con arreglo al Reglamento (UE) 2023/1543',
        asks: 'Deben entregarse los datos siguientes:',
        note: 'Solo una autoridad emite la orden, con el certificado del anexo I.',
      },
    },
  },
  {
    name: 'budapest',
    elements: [
      requestElement(`${BUDAPEST}(a)`, 'authority', 'the authority that seeks the preservation'),
      requestElement(`${BUDAPEST}(b)`, 'offence', 'the offence'),
      requestElement(`${BUDAPEST}(b)`, 'summary', 'a brief summary of the facts'),
      requestElement(`${BUDAPEST}(c)`, 'data', 'the stored data to be preserved'),
      { provision: `${BUDAPEST}(d)`, ...COPY_ELEMENTS.locations },
      { provision: `${BUDAPEST}(d)`, ...COPY_ELEMENTS.instants },
      requestElement(`${BUDAPEST}(e)`, 'grounds', 'the necessity of the preservation'),
    ],
    words: {
      en: {
        title: 'Request under Articles 29 and 30 of the Convention on Cybercrime',
        asks: 'The expeditious preservation of these stored data is requested (Article 29):',
        note: 'A request for mutual assistance for their disclosure will follow (Article 29(2)(f)). Should a service provider in another State have taken part in the transmission, please disclose the traffic data that identify it and the path of the communication (Article 30).',
      },
      fr: {
        title: 'Demande au titre des articles 29 et 30 de la Convention sur la cybercriminalité',
        asks: 'La conservation rapide de ces données stockées est demandée (article 29) :',
        note: 'Une demande d’entraide en vue de leur divulgation suivra (article 29, paragraphe 2, point f). Si un fournisseur de services d’un autre État a participé à la transmission, prière de divulguer les données relatives au trafic qui l’identifient, ainsi que la voie de la communication (article 30).',
      },
      de: {
        title: 'Ersuchen nach den Artikeln 29 und 30 des Übereinkommens über Computerkriminalität',
        asks: 'Um die umgehende Sicherung dieser gespeicherten Daten wird ersucht (Artikel 29):',
        note: 'Ein Rechtshilfeersuchen um ihre Weitergabe folgt (Artikel 29 Absatz 2 Buchstabe f). War ein Diensteanbieter in einem anderen Staat an der Übermittlung beteiligt, so wird um die Verkehrsdaten gebeten, die ihn und den Weg der Kommunikation erkennen lassen (Artikel 30).',
      },
      es: {
        title: 'Solicitud con arreglo a los artículos 29 y 30 del Convenio sobre la Ciberdelincuencia',
        asks: 'Se solicita la conservación rápida de estos datos almacenados (artículo 29):',
        note: 'Seguirá una solicitud de asistencia mutua para su revelación (artículo 29, apartado 2, letra f). Si un proveedor de servicios de otro Estado participó en la transmisión, se ruega revelar los datos de tráfico que lo identifiquen y la vía de la comunicación (artículo 30).',
      },
    },
  },
  {
    name: 'us-preservation',
    elements: [
      requestElement(STORED, 'authority', 'the governmental entity that asks'),
      { provision: STORED, ...COPY_ELEMENTS.locations },
      requestElement(STORED, 'data', 'the records and other evidence to be preserved'),
      { provision: STORED, ...COPY_ELEMENTS.instants },
    ],
    words: {
      en: {
        title: 'Preservation request under 18 U.S.C. § 2703(f)',
        asks: 'Please take all necessary steps to preserve these records and other evidence in your possession, pending the issuance of a court order or other process:',
        note: 'The records are to be retained for 90 days, which a renewed request extends by 90 days (18 U.S.C. § 2703(f)(2)).',
      },
      fr: {
        title: 'Demande de conservation au titre de 18 U.S.C. § 2703(f)',
        asks: 'Veuillez prendre toutes les mesures nécessaires pour conserver les enregistrements et autres preuves suivants en votre possession, dans l’attente d’une décision judiciaire ou d’un autre acte de procédure :',
        note: 'Ils doivent être conservés pendant 90 jours, prolongés de 90 jours par une nouvelle demande (18 U.S.C. § 2703(f)(2)).',
      },
      de: {
        title: 'Sicherungsersuchen nach 18 U.S.C. § 2703(f)',
        asks: 'Bitte treffen Sie alle nötigen Maßnahmen, um diese Aufzeichnungen und andere Beweismittel in Ihrem Besitz zu sichern, bis ein Gerichtsbeschluss oder eine andere Verfügung ergeht:',
        note: 'Sie sind 90 Tage aufzubewahren; ein erneutes Ersuchen verlängert dies um 90 Tage (18 U.S.C. § 2703(f)(2)).',
      },
      es: {
        title: 'Solicitud de conservación con arreglo a 18 U.S.C. § 2703(f)',
        asks: 'Tomen todas las medidas necesarias para conservar los registros y demás pruebas siguientes que estén en su poder, a la espera de una orden judicial u otro acto procesal:',
        note: 'Deben conservarse durante 90 días, que una nueva solicitud prorroga por otros 90 (18 U.S.C. § 2703(f)(2)).',
      },
    },
  },
];

/**
 * Requests that authorities make: a European Investigation Order (Directive 2014/41/EU), a European Production Order (Regulation (EU) 2023/1543), the
 * preservation and disclosure of the Convention on Cybercrime (Articles 29 and 30), and a preservation request to a provider in the United States
 * (18 U.S.C. § 2703(f)). Only an authority makes one: these are drafts for its people.
 */
export const authorityRequests: readonly LetterTemplate[] = FORMS.map(({ name, elements, words }) => ({
  ...{ name, elements, titles: titlesOf(words), scope: 'host' },
  parts: (facts, host, language) => {
    const { request, sender } = facts;
    const [headings, { asks, note }] = [HEADINGS[language], words[language]];
    const period = periodOf(facts, language);
    return [
      { heading: headings.authority, paragraphs: authorityLines(request, language) },
      { heading: headings.addressee, paragraphs: [host] },
      { heading: headings.asked, paragraphs: [asks, request?.data ?? '', ...(period === undefined ? [] : [period]), note] },
      { heading: headings.copies, items: copyLines(facts, language) },
      ...(['offence', 'summary', 'grounds'] as const).flatMap((member) =>
        isThere(request?.[member]) ? [{ heading: headings[member === 'summary' ? 'facts' : member], paragraphs: [request![member]!] }] : [],
      ),
      { heading: headings.preparedBy, items: [sender.name, sender.organisation, sender.email].filter((line) => line !== undefined) },
    ];
  },
}));
