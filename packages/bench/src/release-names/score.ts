import type { KnownName } from './known-names.ts';
import { canonical, FIELDS, type Field, type RawFields } from './named-fields.ts';

/** How many of the expected fields a parser got right. */
export interface Score {
  /** Right and expected, by field. */
  readonly fields: ReadonlyMap<Field, { readonly right: number; readonly stated: number }>;
  /** Right among all that were expected. */
  readonly share: number;
  /** The wrong fields, for work on the parser. */
  readonly faults: readonly { readonly name: string; readonly field: Field; readonly said: string | undefined; readonly right: string }[];
}

/** Compares a parser's fields with the expected ones. A parser that throws gives none. */
export function scoreParser(parse: (name: string) => RawFields, names: readonly KnownName[]): Score {
  const fields = new Map(FIELDS.map((field) => [field, { right: 0, stated: 0 }]));
  const faults: Score['faults'][number][] = [];
  for (const { name, right, partial } of names) {
    const said = attempt(parse, name);
    for (const [field, values] of right) {
      const value = canonical(field, said[field]);
      const count = fields.get(field)!;
      count.stated++;
      const parts = value?.split(' + ') ?? [];
      if (value !== undefined && (values.has(value) || (partial.has(field) && parts.some((part) => values.has(part))))) count.right++;
      else faults.push({ name, field, said: value, right: [...values].join(' | ') });
    }
  }
  const sum = (part: 'right' | 'stated') => [...fields.values()].reduce((total, count) => total + count[part], 0);
  return { fields, share: sum('right') / sum('stated'), faults };
}

function attempt(parse: (name: string) => RawFields, name: string): RawFields {
  try {
    return parse(name);
  } catch {
    return {};
  }
}
