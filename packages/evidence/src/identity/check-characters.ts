const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

import { checkString } from '@streetdate/core/internal';
/**
 * The check character of ISO 7064 MOD 37,36, which EIDR and ISAN use. It finds every single wrong character,
 * and nearly every two neighbours that changed places.
 * @param text - Digits and capital letters.
 * @throws RangeError for any other character.
 */
export function mod37Check(text: string): string {
  checkString('text', text);
  let product = 36;
  for (const character of text) {
    const value = ALPHABET.indexOf(character);
    if (value < 0) throw new RangeError(`text must be digits and capital letters, got ${JSON.stringify(character)}`);
    product = (((product + value) % 36 || 36) * 2) % 37;
  }
  return ALPHABET[(37 - product) % 36]!;
}

/**
 * The check digit of GS1, which UPC and EAN use: digits count three and one in turn, from the right.
 * @param digits - The number without its check digit.
 * @throws RangeError for anything but digits.
 */
export function gs1Check(digits: string): string {
  checkString('digits', digits);
  if (!/^\d+$/.test(digits)) throw new RangeError(`digits must be digits, got ${JSON.stringify(digits)}`);
  const sum = [...digits].reverse().reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 3 : 1), 0);
  return String((10 - (sum % 10)) % 10);
}
