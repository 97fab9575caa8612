/** Text that is inserted as it is: what {@link html} made, or the program's own. */
export class Markup {
  readonly #source: string;

  constructor(source: string) {
    this.#source = source;
  }

  toString(): string {
    return this.#source;
  }
}

/** What may stand in a template: text is escaped, markup is inserted, `undefined` leaves nothing. */
export type Insertable = Markup | string | number | undefined | readonly Insertable[];

/** Template tag for HTML and SVG; attribute values must stand in double quotes. */
export function html(strings: TemplateStringsArray, ...values: readonly Insertable[]): Markup {
  return new Markup(strings.map((text, at) => text + insert(values[at])).join(''));
}

function insert(value: Insertable): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return value.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
  if (typeof value === 'number') return String(value);
  return value instanceof Markup ? String(value) : value.map(insert).join('');
}
