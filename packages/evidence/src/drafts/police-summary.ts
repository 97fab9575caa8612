import { dateInWords } from './date-words.ts';
import { COPY_ELEMENTS, findingOf, isThere, type LetterTemplate, seenInstants, senderLines, workLines } from './draft-template.ts';
import { COMMON_WORDS, type DraftLanguage, titlesOf } from './language.ts';
import type { LetterText } from './letter.ts';
import { byCountry } from './request-elements.ts';

/** Most copies and works on the one page, and most characters of what is said of them. */
const MOST = { copies: 12, works: 8, address: 100, title: 60, finding: 200 };

interface Words {
  readonly title: string;
  readonly what: string;
  readonly holds: (holder: string) => string;
  readonly where: string;
  /** Both counts are in words: "3 copies", "2 servers". */
  readonly spread: (copies: string, servers: string, countries: string) => string;
  readonly since: string;
  readonly first: (instant: string) => string;
  readonly copies: string;
  readonly more: (count: number) => string;
  readonly known: string;
  readonly knownText: string;
  readonly contact: string;
}

const WORDS: Readonly<Record<DraftLanguage, Words>> = {
  en: {
    title: 'Summary for the police',
    what: 'What',
    holds: (holder) => `${holder} holds rights in these works:`,
    where: 'Where',
    spread: (copies, servers, countries) => `${copies} on ${servers}. Copies by country: ${countries}.`,
    since: 'Since when',
    first: (instant) => `The first copy was seen on ${instant}.`,
    copies: 'The copies',
    more: (count) => `and ${count} more, see the list`,
    known: 'How this is known',
    knownText:
      'The pictures and the sound of each copy, as far as it has them, were compared with the enrolled film. The bundle with the fingerprints lets anybody repeat it. A match does not tell who made a copy.',
    contact: 'Contact',
  },
  fr: {
    title: 'Résumé à l’intention de la police',
    what: 'De quoi il s’agit',
    holds: (holder) => `${holder} est titulaire de droits sur les œuvres suivantes :`,
    where: 'Où',
    spread: (copies, servers, countries) => `${copies} sur ${servers}. Copies par pays : ${countries}.`,
    since: 'Depuis quand',
    first: (instant) => `La première copie a été vue le ${instant}.`,
    copies: 'Les copies',
    more: (count) => `et ${count} de plus, voir la liste`,
    known: 'Comment on le sait',
    knownText:
      'Les images et le son de chaque copie, dans la mesure où elle en comporte, ont été comparés au film enregistré. Le dossier de preuves avec les empreintes permet à chacun de refaire la comparaison. Une correspondance n’indique pas qui a fait une copie.',
    contact: 'Contact',
  },
  de: {
    title: 'Zusammenfassung für die Polizei',
    what: 'Worum es geht',
    holds: (holder) => `${holder} hält Rechte an diesen Werken:`,
    where: 'Wo',
    spread: (copies, servers, countries) => `${copies}; ${servers}. Kopien nach Ländern: ${countries}.`,
    since: 'Seit wann',
    first: (instant) => `Die erste Kopie wurde am ${instant} gesehen.`,
    copies: 'Die Kopien',
    more: (count) => `und ${count} mehr, siehe Liste`,
    known: 'Woher das bekannt ist',
    knownText:
      'Bild und Ton jeder Kopie, soweit vorhanden, wurden mit dem erfassten Film verglichen. Mit dem Beweisbündel und seinen Fingerabdrücken kann das jeder wiederholen. Eine Übereinstimmung sagt nicht, wer eine Kopie gemacht hat.',
    contact: 'Kontakt',
  },
  es: {
    title: 'Resumen para la policía',
    what: 'De qué se trata',
    holds: (holder) => `${holder} es titular de derechos sobre estas obras:`,
    where: 'Dónde',
    spread: (copies, servers, countries) => `${copies} en ${servers}. Copias por país: ${countries}.`,
    since: 'Desde cuándo',
    first: (instant) => `La primera copia se vio el ${instant}.`,
    copies: 'Las copias',
    more: (count) => `y ${count} más, véase la lista`,
    known: 'Cómo se sabe',
    knownText:
      'Se compararon con la película registrada las imágenes y el sonido de cada copia, en la medida en que los tiene. El paquete de pruebas con las huellas permite a cualquiera repetirlo. Una coincidencia no dice quién hizo una copia.',
    contact: 'Contacto',
  },
};

/** A summary of one page for an officer who has not heard of the case: what, where, since when, and how that is known. */
export const policeSummary: LetterTemplate = {
  name: 'police-summary',
  titles: titlesOf(WORDS),
  scope: 'case',
  onePage: true,
  elements: [
    {
      provision: 'the works',
      what: 'the works, and whose rights they are',
      isGiven: ({ works, rightsHolder }) => works.length > 0 && isThere(rightsHolder),
    },
    { provision: 'the copies', ...COPY_ELEMENTS.locations },
    { provision: 'the time', ...COPY_ELEMENTS.instants },
    { provision: 'the finding', ...COPY_ELEMENTS.findings },
    {
      provision: 'the contact',
      what: 'the sender’s name, with a telephone number or an e-mail address',
      isGiven: ({ sender: { name, phone, email } }) => isThere(name) && (isThere(phone) || isThere(email)),
    },
  ],
  parts: (facts, _host, language) => {
    const words = WORDS[language];
    const { colon, servers, copies: copiesInWords } = COMMON_WORDS[language];
    const { copies, rightsHolder = '' } = facts;
    const hosts = new Set(copies.map(({ host }) => host)).size;
    const countries = byCountry(facts, language).map(([country, group]) => `${country}${colon} ${group.length}`);
    const listed = copies.map(
      (copy): LetterText => [
        `${shortened(copy.location, MOST.address)} (${shortened(copy.title, MOST.title)}). `,
        findingOf({ ...copy, finding: shortened(copy.finding ?? '', MOST.finding) }, language),
      ],
    );
    const works = workLines(facts).map((line) => shortened(line, MOST.address));
    return [
      { heading: words.what, paragraphs: [words.holds(rightsHolder)], items: firstOf(works, MOST.works, words) },
      { heading: words.where, paragraphs: [words.spread(copiesInWords(copies.length), servers(hosts), countries.join(', '))] },
      { heading: words.since, paragraphs: [words.first(dateInWords(seenInstants(facts)?.[0]?.toISOString() ?? '', language))] },
      { heading: words.copies, items: firstOf(listed, MOST.copies, words) },
      { heading: words.known, paragraphs: [words.knownText] },
      { heading: words.contact, items: senderLines(facts, language) },
    ];
  },
};

function firstOf(lines: readonly LetterText[], most: number, { more }: Words): LetterText[] {
  const left = lines.length - most;
  return [...lines.slice(0, most), ...(left > 0 ? [more(left)] : [])];
}

function shortened(text: string, most: number): string {
  const characters = [...text];
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : text;
}
