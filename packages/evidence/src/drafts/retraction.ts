import { dateInWords } from './date-words.ts';
import type { CorrectionCause, DraftCopy } from './draft-facts.ts';
import { COPY_ELEMENTS, copyLines, isThere, type LetterTemplate, senderLines } from './draft-template.ts';
import { COMMON_WORDS, type DraftLanguage, titlesOf } from './language.ts';
import { piecesOf } from './letter.ts';

interface Words {
  readonly title: string;
  readonly to: string;
  readonly opening: string;
  readonly said: string;
  readonly saidText: string;
  readonly told: (instant: string) => string;
  readonly why: string;
  readonly causes: Readonly<Record<CorrectionCause, string>>;
  readonly request: string;
  readonly requestText: string;
  readonly sender: string;
}

const WORDS: Readonly<Record<DraftLanguage, Words>> = {
  en: {
    title: 'Retraction of an earlier notice',
    to: 'To',
    opening:
      'We wrote to you about the copies below. What we said of them no longer holds, and we take it back. We are sorry for the trouble that it has caused to you and to the people who made these copies available.',
    said: 'What we said',
    saidText: 'We told you this of the following copies:',
    told: (instant) => `notice of ${instant}`,
    why: 'Why it no longer holds',
    causes: {
      published: 'What it shows had been published before.',
      allowed: 'It was seen only where the owner of the work allows it.',
      excluded: 'What it shows does not establish a copy of the work.',
      released: 'The work had been released before the copy was seen.',
      'dispute-upheld': 'Its use was disputed, and the dispute was upheld.',
      removed: 'No copy of the work is found in it any more.',
      rejected: 'A person compared it with the work, and rejected the finding.',
      review: 'The facts do not establish what we said.',
    },
    request: 'What we ask',
    requestText:
      'If you removed these copies or disabled access to them because of our notice, please restore them. Please take back any measure against the accounts concerned that was based on it, and pass this letter on to those concerned.',
    sender: 'Sender',
  },
  fr: {
    title: 'Rétractation d’une notification antérieure',
    to: 'À l’attention de',
    opening:
      'Nous vous avons écrit au sujet des copies ci-dessous. Ce que nous en avons dit n’est plus valable, et nous le retirons. Nous regrettons les désagréments causés à vous-même et aux personnes qui ont mis ces copies à disposition.',
    said: 'Ce que nous avons dit',
    saidText: 'Nous vous avons indiqué ceci au sujet des copies suivantes :',
    told: (instant) => `notification du ${instant}`,
    why: 'Pourquoi cela n’est plus valable',
    causes: {
      published: 'Son contenu avait été publié auparavant.',
      allowed: 'Elle n’a été vue que là où le titulaire de l’œuvre l’autorise.',
      excluded: 'Son contenu n’établit pas une copie de l’œuvre.',
      released: 'L’œuvre était sortie avant que la copie ne soit vue.',
      'dispute-upheld': 'Son utilisation a été contestée, et la contestation a été admise.',
      removed: 'Aucune copie de l’œuvre n’y est plus trouvée.',
      rejected: 'Une personne l’a comparée à l’œuvre et a rejeté le constat.',
      review: 'Les faits n’établissent pas ce que nous avons dit.',
    },
    request: 'Ce que nous demandons',
    requestText:
      'Si vous avez retiré ces copies ou en avez désactivé l’accès en raison de notre notification, nous vous prions de les rétablir. Nous vous prions d’annuler toute mesure prise pour ce motif contre les comptes concernés, et de transmettre la présente aux personnes concernées.',
    sender: 'Expéditeur',
  },
  de: {
    title: 'Rücknahme einer früheren Meldung',
    to: 'An',
    opening:
      'Wir haben Ihnen wegen der unten genannten Kopien geschrieben. Was wir dazu gesagt haben, gilt nicht mehr, und wir nehmen es zurück. Die Umstände, die Ihnen und den Menschen entstanden sind, die diese Kopien zugänglich gemacht haben, tun uns leid.',
    said: 'Was wir gesagt haben',
    saidText: 'Zu den folgenden Kopien haben wir Ihnen Folgendes mitgeteilt:',
    told: (instant) => `Meldung vom ${instant}`,
    why: 'Warum es nicht mehr gilt',
    causes: {
      published: 'Was sie zeigt, war vorher veröffentlicht worden.',
      allowed: 'Sie wurde nur dort gesehen, wo der Inhaber des Werks es erlaubt.',
      excluded: 'Was sie zeigt, belegt keine Kopie des Werks.',
      released: 'Das Werk war erschienen, bevor die Kopie gesehen wurde.',
      'dispute-upheld': 'Der Meldung wurde widersprochen, und der Widerspruch hatte Erfolg.',
      removed: 'Eine Kopie des Werks wird darin nicht mehr gefunden.',
      rejected: 'Ein Mensch hat sie mit dem Werk verglichen und den Befund verworfen.',
      review: 'Die Tatsachen belegen nicht, was wir gesagt haben.',
    },
    request: 'Worum wir bitten',
    requestText:
      'Falls Sie diese Kopien wegen unserer Meldung entfernt oder den Zugang dazu gesperrt haben, bitten wir Sie, sie wiederherzustellen. Bitte nehmen Sie auch Maßnahmen gegen die betroffenen Konten zurück, die darauf beruhten, und leiten Sie dieses Schreiben an die Betroffenen weiter.',
    sender: 'Absender',
  },
  es: {
    title: 'Retractación de una notificación anterior',
    to: 'A la atención de',
    opening:
      'Le escribimos acerca de las copias que figuran a continuación. Lo que dijimos de ellas ya no es válido, y lo retiramos. Lamentamos las molestias causadas a usted y a las personas que pusieron estas copias a disposición.',
    said: 'Lo que dijimos',
    saidText: 'Acerca de las siguientes copias le comunicamos lo siguiente:',
    told: (instant) => `notificación del ${instant}`,
    why: 'Por qué ya no es válido',
    causes: {
      published: 'Lo que muestra se había publicado antes.',
      allowed: 'Solo se vio donde el titular de la obra lo permite.',
      excluded: 'Lo que muestra no demuestra una copia de la obra.',
      released: 'La obra se había estrenado antes de que se viera la copia.',
      'dispute-upheld': 'Se impugnó la notificación, y la impugnación fue aceptada.',
      removed: 'Ya no se encuentra en ella ninguna copia de la obra.',
      rejected: 'Una persona la comparó con la obra y rechazó el resultado.',
      review: 'Los hechos no demuestran lo que dijimos.',
    },
    request: 'Lo que pedimos',
    requestText:
      'Si retiró estas copias o inhabilitó el acceso a ellas a causa de nuestra notificación, le rogamos que las restablezca. Le rogamos también que anule toda medida contra las cuentas afectadas que se basara en ella, y que transmita esta carta a las personas afectadas.',
    sender: 'Remitente',
  },
};

const NEEDS = 'what a retraction needs';

/** Takes back what a host was told of copies: what was said, why it no longer holds, and what is asked. No law asks for it. */
export const retraction: LetterTemplate = {
  name: 'retraction',
  titles: titlesOf(WORDS),
  scope: 'host',
  elements: [
    { provision: NEEDS, ...COPY_ELEMENTS.locations },
    { provision: NEEDS, ...COPY_ELEMENTS.findings, what: 'what was said of each copy' },
    {
      provision: NEEDS,
      what: 'when the host was told of each copy, and why it no longer holds',
      isGiven: ({ copies }) => copies.length > 0 && copies.every(({ correction }) => correction !== undefined),
    },
    { provision: NEEDS, what: "the sender's name", isGiven: ({ sender }) => isThere(sender.name) },
  ],
  parts: (facts, host, language) => {
    const words = WORDS[language];
    const lines = copyLines(facts, language);
    const causeOf = ({ location, correction }: DraftCopy) =>
      correction === undefined ? location : `${location}${COMMON_WORDS[language].colon} ${words.causes[correction.cause]}`;
    return [
      { heading: '', paragraphs: [`${words.to} ${host}${COMMON_WORDS[language].colon}`, words.opening] },
      {
        heading: words.said,
        paragraphs: [words.saidText],
        items: facts.copies.map(({ correction }, at) => [
          ...piecesOf(lines[at]!),
          ` (${words.told(dateInWords(correction?.toldAt ?? '', language))})`,
        ]),
      },
      { heading: words.why, items: facts.copies.map(causeOf) },
      { heading: words.request, paragraphs: [words.requestText] },
      { heading: words.sender, items: senderLines(facts, language) },
    ];
  },
};
