import { dateInWords } from './date-words.ts';
import type { DraftCopy, DraftFacts } from './draft-facts.ts';
import { COMMON_WORDS, type DraftLanguage } from './language.ts';
import type { DraftPart, ForeignText, LetterText } from './letter.ts';

/** Something that the law asks of a notice. */
export interface DraftElement {
  /** Where the law asks for it. */
  readonly provision: string;
  /** What it asks for, for a message: "the signature of the sender". */
  readonly what: string;
  /** Whether the facts have it. */
  readonly isGiven: (facts: DraftFacts) => boolean;
}

/** A kind of draft: what is asked of it. Each is one file and a line in `DRAFT_TEMPLATES`. */
interface DraftKind {
  /** Its name. */
  readonly name: string;
  /** Whether there is one for each host, with its copies, or one for all. */
  readonly scope: 'host' | 'case';
  /** What the law or the form asks for. Where one is missing, there is no draft. */
  readonly elements: readonly DraftElement[];
}

/** A letter for people: text, HTML and PDF. */
export interface LetterTemplate extends DraftKind {
  /** The text about the copies of one host, or of all. */
  readonly parts: (facts: DraftFacts, host: string, language: DraftLanguage) => readonly DraftPart[];
  /** Its title, by language. */
  readonly titles: Readonly<Record<DraftLanguage, string>>;
  /** Whether it has to fit one page. @defaultValue false */
  readonly onePage?: boolean;
}

/** A file for programs. */
export interface DataTemplate extends DraftKind {
  /** The title of the file. */
  readonly title: string;
  /** The file name's extension, without the dot. */
  readonly extension: string;
  /** The file about the copies of one host, or of all. */
  readonly write: (facts: DraftFacts, host: string) => string;
}

/** A kind of draft. */
export type DraftTemplate = LetterTemplate | DataTemplate;

/** The instants at which copies were seen, in order; undefined where one is missing or no instant. */
export function seenInstants({ copies }: DraftFacts): Date[] | undefined {
  const instants = copies.map(({ seenAt = '' }) => new Date(seenAt));
  if (instants.length === 0 || instants.some((instant) => Number.isNaN(instant.getTime()))) return undefined;
  return instants.sort((one, other) => one.getTime() - other.getTime());
}

/** What is the same for all forms that list copies for programs or authorities. */
export const COPY_ELEMENTS: Readonly<Record<'locations' | 'instants' | 'countries' | 'findings', Omit<DraftElement, 'provision'>>> = {
  locations: { what: 'the copies, each with its exact address', isGiven: hasExactLocations },
  instants: { what: 'when each copy was seen', isGiven: (facts) => seenInstants(facts) !== undefined },
  countries: {
    what: 'the country of each copy’s server',
    isGiven: ({ copies }) => copies.length > 0 && copies.every(({ country }) => isThere(country)),
  },
  findings: {
    what: 'what was found of each copy',
    isGiven: ({ copies }) => copies.length > 0 && copies.every(({ finding }) => isThere(finding)),
  },
};

/** Whether a text is there. */
export function isThere(text: string | undefined): boolean {
  return text !== undefined && text.trim() !== '';
}

/** Whether every copy is of one of the works, and its address is exact enough to be found. */
export function hasExactLocations({ copies }: DraftFacts): boolean {
  return copies.length > 0 && copies.every(({ location }) => isAddress(location));
}

function isAddress(location: string): boolean {
  try {
    const { protocol, host, pathname, search, hash } = new URL(location);
    // The address of a whole site names no copy.
    return (
      protocol === 'magnet:' ||
      // A file on a server that is in custody: RFC 8089, with the server as host.
      (protocol === 'file:' && host !== '' && pathname !== '/') ||
      ((protocol === 'https:' || protocol === 'http:' || protocol === 'ftp:') && `${pathname}${search}${hash}` !== '/')
    );
  } catch {
    return false;
  }
}

/** The works in a line each. */
export function workLines({ works }: DraftFacts): string[] {
  return works.map(
    ({ title, year, identifier }) =>
      `${title}${year === undefined ? '' : ` (${year})`}${identifier === undefined ? '' : `, ${identifier}`}`,
  );
}

/** The copies in a line each. */
export function copyLines({ copies }: DraftFacts, language: DraftLanguage = 'en'): LetterText[] {
  return copies.map((copy) => {
    const { location, title, seenAt, finding } = copy;
    const seen = seenAt === undefined ? '' : `, ${COMMON_WORDS[language].seen} ${dateInWords(seenAt, language)}`;
    const where = `${location} (${title}${seen})`;
    return finding === undefined ? where : [`${where}. `, findingOf(copy, language)];
  });
}

/** What was found of a copy, marked where it is in another language than the letter. */
export function findingOf({ finding = '', findingLanguage }: DraftCopy, language: DraftLanguage): string | ForeignText {
  return findingLanguage === undefined || findingLanguage === language ? finding : { text: finding, lang: findingLanguage };
}

/** The sender's lines of an address. */
export function senderLines({ sender }: DraftFacts, language: DraftLanguage = 'en'): string[] {
  const words = COMMON_WORDS[language];
  const { colon } = words;
  const { name, organisation, address, phone, email } = sender;
  return [name, organisation, address, phone && `${words.telephone}${colon} ${phone}`, email && `${words.email}${colon} ${email}`].filter(
    (line): line is string => isThere(line),
  );
}
