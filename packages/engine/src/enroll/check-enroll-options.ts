import { checkBoolean, checkFields, checkList, checkOneOf, checkStorable, checkText, shown } from '@streetdate/core/internal';
import { parseWindow } from '@streetdate/matcher';
import { PROMO_FORMS, PROMO_STATES, REFERENCE_KINDS, readTerritory, readWindows, timePublication } from '@streetdate/matcher/internal';
import { CALL_CHECKS } from '../scan/check-scan-options.ts';
import type { EnrollOptions } from './enrollment.ts';
import { checkPromoOptions } from './match-promos.ts';

const FORMS = ['file', 'disc', 'archive', 'any'] as const;

/** Checks the options of an enrollment. @returns Them with territories in capitals. @throws TypeError or RangeError that names the option. */
export function readEnrollOptions(options: EnrollOptions): EnrollOptions {
  checkFields<EnrollOptions>(options, {
    ...CALL_CHECKS,
    title: checkTitleName,
    windows: readWindows,
    id: checkStorable,
    kind: (name, value) => checkOneOf(name, value, REFERENCE_KINDS),
    promo: readPromo,
    promos: (name, value) => checkOneOf(name, value, PROMO_STATES),
    force: checkBoolean,
    edition: checkStorable,
    territory: readTerritory,
    thumbnails: checkBoolean,
    details: checkBoolean,
    localFeatures: checkBoolean,
    iscc: checkBoolean,
    videoCode: checkBoolean,
    variant: checkStorable,
    distributor: checkStorable,
    streetDate: checkStreetDate,
    mainTitle: checkStorable,
    as: (name, value) => checkOneOf(name, value, FORMS),
  });
  checkPromoOptions(options);
  const { territory, windows, promo } = options;
  return {
    ...options,
    ...(promo !== undefined && { promo: readPromo('promo', promo) }),
    ...(territory !== undefined && { territory: readTerritory('territory', territory) }),
    ...(windows !== undefined && { windows: readWindows('windows', windows) }),
  };
}

/** Checks what is said of a promo. @returns It with territories in capitals. */
function readPromo(name: string, value: unknown): NonNullable<EnrollOptions['promo']> {
  const promo = value as NonNullable<EnrollOptions['promo']>;
  checkFields<NonNullable<EnrollOptions['promo']>>(
    promo,
    { form: (field, form) => checkOneOf(field, form, PROMO_FORMS), publications: (field, list) => checkList(field, list) },
    name,
  );
  checkList(`${name}.publications`, promo.publications);
  const { form, publications } = promo;
  return {
    ...(form !== undefined && { form }),
    publications: publications.map((each, place) => timePublication(each, `${name}.publications[${place}]`).publication),
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
