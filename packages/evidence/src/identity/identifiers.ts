import { checkString } from '@streetdate/core/internal';
import { gs1Check, mod37Check } from './check-characters.ts';

/** An identifier as it is written, or why it is none. */
export type ReadIdentifier =
  | {
      /** The identifier in its usual spelling. */
      readonly value: string;
    }
  | {
      /** Why the text is none, to go after a name: "the check character must be …". */
      readonly reason: string;
    };

/** Reads an EIDR content id, `10.5240/7791-8534-2C23-9030-8610-5`, also as a DOI address or in small letters, and checks its last character. */
export function readEidr(text: string): ReadIdentifier {
  checkString('text', text);
  const plain = text.trim().replace(/^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:|eidr:)/i, '');
  const [, digits = '', check = ''] = /^10\.5240\/((?:[0-9A-F]{4}-){5})([0-9A-Z])$/i.exec(plain) ?? [];
  if (digits === '') return { reason: 'an EIDR must be 10.5240/ with five groups of four hexadecimal digits and a check character' };
  const value = digits.replaceAll('-', '').toUpperCase();
  return checked(mod37Check(value), check.toUpperCase(), `10.5240/${digits.toUpperCase()}`);
}

/** Reads an ISAN (ISO 15706-2), `ISAN 0000-0000-D07A-0090-Q-0000-0000-X`, with or without its version part, and checks its check characters. */
export function readIsan(text: string): ReadIdentifier {
  checkString('text', text);
  const plain = text
    .trim()
    .toUpperCase()
    .replace(/^ISAN[\s:]*/, '');
  const [, root = '', check = '', version, versionCheck] =
    /^((?:[0-9A-F]{4}-){4})([0-9A-Z])(?:-((?:[0-9A-F]{4}-){2})([0-9A-Z]))?$/.exec(plain) ?? [];
  if (root === '')
    return { reason: 'an ISAN must be four groups of four hexadecimal digits and a check character, and may go on with a version' };
  const first = checked(mod37Check(root.replaceAll('-', '')), check, `ISAN ${root}`);
  if ('reason' in first || version === undefined || versionCheck === undefined) return first;
  return checked(mod37Check(`${root}${version}`.replaceAll('-', '')), versionCheck, `${first.value}-${version}`);
}

/** Reads a GTIN (UPC-A, EAN-8, EAN-13, GTIN-14), spaces and hyphens aside, and checks its last digit. A UPC-A keeps its twelve digits. */
export function readGtin(text: string): ReadIdentifier {
  checkString('text', text);
  const digits = text.replace(/[\s-]/g, '');
  if (!/^(?:\d{8}|\d{12,14})$/.test(digits)) return { reason: 'a UPC or EAN must have 8, 12, 13 or 14 digits' };
  return checked(gs1Check(digits.slice(0, -1)), digits.slice(-1), digits.slice(0, -1));
}

function checked(expected: string, found: string, before: string): ReadIdentifier {
  if (expected === found) return { value: `${before}${found}` };
  return { reason: `the check character must be ${expected}, got ${found}: a character before it is wrong` };
}
