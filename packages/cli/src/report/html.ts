/** A piece of HTML or SVG that is safe to insert as it is, because {@link html} made it. */
class Markup {
  readonly #source: string;

  constructor(source: string) {
    this.#source = source;
  }

  toString(): string {
    return this.#source;
  }
}

export type { Markup };

/** Values that a template accepts. Text is escaped, markup is inserted, `undefined` and `false` leave nothing. */
export type HtmlValue = Markup | string | number | undefined | false | readonly HtmlValue[];

/**
 * Template tag for HTML and SVG. Every inserted text is escaped, for text and for quoted attributes alike, so that a file name cannot
 * become markup. Only another template inserts markup. Attribute values must be in double quotes.
 */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Markup {
  let source = strings[0] ?? '';
  values.forEach((value, index) => {
    source += insert(value) + (strings[index + 1] ?? '');
  });
  return new Markup(source);
}

/** Markup that the program has as text, such as a style sheet. Never one that a file or a person has a part in. */
export function ownMarkup(source: string): Markup {
  return new Markup(source);
}

function insert(value: HtmlValue): string {
  if (value === undefined || value === false) return '';
  if (typeof value === 'string') return escapeText(visibleText(value));
  if (typeof value === 'number') return String(value);
  return value instanceof Markup ? String(value) : value.map(insert).join('');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '`': '&#96;' };

function escapeText(text: string): string {
  return text.replace(/[&<>"'`]/g, (character) => ENTITIES[character] ?? '');
}

// Controls, line and paragraph separators, zero-width spaces, marks that turn the direction of writing, tags, lone surrogates. Joiners
// (U+200C, U+200D) stay: names in several scripts, and emoji, need them.
const HIDDEN =
  /[\p{Cc}\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/gu;

/**
 * Writes invisible characters, and those that change how their neighbours are displayed, as `⟨U+202E⟩`. A file name made to look like
 * another one is evidence, and must read the same on every screen and on paper.
 */
export function visibleText(text: string): string {
  return text.replace(HIDDEN, (character) => `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`);
}
