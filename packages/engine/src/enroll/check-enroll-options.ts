import { checkBoolean, checkFields, checkOneOf, checkStorable, checkText, shown } from '@streetdate/core/internal';
import { parseWindow } from '@streetdate/matcher';
import { REFERENCE_KINDS, readTerritory, readWindows } from '@streetdate/matcher/internal';
import { CALL_CHECKS } from '../scan/check-scan-options.ts';
import type { EnrollOptions } from './enrollment.ts';

const FORMS = ['file', 'disc', 'archive', 'any'] as const;

/** Checks the options of an enrollment. @returns Them with territories in capitals. @throws TypeError or RangeError that names the option. */
export function readEnrollOptions(options: EnrollOptions): EnrollOptions {
  checkFields<EnrollOptions>(options, {
    ...CALL_CHECKS,
    title: checkTitleName,
    windows: readWindows,
    id: checkStorable,
    kind: (name, value) => checkOneOf(name, value, REFERENCE_KINDS),
    edition: checkStorable,
    territory: readTerritory,
    thumbnails: checkBoolean,
    details: checkBoolean,
    iscc: checkBoolean,
    videoCode: checkBoolean,
    variant: checkStorable,
    distributor: checkStorable,
    streetDate: checkStreetDate,
    mainTitle: checkStorable,
    as: (name, value) => checkOneOf(name, value, FORMS),
  });
  const { territory, windows } = options;
  return {
    ...options,
    ...(territory !== undefined && { territory: readTerritory('territory', territory) }),
    ...(windows !== undefined && { windows: readWindows('windows', windows) }),
  };
}

/** An empty name is refused by `nameOfTitle`, which knows the disc's own. */
function checkTitleName(name: string, value: unknown): void {
  if (value !== '') checkStorable(name, value);
}

/** A street date is the instant of a window, perhaps with `@ZONE`. */
function checkStreetDate(name: string, value: unknown): void {
  checkText(name, value);
  try {
    parseWindow(`WORLD:disc:${value}`);
  } catch (cause) {
    throw new RangeError(`${name} must be an ISO 8601 date or instant, perhaps with @ZONE, got ${shown(value)}`, { cause });
  }
}
