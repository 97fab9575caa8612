import { checkObject } from '@streetdate/core/internal';
import type { Source, SourceEvidence } from '@streetdate/matcher';
import { parseReleaseName } from '../name/parse-release-name.ts';
import type { ReleaseName } from '../name/release-name.ts';
import { type SourceFamily, sourceFamily } from '../name/source-family.ts';

/**
 * Weak likelihood ratios for each family of claimed sources. People who write names gain from claiming a better source. Their rules punish
 * a false claim: a camera copy is seldom understated, and now and then called a disc. So a claim of a poor source weighs slightly more than
 * one of a good source. None comes near the 20 : 1 that decides a verdict. The ratios are judgements, not measurements.
 */
const WEIGHTS: Readonly<Partial<Record<SourceFamily, readonly [source: Source, ratio: number]>>> = {
  camera: ['camera', 4],
  screener: ['screener', 4],
  disc: ['disc', 2],
  web: ['digital', 2],
  broadcast: ['broadcast', 3],
};

/**
 * The weight of a release name as evidence of its source: a weak likelihood ratio, or nothing. Pass it to `judge` together with the
 * evidence of the picture. It never decides alone.
 * @param name - A name, or one already parsed.
 * @returns undefined if the name claims no source, or one that does not separate disc, digital, broadcast, camera and screener.
 */
export function nameEvidence(name: string | ReleaseName): SourceEvidence | undefined {
  if (typeof name !== 'string') checkObject('name', name);
  const { source } = typeof name === 'string' ? parseReleaseName(name) : name;
  const family = source === undefined ? undefined : sourceFamily(source);
  const weight = family && WEIGHTS[family];
  if (!weight) return undefined;
  return { source: weight[0], likelihoodRatio: weight[1], reason: `Its name claims ${source}.` };
}
