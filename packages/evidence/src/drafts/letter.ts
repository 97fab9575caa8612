import { COMMON_WORDS, type DraftLanguage } from './language.ts';

/** A part of a letter: a heading with paragraphs or a list below it. */
export interface DraftPart {
  /** The heading; empty for none. */
  readonly heading: string;
  /** Paragraphs, above the list. */
  readonly paragraphs?: readonly string[];
  /** A list, an item a line. */
  readonly items?: readonly string[];
}

/** What a letter says, whatever form it is written in. */
export interface Letter {
  /** Its title. */
  readonly title: string;
  /** Its language. */
  readonly language: DraftLanguage;
  /** Its parts, in order. */
  readonly parts: readonly DraftPart[];
  /** Whether it has to fit one page. @defaultValue false */
  readonly onePage?: boolean;
}

/** A letter as plain text. */
export function letterText({ title, language, parts }: Letter): string {
  const blocks = parts.flatMap(({ heading, paragraphs = [], items = [] }) => [
    ...(heading === '' ? [] : [heading.toLocaleUpperCase(language)]),
    ...paragraphs.map(oneLine),
    ...(items.length === 0 ? [] : [items.map((item) => `- ${oneLine(item)}`).join('\n')]),
  ]);
  return `${[COMMON_WORDS[language].note, title, ...blocks].join('\n\n')}\n`;
}

/** A letter as a page of HTML, without script. */
export function letterHtml({ title, language, parts }: Letter): string {
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

/** A text without line breaks: those of a fact must not pass for parts of the letter. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function escapeHtml(text: string): string {
  return oneLine(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
