import { strongest } from './compare/compare-renditions.ts';
import type { Rendition } from './copy/rendition.ts';
import type { Doubt } from './sign.ts';
import type { SourceEvidence } from './source-evidence.ts';

/** A doubt, the sign that raised it, and the trait that the sign rests on. */
export interface TraitDoubt<Name extends string = string> extends Doubt {
  readonly sign: Name;
  readonly trait: string;
}

/**
 * Lower bounds on what doubts leave of a source: for one trait, a factor for each further one, and for all together. All doubts fail in
 * the same way: the copy may come from a rendition of that source that nobody enrolled, such as a sale in another country or a later
 * master. Such renditions share traits (one master, one country), so each further trait halves the bound only.
 */
const BOUNDS = { oneTrait: 1 / 50, eachFurther: 1 / 2, allTraits: 1 / 200 } as const;

/** Evidence weaker than this is not worth a sentence. */
const WEAKEST_REPORTED = 0.95;

/**
 * Combines doubts about renditions into evidence about their sources. A source is as likely as its likeliest rendition. So each rendition
 * gets all its own doubts first, the strongest of each trait: one may be excluded by its speed, and another by its frame rate.
 * Doubts in favour of another rendition of the same source do not count.
 * @param doubts - In order of the signs.
 * @returns For each source whose renditions are all doubted, the doubts of its likeliest rendition, bounded by {@link BOUNDS}.
 */
export function weighSources(renditions: readonly Rendition[], doubts: readonly TraitDoubt[]): SourceEvidence[] {
  return [...new Set(renditions.map(({ source }) => source))].flatMap((source): SourceEvidence[] => {
    const weighed = renditions
      .filter((rendition) => rendition.source === source)
      .map(({ referenceId }) => {
        const own = doubts.filter((doubt) => doubt.referenceId === referenceId && doubt.betterSource !== source);
        const counted = own.filter((doubt) => doubt === strongest(own.filter(({ trait }) => trait === doubt.trait)));
        return { counted, likelihoodRatio: counted.reduce((product, each) => product * each.likelihoodRatio, 1) };
      });
    const likeliest = weighed.reduce((best, each) => (each.likelihoodRatio > best.likelihoodRatio ? each : best));
    return bounded(likeliest.counted.map(({ likelihoodRatio, reason, sign }) => ({ source, likelihoodRatio, reason, sign })));
  });
}

/** Evidence about one source, one entry for each trait, with a product within {@link BOUNDS}: later entries give way. */
function bounded(found: readonly SourceEvidence[]): SourceEvidence[] {
  const { oneTrait, eachFurther, allTraits } = BOUNDS;
  const traits = found.filter(({ likelihoodRatio }) => likelihoodRatio <= WEAKEST_REPORTED).length;
  const least = Math.max(allTraits, oneTrait * eachFurther ** (traits - 1));
  let left = 1;
  return found.flatMap((evidence): SourceEvidence[] => {
    // Rounded, or people would read 0.19999999999999998.
    const likelihoodRatio = Number(Math.max(evidence.likelihoodRatio, least / left).toPrecision(6));
    if (likelihoodRatio > WEAKEST_REPORTED) return [];
    left *= likelihoodRatio;
    return [{ ...evidence, likelihoodRatio }];
  });
}
