import { checkText, shown } from '@streetdate/core/internal';

/** Every alpha-2 code of ISO 3166-1, in order. Codes that it leaves to users, such as XX and ZZ, are no countries. */
const CODES =
  'ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCNCOCRCUCVCWCXCYCZDEDJDKDMDODZECEEEGEHERESETFI' +
  'FJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHUIDIEILIMINIOIQIRISITJEJMJOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDME' +
  'MFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONPNRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURWSASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSV' +
  'SXSYSZTCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUAUGUMUSUYUZVAVCVEVGVIVNVUWFWSYEYTZAZMZW';

const COUNTRIES: ReadonlySet<string> = new Set(CODES.match(/../g));

/** Whether two capital letters are a country's code of ISO 3166-1. */
export function isCountry(code: string): boolean {
  return COUNTRIES.has(code);
}

/** How strictly territories are read: `stored` takes any two letters, since older versions stored codes that no country has. */
export type TerritoryRule = 'given' | 'stored';

/**
 * Reads the code of a country, in any case.
 * @param name - Its name in errors.
 * @returns It in capitals.
 * @throws TypeError or RangeError that names it.
 */
export function readCountry(name: string, code: unknown, rule: TerritoryRule = 'given'): string {
  checkText(name, code);
  const territory = code.toUpperCase();
  if (territory === 'UK') throw new RangeError(`${name} must be an ISO 3166-1 code: GB is the code of the United Kingdom, got ${code}`);
  if (!/^[A-Z]{2}$/.test(territory)) {
    throw new RangeError(`${name} must be a two-letter ISO 3166-1 country code such as US, got ${shown(code)}`);
  }
  if (rule === 'given' && !isCountry(territory))
    throw new RangeError(`${name} must be an ISO 3166-1 country code, and no country has ${code}`);
  return territory;
}

/** As {@link readCountry}, and `WORLD` is a territory too. */
export function readTerritory(name: string, code: unknown, rule: TerritoryRule = 'given'): string {
  checkText(name, code);
  return code.toUpperCase() === 'WORLD' ? 'WORLD' : readCountry(name, code, rule);
}
