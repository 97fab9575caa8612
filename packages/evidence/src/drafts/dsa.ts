import { copyLines, hasExactLocations, isThere, type LetterTemplate, senderLines, workLines } from './draft-template.ts';
import { COMMON_WORDS, type DraftLanguage, titlesOf } from './language.ts';

interface Words {
  readonly title: string;
  readonly to: string;
  readonly reasons: string;
  readonly reasonsText: (rightsHolder: string) => string;
  readonly location: string;
  readonly sender: string;
  readonly statement: string;
  readonly statementText: string;
  /** On which law the works are protected. */
  readonly basis: string;
}

/** After the terms of the regulation in each language. */
const WORDS: Readonly<Record<DraftLanguage, Words>> = {
  en: {
    title: 'Notice under Article 16 of Regulation (EU) 2022/2065',
    to: 'To',
    reasons: 'Reasons',
    reasonsText: (holder) =>
      `${holder} holds rights in the following works. The information below is made available without its consent, and we consider it illegal content.`,
    basis:
      'Legal basis: making works available to the public without consent infringes the exclusive rights of reproduction and of communication to the public, Directive 2001/29/EC, Articles 2 and 3, and the national law that implements them.',
    location: 'Exact location of the information',
    sender: 'Sender',
    statement: 'Statement',
    statementText: 'I believe in good faith that the information and allegations in this notice are accurate and complete.',
  },
  fr: {
    title: 'Notification au titre de l’article 16 du règlement (UE) 2022/2065',
    to: 'À l’attention de',
    reasons: 'Motifs',
    reasonsText: (holder) =>
      `${holder} est titulaire de droits sur les œuvres suivantes. Les informations ci-dessous sont mises à disposition sans son consentement, et nous les considérons comme un contenu illicite.`,
    basis:
      'Base légale : la mise à disposition du public sans consentement porte atteinte aux droits exclusifs de reproduction et de communication au public, articles 2 et 3 de la directive 2001/29/CE, et au droit national qui les transpose.',
    location: 'Emplacement exact des informations',
    sender: 'Auteur de la notification',
    statement: 'Déclaration',
    statementText:
      'Je pense, de bonne foi, que les informations et les allégations contenues dans la présente notification sont exactes et complètes.',
  },
  de: {
    title: 'Meldung nach Artikel 16 der Verordnung (EU) 2022/2065',
    to: 'An',
    reasons: 'Begründung',
    reasonsText: (holder) =>
      `${holder} hält Rechte an den folgenden Werken. Die unten genannten Informationen werden ohne Zustimmung zugänglich gemacht, und wir halten sie für rechtswidrige Inhalte.`,
    basis:
      'Rechtsgrundlage: Die Zugänglichmachung ohne Zustimmung verletzt die ausschließlichen Rechte der Vervielfältigung und der öffentlichen Wiedergabe, Artikel 2 und 3 der Richtlinie 2001/29/EG, und das nationale Recht, das sie umsetzt.',
    location: 'Genauer Speicherort der Informationen',
    sender: 'Meldende Person',
    statement: 'Erklärung',
    statementText:
      'Ich bin in gutem Glauben davon überzeugt, dass die in dieser Meldung enthaltenen Angaben und Anführungen richtig und vollständig sind.',
  },
  es: {
    title: 'Notificación con arreglo al artículo 16 del Reglamento (UE) 2022/2065',
    to: 'A la atención de',
    reasons: 'Motivos',
    reasonsText: (holder) =>
      `${holder} es titular de derechos sobre las siguientes obras. La información que figura a continuación se ofrece sin su consentimiento, y la consideramos contenido ilícito.`,
    basis:
      'Fundamento jurídico: la puesta a disposición del público sin consentimiento vulnera los derechos exclusivos de reproducción y de comunicación al público, artículos 2 y 3 de la Directiva 2001/29/CE, y el Derecho nacional que los transpone.',
    location: 'Ubicación exacta de la información',
    sender: 'Remitente',
    statement: 'Declaración',
    statementText: 'Creo de buena fe que la información y las alegaciones que contiene la presente notificación son precisas y completas.',
  },
};

/** A notice under the law of the European Union, Regulation (EU) 2022/2065 (Digital Services Act), Article 16(2), with its four elements. */
export const dsa: LetterTemplate = {
  name: 'dsa',
  titles: titlesOf(WORDS),
  scope: 'host',
  elements: [
    {
      provision: 'Article 16(2)(a)',
      what: 'the reasons: the works, the rights holder, and what was found of each copy',
      isGiven: ({ works, copies, rightsHolder }) =>
        works.length > 0 && isThere(rightsHolder) && copies.every(({ finding }) => isThere(finding)),
    },
    { provision: 'Article 16(2)(b)', what: 'the copies, each with its exact address', isGiven: hasExactLocations },
    {
      provision: 'Article 16(2)(c)',
      what: "the sender's name and e-mail address",
      isGiven: ({ sender: { name, email } }) => isThere(name) && isThere(email),
    },
    {
      provision: 'Article 16(2)(d)',
      what: "the sender's statement, in good faith, that the notice is accurate and complete",
      isGiven: ({ confirmed }) => confirmed.goodFaith === true && confirmed.accuracy === true,
    },
  ],
  parts: (facts, host, language) => {
    const words = WORDS[language];
    return [
      { heading: '', paragraphs: [`${words.to} ${host}${COMMON_WORDS[language].colon}`] },
      { heading: words.reasons, paragraphs: [words.reasonsText(facts.rightsHolder ?? ''), words.basis], items: workLines(facts) },
      { heading: words.location, items: copyLines(facts, language) },
      { heading: words.sender, items: senderLines(facts, language) },
      { heading: words.statement, paragraphs: [words.statementText] },
    ];
  },
};
