import type { Rendition } from './copy/rendition.ts';
import { type Doubt, type SignName, strongest } from './sign.ts';
import type { SourceEvidence } from './source-evidence.ts';

/** A doubt, with the sign that has it, and the family of signs that rest on the same trait. */
export interface FamilyDoubt extends Doubt {
  readonly sign: SignName;
  readonly family: string;
}

/**
 * What the doubts of one trait leave of a source at least, and what those of all traits do. They share one way to be wrong: a rendition of that source that nobody enrolled, and
 * that has all the traits that another source's enrolled one has. A sale in another country, or a later master, is that common for one trait. Who shares one need not share the next:
 * a half is taken for each further family, though releases of one master and country have many traits in common, and no more than twice.
 */
const LEAST_OF_A_SOURCE = { oneTrait: 1 / 50, eachFurther: 1 / 2, allTraits: 1 / 200 } as const;

/** What is left of a sign beyond this is not worth a sentence. */
const LEAST_WORTH_SAYING = 0.95;

/**
 * What the doubts of single renditions say against their sources. A source is as likely as its likeliest rendition, so each rendition is weighed by all of
 * its doubts together, one of a family, before a source's renditions are held against each other: one may be ruled out by its speed, and the
 * other by its frame rate. Doubts in favour of another rendition of the same source say nothing of the source.
 * @param doubts - In order of the signs' worth.
 * @returns For each source of which every rendition is doubted, the doubts of the one that is left likeliest; together no smaller than {@link LEAST_OF_A_SOURCE} says.
 */
export function weighSources(renditions: readonly Rendition[], doubts: readonly FamilyDoubt[]): SourceEvidence[] {
  return [...new Set(renditions.map(({ source }) => source))].flatMap((source): SourceEvidence[] => {
    const weighed = renditions
      .filter((rendition) => rendition.source === source)
      .map(({ referenceId }) => {
        const own = doubts.filter((doubt) => doubt.referenceId === referenceId && doubt.betterSource !== source);
        const counted = own.filter((doubt) => doubt === strongest(own.filter(({ family }) => family === doubt.family)));
        return { counted, likelihoodRatio: counted.reduce((product, each) => product * each.likelihoodRatio, 1) };
      });
    const likeliest = weighed.reduce((best, each) => (each.likelihoodRatio > best.likelihoodRatio ? each : best));
    return bounded(likeliest.counted.map(({ likelihoodRatio, reason }) => ({ source, likelihoodRatio, reason })));
  });
}

/** The evidence of one source, one for each family, together no smaller than {@link LEAST_OF_A_SOURCE} says: what is past it is left out, the worthiest kept. */
function bounded(found: readonly SourceEvidence[]): SourceEvidence[] {
  const { oneTrait, eachFurther, allTraits } = LEAST_OF_A_SOURCE;
  const families = found.filter(({ likelihoodRatio }) => likelihoodRatio <= LEAST_WORTH_SAYING).length;
  const least = Math.max(allTraits, oneTrait * eachFurther ** (families - 1));
  let left = 1;
  return found.flatMap((evidence): SourceEvidence[] => {
    // Rounded, or a person reads 0.19999999999999998.
    const likelihoodRatio = Number(Math.max(evidence.likelihoodRatio, least / left).toPrecision(6));
    if (likelihoodRatio > LEAST_WORTH_SAYING) return [];
    left *= likelihoodRatio;
    return [{ ...evidence, likelihoodRatio }];
  });
}
