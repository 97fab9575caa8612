import { copyLines, hasExactLocations, isThere, type LetterTemplate, senderLines, workLines } from './draft-template.ts';
import { COMMON_WORDS, type DraftLanguage, titlesOf } from './language.ts';

interface Words {
  readonly title: string;
  readonly to: string;
  readonly works: string;
  readonly worksText: string;
  readonly material: string;
  readonly materialText: string;
  readonly contact: string;
  readonly statements: string;
  readonly goodFaith: string;
  readonly authority: (rightsHolder: string) => string;
  readonly signature: string;
}

/** The law is in English. The others are for hosts elsewhere that follow its procedure. */
const WORDS: Readonly<Record<DraftLanguage, Words>> = {
  en: {
    title: 'Notification of claimed infringement under 17 U.S.C. § 512(c)(3)',
    to: 'To the designated agent of',
    works: 'The works',
    worksText: 'The following works are claimed to be infringed:',
    material: 'The material',
    materialText: 'The following material is claimed to be infringing. We ask that it be removed, or that access to it be disabled:',
    contact: 'Contact',
    statements: 'Statements',
    goodFaith:
      'I have a good faith belief that use of the material in the manner complained of is not authorized by the copyright owner, its agent, or the law.',
    authority: (holder) =>
      `The information in this notification is accurate. Under penalty of perjury, I am authorized to act on behalf of ${holder}, the owner of an exclusive right that is allegedly infringed.`,
    signature: 'Signature',
  },
  fr: {
    title: 'Notification d’une atteinte alléguée au titre de 17 U.S.C. § 512(c)(3)',
    to: 'À l’attention de l’agent désigné de',
    works: 'Les œuvres',
    worksText: 'Il est allégué qu’il est porté atteinte aux droits sur les œuvres suivantes :',
    material: 'Le matériel',
    materialText:
      'Il est allégué que le matériel suivant porte atteinte aux droits. Nous demandons son retrait, ou que l’accès en soit désactivé :',
    contact: 'Coordonnées',
    statements: 'Déclarations',
    goodFaith:
      'Je crois de bonne foi que l’utilisation du matériel telle que contestée n’est autorisée ni par le titulaire du droit d’auteur, ni par son mandataire, ni par la loi.',
    authority: (holder) =>
      `Les informations de la présente notification sont exactes. Sous peine de parjure, je déclare être autorisé(e) à agir au nom de ${holder}, titulaire d’un droit exclusif auquel il serait porté atteinte.`,
    signature: 'Signature',
  },
  de: {
    title: 'Anzeige einer behaupteten Rechtsverletzung nach 17 U.S.C. § 512(c)(3)',
    to: 'An den benannten Vertreter von',
    works: 'Die Werke',
    worksText: 'Es wird geltend gemacht, dass Rechte an den folgenden Werken verletzt werden:',
    material: 'Das Material',
    materialText:
      'Es wird geltend gemacht, dass das folgende Material Rechte verletzt. Wir bitten, es zu entfernen oder den Zugang dazu zu sperren:',
    contact: 'Kontakt',
    statements: 'Erklärungen',
    goodFaith:
      'Ich bin in gutem Glauben davon überzeugt, dass die beanstandete Nutzung des Materials weder vom Rechtsinhaber noch von seinem Vertreter noch durch Gesetz erlaubt ist.',
    authority: (holder) =>
      `Die Angaben in dieser Anzeige sind richtig. Unter Strafe des Meineids erkläre ich, dass ich befugt bin, für ${holder} zu handeln, den Inhaber eines ausschließlichen Rechts, das verletzt sein soll.`,
    signature: 'Unterschrift',
  },
  es: {
    title: 'Notificación de una presunta infracción con arreglo a 17 U.S.C. § 512(c)(3)',
    to: 'A la atención del agente designado de',
    works: 'Las obras',
    worksText: 'Se alega que se infringen derechos sobre las siguientes obras:',
    material: 'El material',
    materialText: 'Se alega que el siguiente material infringe derechos. Pedimos que se retire o que se inhabilite el acceso a él:',
    contact: 'Contacto',
    statements: 'Declaraciones',
    goodFaith:
      'Creo de buena fe que el uso del material en la forma denunciada no está autorizado por el titular de los derechos de autor, por su agente ni por la ley.',
    authority: (holder) =>
      `La información de esta notificación es exacta. Bajo pena de perjurio, declaro que estoy autorizado/a a actuar en nombre de ${holder}, titular de un derecho exclusivo presuntamente infringido.`,
    signature: 'Firma',
  },
};

/** A notification under the law of the United States, 17 U.S.C. § 512(c)(3)(A), with its six elements. */
export const dmca: LetterTemplate = {
  name: 'dmca',
  titles: titlesOf(WORDS),
  scope: 'host',
  elements: [
    {
      provision: '§ 512(c)(3)(A)(i)',
      what: 'the signature of a person who may act for the rights holder',
      isGiven: ({ sender }) => isThere(sender.signature),
    },
    {
      provision: '§ 512(c)(3)(A)(ii)',
      what: 'the works, with each copy being of one of them',
      isGiven: ({ works, copies }) => works.length > 0 && copies.every((copy) => works.some(({ title }) => title === copy.title)),
    },
    { provision: '§ 512(c)(3)(A)(iii)', what: 'the copies, each with its exact address', isGiven: hasExactLocations },
    {
      provision: '§ 512(c)(3)(A)(iv)',
      what: "the sender's name, address, telephone number and e-mail address",
      isGiven: ({ sender: { name, address, phone, email } }) => [name, address, phone, email].every(isThere),
    },
    {
      provision: '§ 512(c)(3)(A)(v)',
      what: "the sender's statement of good faith",
      isGiven: ({ confirmed }) => confirmed.goodFaith === true,
    },
    {
      provision: '§ 512(c)(3)(A)(vi)',
      what: "the sender's statements of accuracy and, under penalty of perjury, of authority, and the rights holder's name",
      isGiven: ({ confirmed, rightsHolder }) => confirmed.accuracy === true && confirmed.authority === true && isThere(rightsHolder),
    },
  ],
  parts: (facts, host, language) => {
    const words = WORDS[language];
    return [
      { heading: '', paragraphs: [`${words.to} ${host}${COMMON_WORDS[language].colon}`] },
      { heading: words.works, paragraphs: [words.worksText], items: workLines(facts) },
      { heading: words.material, paragraphs: [words.materialText], items: copyLines(facts, language) },
      { heading: words.contact, items: senderLines(facts, language) },
      { heading: words.statements, paragraphs: [words.goodFaith, words.authority(facts.rightsHolder ?? '')] },
      { heading: words.signature, paragraphs: [facts.sender.signature ?? ''] },
    ];
  },
};
