import { checkList, checkRange } from '@streetdate/core/internal';
import { type Canary, type CanaryCopy, checkCanaries, checkCopies } from './canaries.ts';
import { MISREAD, weighCanary } from './weigh-canary.ts';

/** How well an issued copy fits what was seen. */
export interface CanaryFit {
  /** To whom the copy was issued. */
  readonly recipient: string;
  /** Its combination. */
  readonly choices: readonly number[];
  /** Of the canaries that were seen, how many agree with it. */
  readonly agree: number;
  /** How many do not. */
  readonly differ: number;
  /** Decimal logarithm of the likelihood ratio: what was seen if this copy was used, against copies as they were issued. */
  readonly logRatio: number;
  /** Whether one and more were seen and all agree. */
  readonly consistent: boolean;
}

/** Options of {@link rankCanaries}. */
export interface RankCanariesOptions {
  /** Chance that a canary was misread or changed, 0.0001 to 0.5. @defaultValue 0.02 */
  readonly misread?: number;
}

/**
 * Ranks issued copies by what was seen in a copy, the best fit first. A canary counts for more the fewer issued copies carry the same choice:
 * where all have it, it counts for nothing. Each canary is weighed by itself, against the shares of the choices among the issued copies with
 * one more of each (Laplace's rule), so the ratio is cautious where copies differ in many canaries at once.
 * @param seen - For each canary the number of the choice; undefined where it was removed or not seen.
 * @throws TypeError, RangeError for what are no canaries, copies or choices.
 */
export function rankCanaries(
  canaries: readonly Canary[],
  copies: readonly CanaryCopy[],
  seen: readonly (number | undefined)[],
  options: RankCanariesOptions = {},
): CanaryFit[] {
  checkCanaries(canaries);
  checkCopies('copies', canaries, copies);
  checkList('seen', seen);
  if (seen.length !== canaries.length) throw new RangeError(`seen must have ${canaries.length} places, got ${seen.length}`);
  const { misread = MISREAD } = options;
  checkRange('misread', misread, 1e-4, 0.5);
  for (const [at, choice] of seen.entries()) {
    if (choice !== undefined && !(choice in canaries[at]!.choices))
      throw new RangeError(`seen[${at}] must be a choice from 0 to ${canaries[at]!.choices.length - 1}, got ${choice}`);
  }
  const weights = canaries.map(({ choices: { length } }, at) => {
    const carried = copies.filter(({ choices }) => choices[at] === seen[at]).length;
    return weighCanary(length, carried, copies.length, misread);
  });
  return copies
    .map(({ recipient, choices }) => {
      let [agree, differ, logRatio] = [0, 0, 0];
      for (const [at, choice] of choices.entries()) {
        if (seen[at] === undefined) continue;
        const agrees = seen[at] === choice;
        if (agrees) agree++;
        else differ++;
        logRatio += agrees ? weights[at]!.agrees : weights[at]!.differs;
      }
      return { recipient, choices, agree, differ, logRatio, consistent: agree > 0 && differ === 0 };
    })
    .sort((one, other) => other.logRatio - one.logRatio || (one.recipient < other.recipient ? -1 : 1));
}
