import type { DiscOfReference } from '@streetdate/engine/records';

/** Names of the kinds of discs. */
export const DISC_KINDS = { dvd: 'DVD-Video', bluray: 'Blu-ray', 'uhd-bluray': 'UHD Blu-ray' } as const;

/** Most discs that are listed: a trailer may be on hundreds. */
const MOST_DISCS = 4;

/** The discs with a reference, a line each: `Blu-ray film-disc-batch-7, title 00800 (Steelbook, batch-7, US, from 2026-03-10)`. */
export function discsInWords(discs: readonly DiscOfReference[]): string[] {
  const lines = discs.slice(0, MOST_DISCS).map(({ id, kind, feature, edition, variant, territory, distributor, streetDate }) => {
    const facts = [edition, variant, territory, distributor, streetDate && `from ${streetDate}`].filter((fact) => fact !== undefined);
    return `${DISC_KINDS[kind]} ${id}, title ${feature}${facts.length > 0 ? ` (${facts.join(', ')})` : ''}`;
  });
  return discs.length > MOST_DISCS ? [...lines, `${discs.length - MOST_DISCS} further discs`] : lines;
}
