import type { Source, SourceEvidence } from '@streetdate/matcher';
import { parseReleaseName } from '../name/parse-release-name.ts';
import type { ReleaseName } from '../name/release-name.ts';
import { type SourceFamily, sourceFamily } from '../name/source-family.ts';

/**
 * What each family of claimed sources speaks for, and how weakly. A name is written by those who gain from a better one, and by their rules
 * against a worse one: a camera copy is seldom sold as less than it is, and called a disc now and then. So a claim of a poor source weighs a
 * little more than one of a good source, and none comes near the 20 to 1 that decides a verdict. The ratios are judgements, not measurements.
 */
const WEIGHTS: Readonly<Partial<Record<SourceFamily, readonly [source: Source, ratio: number]>>> = {
  camera: ['camera', 4],
  screener: ['screener', 4],
  disc: ['disc', 2],
  web: ['digital', 2],
  broadcast: ['broadcast', 3],
};

/**
 * What a release's name is worth as evidence of its source: a weak likelihood ratio, or nothing. Give it to `judge` beside what the pictures
 * say; it never decides alone.
 * @param name - A name, or one that was read.
 * @returns undefined where the name claims no source, or one that tells nothing between disc, digital, broadcast, camera and screener.
 */
export function nameEvidence(name: string | ReleaseName): SourceEvidence | undefined {
  const { source } = typeof name === 'string' ? parseReleaseName(name) : name;
  const family = source === undefined ? undefined : sourceFamily(source);
  const weight = family && WEIGHTS[family];
  if (!weight) return undefined;
  return { source: weight[0], likelihoodRatio: weight[1], reason: `Its name claims ${source}.` };
}
