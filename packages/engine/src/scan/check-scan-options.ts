import {
  checkBoolean,
  checkFields,
  checkFunction,
  checkInteger,
  checkList,
  checkOneOf,
  checkPath,
  checkSignal,
  checkStorable,
  checkText,
} from '@streetdate/core/internal';
import { checkSourceEvidence, readCountry, readSeenAt, readWindows, SIGHTING_BASES } from '@streetdate/matcher/internal';
import type { FindCopiesOptions } from './find-copies.ts';
import type { JudgeOptions, ScanOptions, SightingOptions } from './scan-options.ts';
import type { SearchAgainOptions } from './search-again.ts';

/** Most characters of an address, as browsers take them. */
const LONGEST_LINK = 8192;
/** Most characters of a host, by DNS. */
const LONGEST_HOST = 253;

/** Most characters of an account. */
const LONGEST_ACCOUNT = 256;

/** The paths of a call, one or several. @throws TypeError that names the wrong one. */
export function pathsOf(name: string, paths: unknown): readonly string[] {
  if (typeof paths === 'string') {
    checkPath(name, paths);
    return [paths];
  }
  checkList(name, paths, checkPath);
  return paths as readonly string[];
}

/** How each option of a sighting is checked. */
export const SIGHTING_CHECKS = {
  seenAt: readSeenAt,
  seenAtBasis: (name: string, value: unknown) => checkOneOf(name, value, SIGHTING_BASES),
  territory: readCountry,
  sourceEvidence: checkSourceEvidence,
  nameOf: checkFunction,
};

/** How a place is checked. */
const PLACE_CHECKS = {
  link: (name: string, value: unknown) => checkStorable(name, value, LONGEST_LINK),
  host: (name: string, value: unknown) => checkStorable(name, value, LONGEST_HOST),
  account: (name: string, value: unknown) => checkStorable(name, value, LONGEST_ACCOUNT),
};

/** How options are checked that many calls have. */
export const CALL_CHECKS = {
  concurrency: (name: string, value: unknown) => checkInteger(name, value, 1, 64),
  signal: checkSignal,
  onProgress: checkFunction,
  onNote: checkFunction,
};

/** Options with the time of the sighting as text, its country in capitals, and the territories of windows in capitals. */
export function withRead<T extends SightingOptions & Pick<JudgeOptions, 'windows'>>(options: T): T {
  const { seenAt, territory, windows } = options;
  return {
    ...options,
    ...(seenAt !== undefined && { seenAt: readSeenAt('seenAt', seenAt) }),
    ...(territory !== undefined && { territory: readCountry('territory', territory) }),
    ...(windows !== undefined && { windows: readWindows('windows', windows) }),
  };
}

/** Checks the options of a scan. @throws TypeError or RangeError that names the option. */
export function readScanOptions(options: ScanOptions): ScanOptions {
  const { concurrency, signal, onProgress, onNote } = CALL_CHECKS;
  checkFields<ScanOptions>(options, {
    ...SIGHTING_CHECKS,
    ...{ concurrency, signal, onProgress, onNote },
    ...PLACE_CHECKS,
    windows: readWindows,
    only: checkFunction,
    isGrowing: checkFunction,
    checkSums: checkBoolean,
    iscc: checkBoolean,
    rescan: checkBoolean,
    thorough: checkBoolean,
    skip: (name, value) => checkList(name, value, checkText),
    spoolBytes: (name, value) => checkInteger(name, value, 1, Number.MAX_SAFE_INTEGER),
    noteUnscanned: checkBoolean,
    deletedFiles: checkBoolean,
    members: checkFunction,
  });
  const { link, host, account } = options;
  if (account !== undefined && link === undefined && host === undefined) {
    throw new TypeError('account must be beside link or host, which it is an account of, got it alone');
  }
  return withRead(options);
}

/** Checks the options of a judgement. @throws TypeError or RangeError that names the option. */
export function readJudgeOptions(options: JudgeOptions): JudgeOptions {
  checkFields<JudgeOptions>(options, { ...SIGHTING_CHECKS, windows: readWindows, place: checkPlace });
  return withRead(options);
}

/** Checks a place where a file was seen. */
function checkPlace(name: string, place: unknown): void {
  checkFields(place as NonNullable<JudgeOptions['place']>, PLACE_CHECKS, name);
}

/** Checks the options of a search of a stored scan. @throws TypeError or RangeError that names the option. */
export function checkSearchAgainOptions(options: SearchAgainOptions): void {
  const { signal, onNote } = CALL_CHECKS;
  checkFields<SearchAgainOptions>(options, { signal, onNote, nameOf: checkFunction });
}

/** Checks the options of a search that stores nothing. @throws TypeError or RangeError that names the option. */
export function readFindCopiesOptions(options: FindCopiesOptions): FindCopiesOptions {
  const { seenAt, seenAtBasis, territory } = SIGHTING_CHECKS;
  const { link, host } = PLACE_CHECKS;
  const { signal, onNote } = CALL_CHECKS;
  const name = (field: string, value: unknown) => checkStorable(field, value, LONGEST_LINK);
  checkFields<FindCopiesOptions>(options, { name, seenAt, seenAtBasis, territory, link, host, signal, onNote });
  return withRead(options);
}
