import { createHash } from 'node:crypto';
import { toCanonicalJson } from './canonical-json.ts';

/** SHA-256 of a value's canonical JSON, in hexadecimal. */
export function digestOf(value: unknown): string {
  return createHash('sha256').update(toCanonicalJson(value)).digest('hex');
}
