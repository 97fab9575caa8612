import { parseWindow, type ReleaseWindow } from '@streetdate/matcher';

/** The windows from `--window` and `--street-date` together. */
export function windowsOf(
  window: readonly ReleaseWindow[],
  streetDate: string | undefined,
  territory: string | undefined,
): ReleaseWindow[] {
  return streetDate === undefined ? [...window] : [...window, parseWindow(`${territory ?? 'WORLD'}:disc:${streetDate}`)];
}
