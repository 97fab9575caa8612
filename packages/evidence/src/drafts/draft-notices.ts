import { checkList, checkObject, checkText } from '@streetdate/core/internal';
import { acns } from './acns.ts';
import { authorityRequests } from './authority-requests.ts';
import { csvList } from './csv-list.ts';
import { dmca } from './dmca.ts';
import type { DraftFacts } from './draft-facts.ts';
import type { DraftTemplate } from './draft-template.ts';
import { dsa } from './dsa.ts';
import { examinerReport } from './examiner-report.ts';
import { DRAFT_LANGUAGES, type DraftLanguage } from './language.ts';
import { type Letter, letterHtml, letterText } from './letter.ts';
import { mlaAnnex } from './mla-annex.ts';
import { policeSummary } from './police-summary.ts';
import { preservation } from './preservation.ts';
import { retraction } from './retraction.ts';
import { stix } from './stix.ts';

/** Every kind of draft. A new one is one file and one line here. */
export const DRAFT_TEMPLATES: readonly DraftTemplate[] = [
  dmca,
  dsa,
  preservation,
  ...authorityRequests,
  mlaAnnex,
  policeSummary,
  examinerReport,
  retraction,
  acns,
  csvList,
  stix,
];

/** Stands for the host of a draft that is about all copies. */
const ALL_HOSTS = 'case';

/** A draft for a person to read, correct, sign and send. */
export interface Draft {
  /** What tells it from a refusal. */
  readonly kind: 'draft';
  /** The host that it is for; `case` for all. */
  readonly host: string;
  /** What it says; `letterPdf` writes it as PDF. */
  readonly letter: Letter;
  /** Plain text. */
  readonly text: string;
  /** A page of HTML, without script. */
  readonly html: string;
}

/** A file for programs, which a person reads before it is sent. */
export interface DraftFile {
  /** What tells it from a letter and a refusal. */
  readonly kind: 'file';
  /** The host that it is for; `case` for all. */
  readonly host: string;
  /** The file name's extension, without the dot. */
  readonly extension: string;
  /** The file. */
  readonly content: string;
}

/** Why there is no draft: what the law asks for and the facts lack. */
export interface MissingElements {
  /** What tells it from a draft. */
  readonly kind: 'missing';
  /** The host that it would be for. */
  readonly host: string;
  /** What is missing, each with its provision. */
  readonly missing: readonly string[];
}

/** Options for {@link draftNotices}. */
export interface DraftOptions {
  /** The language of a letter. @defaultValue `en` */
  readonly language?: DraftLanguage | undefined;
}

/** The languages that a kind of draft is there in; none for a file for programs. */
export function languagesOf(template: DraftTemplate): readonly DraftLanguage[] {
  checkObject('template', template);
  return 'parts' in template ? DRAFT_LANGUAGES : [];
}

/**
 * Drafts one notice for each host, which lists all its copies and their works, or one for all, as the kind has it. A missing element blocks the draft, and is
 * named. Nothing is sent.
 * @returns In order of the hosts' names.
 * @throws RangeError when letters are not there in the language.
 */
export function draftNotices(
  template: DraftTemplate,
  facts: DraftFacts,
  options: DraftOptions = {},
): (Draft | DraftFile | MissingElements)[] {
  checkObject('template', template);
  checkText('template.scope', template.scope);
  checkObject('facts', facts);
  checkList('facts.copies', facts.copies, checkObject);
  checkObject('options', options);
  const { language = 'en' } = options;
  if (!DRAFT_LANGUAGES.includes(language)) throw new RangeError(`language must be one of ${DRAFT_LANGUAGES.join(', ')}, got ${language}`);
  if (template.scope === 'case') return facts.copies.length === 0 ? [] : [draftNotice(template, facts, ALL_HOSTS, language)];
  const hosts = [...new Set(facts.copies.map(({ host }) => host))].sort();
  return hosts.map((host) => {
    const copies = facts.copies.filter((copy) => copy.host === host);
    // A host learns of its own copies and of their works, and of no others.
    const works = facts.works.filter(({ title }) => copies.some((copy) => copy.title === title));
    return draftNotice(template, { ...facts, copies, works }, host, language);
  });
}

function draftNotice(
  template: DraftTemplate,
  facts: DraftFacts,
  host: string,
  language: DraftLanguage,
): Draft | DraftFile | MissingElements {
  const { elements } = template;
  const missing = elements.filter(({ isGiven }) => !isGiven(facts)).map(({ provision, what }) => `${provision}: ${what}`);
  if (missing.length > 0) return { kind: 'missing', host, missing };
  if ('write' in template) return { kind: 'file', host, extension: template.extension, content: template.write(facts, host) };
  const title = template.titles[language];
  const letter: Letter = { title, language, parts: template.parts(facts, host, language), onePage: template.onePage ?? false };
  return { kind: 'draft', host, letter, text: letterText(letter), html: letterHtml(letter) };
}
