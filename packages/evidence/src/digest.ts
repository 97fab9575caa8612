import { toBytes, toHex } from './bytes/bytes.ts';
import { sha256 } from './bytes/hash.ts';
import { toCanonicalJson } from './canonical-json.ts';

/** SHA-256 of a value's canonical JSON, in hexadecimal. */
export function digestOf(value: unknown): string {
  return toHex(sha256(toBytes(toCanonicalJson(value))));
}
