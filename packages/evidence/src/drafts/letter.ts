import { toBase64 } from '../bytes/bytes.ts';
import { COMMON_WORDS, type DraftLanguage } from './language.ts';

/** A sentence in a language of its own, where the letter is in another. */
export interface ForeignText {
  /** The sentence. */
  readonly text: string;
  /** Its language. */
  readonly lang: DraftLanguage;
}

/** A text of a letter: in one piece, or in pieces where some are in another language. */
export type LetterText = string | readonly (string | ForeignText)[];

/** A part of a letter: a heading with paragraphs or a list below it. */
export interface DraftPart {
  /** The heading; empty for none. */
  readonly heading: string;
  /** Paragraphs, above the list. */
  readonly paragraphs?: readonly string[];
  /** A list, an item a line. */
  readonly items?: readonly LetterText[];
  /** Pairs of pictures, JPEG, below the list. The plain text has their captions. */
  readonly pairs?: readonly PicturePair[];
  /** Whether it begins a page. @defaultValue false */
  readonly newPage?: boolean;
}

/** Two pictures side by side. */
export interface PicturePair {
  /** JPEG of the left one. */
  readonly left: Uint8Array;
  /** JPEG of the right one. */
  readonly right: Uint8Array;
  /** What they are, for all who see them and for all who do not. */
  readonly caption: string;
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
  const blocks = parts.flatMap(({ heading, paragraphs = [], items = [], pairs = [] }) => [
    ...(heading === '' ? [] : [heading.toLocaleUpperCase(language)]),
    ...paragraphs.map(oneLine),
    ...(items.length === 0 ? [] : [items.map((item) => `- ${oneLine(plainText(item))}`).join('\n')]),
    ...pairs.map(({ caption }) => oneLine(caption)),
  ]);
  return `${[COMMON_WORDS[language].note, title, ...blocks].join('\n\n')}\n`;
}

/** A letter as a page of HTML, without script. */
export function letterHtml({ title, language, parts }: Letter): string {
  const body = parts.map(({ heading, paragraphs = [], items = [], pairs = [] }) =>
    [
      heading === '' ? '' : `<h2>${escapeHtml(heading)}</h2>`,
      ...paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`),
      items.length === 0 ? '' : `<ul>${items.map((item) => `<li>${textHtml(item)}</li>`).join('')}</ul>`,
      ...pairs.map(figureHtml),
    ].join('\n'),
  );
  const head = `<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:"><title>${escapeHtml(title)}</title>`;
  return `<!doctype html>\n<html lang="${language}">${head}\n<p><em>${escapeHtml(COMMON_WORDS[language].note)}</em></p>\n<h1>${escapeHtml(title)}</h1>\n${body.join('\n')}\n</html>\n`;
}

/** The pieces of a text, each on one line; none is empty. */
export function piecesOf(text: LetterText): readonly (string | ForeignText)[] {
  const pieces = typeof text === 'string' ? [text] : text;
  return pieces.filter((piece) => (typeof piece === 'string' ? piece : piece.text) !== '');
}

function plainText(text: LetterText): string {
  return piecesOf(text)
    .map((piece) => (typeof piece === 'string' ? piece : piece.text))
    .join('');
}

function textHtml(text: LetterText): string {
  return piecesOf(text)
    .map((piece) => (typeof piece === 'string' ? escapeInline(piece) : `<span lang="${piece.lang}">${escapeInline(piece.text)}</span>`))
    .join('')
    .trim();
}

function figureHtml({ left, right, caption }: PicturePair): string {
  const picture = (jpeg: Uint8Array) => `<img alt="" width="49%" src="data:image/jpeg;base64,${toBase64(jpeg)}">`;
  return `<figure>${picture(left)} ${picture(right)}<figcaption>${escapeHtml(caption)}</figcaption></figure>`;
}

/** A text without line breaks: those of a fact must not pass for parts of the letter. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function escapeHtml(text: string): string {
  return escapeInline(text).trim();
}

/** A piece of a line: what is white at its ends stays, as one space. */
function escapeInline(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
