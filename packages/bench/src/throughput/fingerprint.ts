import { fingerprintFile } from '@streetdate/core';
import type { Section } from '../measure/figure.ts';
import { measureRounds, type RoundOptions } from '../measure/rounds.ts';
import { bareDecode } from './decode.ts';

/**
 * The cost of a fingerprint, as a ratio to decoding the same file. The target is at most 1.1 at 1080 rows.
 * @param title - What is decoded, for the sections' titles.
 */
export function benchFingerprint(title: string, clip: string, notes: readonly string[], options: RoundOptions = {}): Promise<Section[]> {
  const jobs = [
    bareDecode(clip),
    { name: 'fingerprintFile, query', run: () => fingerprintFile(clip, { role: 'query' }) },
    { name: 'fingerprintFile, reference', run: () => fingerprintFile(clip, { role: 'reference' }) },
  ];
  return measureRounds(title, jobs, notes, options);
}
