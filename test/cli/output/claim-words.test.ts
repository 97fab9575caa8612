import { describe, expect, test } from 'vitest';
import { claimInWords } from '../../../packages/cli/src/output/claim-words.ts';

const claim = {
  source: 'screener',
  likelihoodRatio: 4,
  reason: 'Its name claims DVDSCR.',
} as const;

type Source = 'disc' | 'digital' | 'broadcast' | 'camera' | 'screener';

/** The words for this claim and a best match with the given likelihood ratios. */
function saidOf(...ratios: readonly (readonly [source: Source, likelihoodRatio: number])[]): string | undefined {
  const evidence = ratios.map(([source, likelihoodRatio]) => ({ source, likelihoodRatio, reason: 'measured' }));
  return claimInWords({ claim, matches: [{ sources: { evidence, silent: [], variants: [] } }] });
}

describe('the claim of a name is compared with measurements', () => {
  test('a claimed screener that looks like a camera recording', () => {
    expect(saidOf(['camera', 8], ['camera', 5])).toBe('Its name claims DVDSCR; measurements favour camera recording (40 : 1).');
  });

  test('agreement, contradiction without another source, and inconclusive measurements', () => {
    expect(saidOf(['screener', 20])).toMatch(/; measurements agree \(20 : 1 for screener\)\.$/);
    expect(saidOf(['screener', 0.05])).toMatch(/; measurements contradict it \(20 : 1 against screener\)\.$/);
    expect(saidOf(['camera', 0.1], ['disc', 2])).toMatch(/; measurements are inconclusive\.$/);
  });

  test('only the claim if nothing was measured; nothing without a claim', () => {
    expect(saidOf()).toBe('Its name claims DVDSCR.');
    expect(claimInWords({ claim, matches: [] })).toBe('Its name claims DVDSCR.');
    expect(claimInWords({ matches: [] })).toBeUndefined();
  });
});
