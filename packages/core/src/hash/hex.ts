import { checkInteger, shown } from '../check.ts';
/**
 * A hash as hexadecimal text, the highest bit first, as PDQ hashes are published.
 * @param hashes - Packed hashes.
 * @param at - Index of the hash's first word.
 * @param words - Words in a hash. 8 for 256 bits.
 * @returns 8 lowercase digits for each word.
 */
export function hashToHex(hashes: Uint32Array, at = 0, words = 8): string {
  if (!(hashes instanceof Uint32Array)) throw new TypeError(`hashes must be a Uint32Array, got ${shown(hashes)}`);
  checkInteger('words', words, 1, 1024);
  checkInteger('at', at, 0, hashes.length - words);
  let hex = '';
  for (let word = words - 1; word >= 0; word--) hex += hashes[at + word]!.toString(16).padStart(8, '0');
  return hex;
}

/**
 * Reads a hash from hexadecimal text, the highest bit first.
 * @returns The hash's words, owned by the caller.
 * @throws RangeError when the text is not made of one or more groups of eight hexadecimal digits.
 */
export function hashFromHex(hex: string): Uint32Array {
  if (typeof hex !== 'string') throw new TypeError(`hex must be a string, got ${shown(hex)}`);
  if (!/^([0-9a-f]{8})+$/i.test(hex)) throw new RangeError(`hex must be groups of eight hexadecimal digits, got ${JSON.stringify(hex)}`);
  const words = new Uint32Array(hex.length / 8);
  for (let word = 0; word < words.length; word++) words[words.length - 1 - word] = Number.parseInt(hex.slice(8 * word, 8 * word + 8), 16);
  return words;
}
