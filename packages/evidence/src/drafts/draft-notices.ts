import { acns } from './acns.ts';
import { csvList } from './csv-list.ts';
import { dmca } from './dmca.ts';
import type { DraftFacts } from './draft-facts.ts';
import type { DraftPart, DraftTemplate } from './draft-template.ts';
import { dsa } from './dsa.ts';
import { COMMON_WORDS, type DraftLanguage } from './language.ts';
import { mlaAnnex } from './mla-annex.ts';
import { policeSummary } from './police-summary.ts';
import { preservation } from './preservation.ts';
import { stix } from './stix.ts';

/** Every kind of draft. A new one is one file and one line here. */
export const DRAFT_TEMPLATES: readonly DraftTemplate[] = [dmca, dsa, preservation, mlaAnnex, policeSummary, acns, csvList, stix];

/** Stands for the host of a draft that is about all copies. */
const ALL_HOSTS = 'case';

/** A draft for a person to read, correct, sign and send. */
export interface Draft {
  /** What tells it from a refusal. */
  readonly kind: 'draft';
  /** The host that it is for; `case` for all. */
  readonly host: string;
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
  return 'parts' in template ? ['en', ...(Object.keys(template.titles ?? {}) as DraftLanguage[])] : [];
}

/**
 * Drafts one notice for each host, which lists all its copies, or one for all, as the kind has it. A missing element blocks the draft, and is
 * named. Nothing is sent.
 * @returns In order of the hosts' names.
 * @throws RangeError when the letter is not there in the language.
 */
export function draftNotices(
  template: DraftTemplate,
  facts: DraftFacts,
  options: DraftOptions = {},
): (Draft | DraftFile | MissingElements)[] {
  const { language = 'en' } = options;
  const languages = languagesOf(template);
  if (languages.length > 0 && !languages.includes(language)) {
    throw new RangeError(`language must be ${languages.join(', ')} for ${template.name}, got ${language}`);
  }
  if (template.scope === 'case') return facts.copies.length === 0 ? [] : [draftNotice(template, facts, ALL_HOSTS, language)];
  const hosts = [...new Set(facts.copies.map(({ host }) => host))].sort();
  return hosts.map((host) =>
    draftNotice(template, { ...facts, copies: facts.copies.filter((copy) => copy.host === host) }, host, language),
  );
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
  const title = template.titles?.[language] ?? template.title;
  const written = template.parts(facts, host, language);
  return { kind: 'draft', host, text: textOf(title, written, language), html: htmlOf(title, written, language) };
}

function textOf(title: string, parts: readonly DraftPart[], language: DraftLanguage): string {
  const blocks = parts.flatMap(({ heading, paragraphs = [], items = [] }) => [
    ...(heading === '' ? [] : [heading.toLocaleUpperCase(language)]),
    ...paragraphs.map(oneLine),
    ...(items.length === 0 ? [] : [items.map((item) => `- ${oneLine(item)}`).join('\n')]),
  ]);
  return `${[COMMON_WORDS[language].note, title, ...blocks].join('\n\n')}\n`;
}

function htmlOf(title: string, parts: readonly DraftPart[], language: DraftLanguage): string {
  const body = parts.map(({ heading, paragraphs = [], items = [] }) =>
    [
      heading === '' ? '' : `<h2>${escapeHtml(heading)}</h2>`,
      ...paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`),
      items.length === 0 ? '' : `<ul>${items.map((item) => `<li>${escapeHtml(item)}</li>`).join('')}</ul>`,
    ].join('\n'),
  );
  const head = `<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'"><title>${escapeHtml(title)}</title>`;
  return `<!doctype html>\n<html lang="${language}">${head}\n<p><em>${escapeHtml(COMMON_WORDS[language].note)}</em></p>\n<h1>${escapeHtml(title)}</h1>\n${body.join('\n')}\n</html>\n`;
}

/** Line breaks of a fact must not pass for parts of the draft. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function escapeHtml(text: string): string {
  return oneLine(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
