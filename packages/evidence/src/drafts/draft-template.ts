import type { DraftFacts } from './draft-facts.ts';

/** Something that the law asks of a notice. */
export interface DraftElement {
  /** Where the law asks for it. */
  readonly provision: string;
  /** What it asks for, for a message: "the signature of the sender". */
  readonly what: string;
  /** Whether the facts have it. */
  readonly isGiven: (facts: DraftFacts) => boolean;
}

/** A part of a draft: a heading with paragraphs or a list below it. */
export interface DraftPart {
  /** The heading; empty for none. */
  readonly heading: string;
  /** Paragraphs, above the list. */
  readonly paragraphs?: readonly string[];
  /** A list, an item a line. */
  readonly items?: readonly string[];
}

/** A kind of notice: what the law asks for, and how it is worded. Each is one file and a line in `DRAFT_TEMPLATES`. */
export interface DraftTemplate {
  /** Its name. */
  readonly name: string;
  /** The title of the draft. */
  readonly title: string;
  /** What the law asks for. Where one is missing, there is no draft. */
  readonly elements: readonly DraftElement[];
  /** The text about the copies of one host. */
  readonly parts: (facts: DraftFacts, host: string) => readonly DraftPart[];
}

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
    const { protocol, pathname, search, hash } = new URL(location);
    // The address of a whole site names no copy.
    return (
      protocol === 'magnet:' ||
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
export function copyLines({ copies }: DraftFacts): string[] {
  return copies.map(({ location, title, seenAt, finding }) => {
    const seen = seenAt === undefined ? '' : `, seen ${seenAt}`;
    return `${location} (${title}${seen})${finding === undefined ? '' : `. ${finding}`}`;
  });
}

/** The sender's lines of an address. */
export function senderLines({ sender }: DraftFacts): string[] {
  const { name, organisation, address, phone, email } = sender;
  return [name, organisation, address, phone && `Telephone: ${phone}`, email && `E-mail: ${email}`].filter((line): line is string =>
    isThere(line),
  );
}
