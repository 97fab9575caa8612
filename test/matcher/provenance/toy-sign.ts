import { compareRenditions } from '../../../packages/matcher/src/provenance/compare/compare-renditions.ts';
import { nameRendition } from '../../../packages/matcher/src/provenance/copy/rendition.ts';
import type { Sign } from '../../../packages/matcher/src/provenance/sign.ts';

/** All that a new sign needs: this file under `signs/`, and its name in `signs.ts`. */
export const resolution: Sign<'resolution'> = {
  name: 'resolution',
  measures: 'Which rendition has at least as many lines as the copy.',
  trait: 'resolution',
  ratios: { moreLines: 1 / 2 },
  fooledBy: 'A copy that was upscaled.',
  inconclusive: 'Every rendition has as many lines as the copy, or a height is unknown.',
  read: (copy) => {
    const own = copy.query.media.height ?? 0;
    return compareRenditions(copy, 'Every enrolled rendition has as many lines, or none has.', (better, other) => {
      const [has, lacks] = [better.fingerprint.media.height ?? 0, other.fingerprint.media.height ?? own];
      if (has < own || lacks >= own) return undefined;
      return { likelihoodRatio: 1 / 2, reason: `It has ${own} lines, more than ${nameRendition(other)}.` };
    });
  },
};
