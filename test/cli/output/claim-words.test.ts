import { describe, expect, test } from 'vitest';
import { claimInWords } from '../../../packages/cli/src/output/claim-words.ts';

const claim = {
  source: 'screener',
  likelihoodRatio: 4,
  reason: 'it calls itself DVDSCR, which is a claim of those who named it',
} as const;

type Source = 'disc' | 'digital' | 'broadcast' | 'camera' | 'screener';

/** What is said of a file of this claim whose best match has the given likelihood ratios. */
function saidOf(...ratios: readonly (readonly [source: Source, likelihoodRatio: number])[]): string | undefined {
  const evidence = ratios.map(([source, likelihoodRatio]) => ({ source, likelihoodRatio, reason: 'measured' }));
  return claimInWords({ claim, matches: [{ sources: { evidence, silent: [], variants: [] } }] });
}

describe('what a name claims is set beside what was measured', () => {
  test('a claim of a screener over the picture of a camera', () => {
    expect(saidOf(['camera', 8], ['camera', 5])).toBe(
      'It calls itself DVDSCR, which is a claim of those who named it; the picture suggests camera (40 to 1).',
    );
  });

  test('agreement, contradiction without another source, and measurements that do not tell', () => {
    expect(saidOf(['screener', 20])).toMatch(/; the measurements suggest screener too \(20 to 1\)\.$/);
    expect(saidOf(['screener', 0.05])).toMatch(/; the measurements contradict screener \(1 to 20 for it\)\.$/);
    expect(saidOf(['camera', 0.1], ['disc', 2])).toMatch(/; the measurements are inconclusive\.$/);
  });

  test('a claim alone where nothing was measured; nothing where nothing is claimed', () => {
    expect(saidOf()).toBe('It calls itself DVDSCR, which is a claim of those who named it.');
    expect(claimInWords({ claim, matches: [] })).toBe('It calls itself DVDSCR, which is a claim of those who named it.');
    expect(claimInWords({ matches: [] })).toBeUndefined();
  });
});
