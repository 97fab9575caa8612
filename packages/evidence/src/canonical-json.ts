import { checkString } from '@streetdate/core/internal';
import canonicalize from 'canonicalize';

/** A value that JSON can hold. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue | undefined };

/**
 * Writes a value as canonical JSON (RFC 8785): equal values give equal bytes, whoever writes them. Members that are undefined are left out.
 * This file is the only adapter of the package that does it.
 * @throws TypeError when JSON cannot hold the value: NaN, an infinity, half a surrogate pair, a circle.
 */
export function toCanonicalJson(value: unknown): string {
  let text: string | undefined;
  try {
    text = canonicalize(value);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TypeError(`value must be something that canonical JSON can hold: ${reason}`, { cause });
  }
  if (text === undefined) throw new TypeError(`value must be something that JSON can hold, got ${typeof value}`);
  return text;
}

/**
 * Reads canonical JSON. Text in any other form is refused, so that one value has one text: a doubled member, a space or another order of
 * members would otherwise go unnoticed.
 * @returns The value, or undefined when the text is no canonical JSON.
 */
export function fromCanonicalJson(text: string): JsonValue | undefined {
  checkString('text', text);
  try {
    const value = JSON.parse(text) as JsonValue;
    return toCanonicalJson(value) === text ? value : undefined;
  } catch {
    return undefined;
  }
}
