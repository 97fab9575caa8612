import { Readable } from 'node:stream';
import { Problem } from './problem.ts';

/** Text of several lines may have these. */
const OF_TEXT = /[\t\n\r]/g;

/**
 * Refuses control characters, which no name, link, id or address has, and of which PostgreSQL stores none of the first. Texts of a body may have
 * several lines.
 * @throws Problem 422 that names the field.
 */
export function refuseControlCharacters(request: { readonly params: unknown; readonly query: unknown; readonly body: unknown }): void {
  const left: [name: string, value: unknown, isText: boolean][] = [
    ['', request.params, false],
    ['', request.query, false],
    ['', request.body, true],
  ];
  // By a list and not by calls: a body may be nested deeper than calls can be.
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const [name, value, isText] = next;
    if (typeof value === 'string') checkText(name, value, isText);
    else if (isPlain(value)) {
      for (const [key, each] of Object.entries(value)) {
        checkText('a name in the body', key, false);
        left.push([Array.isArray(value) ? name : key, each, isText]);
      }
    }
  }
}

function checkText(name: string, text: string, isText: boolean): void {
  const wrong = /\p{Cc}/u.exec(isText ? text.replace(OF_TEXT, '') : text)?.[0];
  if (wrong === undefined) return;
  const code = wrong.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  throw new Problem(422, 'control-character', `${name || 'the request'} must have no control characters, got U+${code}`);
}

/** A body of bytes is a stream. */
function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !(value instanceof Readable) && !ArrayBuffer.isView(value);
}
