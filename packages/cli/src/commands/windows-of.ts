import { parseWindow, type ReleaseWindow } from '@streetdate/matcher';

/** The windows that `--window` and `--street-date` give together. */
export function windowsOf(
  window: readonly ReleaseWindow[],
  streetDate: string | undefined,
  territory: string | undefined,
): ReleaseWindow[] {
  return streetDate === undefined ? [...window] : [...window, parseWindow(`${territory ?? 'WORLD'}:disc:${streetDate}`)];
}
