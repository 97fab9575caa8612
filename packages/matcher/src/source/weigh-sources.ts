import type { Rendition } from './rendition.ts';
import { type Doubt, type SignName, strongest } from './sign.ts';
import type { SourceEvidence } from './source-evidence.ts';

/** A doubt, with the sign that has it, and the family of signs that rest on the same trait. */
export interface FamilyDoubt extends Doubt {
  readonly sign: SignName;
  readonly family: string;
}

/**
 * Least that all signs together leave of a source, however many agree. They share one way to be wrong: a rendition of that source that nobody
 * enrolled, and that has all the traits at once. A sale in another country, or a later master, is that common.
 */
const LEAST_OF_A_SOURCE = 1 / 50;

/** What is left of a sign beyond this is not worth a sentence. */
const LEAST_WORTH_SAYING = 0.95;

/**
 * What the doubts of single renditions say against their sources. A source is as likely as its likeliest rendition, so each rendition is weighed by all of
 * its doubts together, one of a family, before a source's renditions are held against each other: one may be ruled out by its speed, and the
 * other by its frame rate. Doubts in favour of another rendition of the same source say nothing of the source.
 * @param doubts - In order of the signs' worth.
 * @returns For each source of which every rendition is doubted, the doubts of the one that is left likeliest; together no smaller than {@link LEAST_OF_A_SOURCE}.
 */
export function weighSources(renditions: readonly Rendition[], doubts: readonly FamilyDoubt[]): SourceEvidence[] {
  const found = [...new Set(renditions.map(({ source }) => source))].flatMap((source): SourceEvidence[] => {
    const weighed = renditions
      .filter((rendition) => rendition.source === source)
      .map(({ referenceId }) => {
        const own = doubts.filter((doubt) => doubt.referenceId === referenceId && doubt.betterSource !== source);
        const counted = own.filter((doubt) => doubt === strongest(own.filter(({ family }) => family === doubt.family)));
        return { counted, likelihoodRatio: counted.reduce((product, each) => product * each.likelihoodRatio, 1) };
      });
    const likeliest = weighed.reduce((best, each) => (each.likelihoodRatio > best.likelihoodRatio ? each : best));
    return likeliest.counted.map(({ likelihoodRatio, reason }) => ({ source, likelihoodRatio, reason }));
  });
  return bounded(found);
}

/** The same, each source's ratios together no smaller than {@link LEAST_OF_A_SOURCE}: what is past it is left out, the worthiest kept. */
function bounded(found: readonly SourceEvidence[]): SourceEvidence[] {
  const left = new Map<string, number>();
  return found.flatMap((evidence): SourceEvidence[] => {
    const before = left.get(evidence.source) ?? 1;
    // Rounded, or a person reads 0.19999999999999998.
    const likelihoodRatio = Number(Math.max(evidence.likelihoodRatio, LEAST_OF_A_SOURCE / before).toPrecision(6));
    if (likelihoodRatio > LEAST_WORTH_SAYING) return [];
    left.set(evidence.source, before * likelihoodRatio);
    return [{ ...evidence, likelihoodRatio }];
  });
}
