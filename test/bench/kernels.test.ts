import { expect, test } from 'vitest';
import { benchKernels } from '../../packages/bench/src/throughput/kernels.ts';

test('every kernel is timed beside its plain twin, which it is faster than', async () => {
  const sections = await benchKernels({ timeMs: 60, calls: 3 });
  expect(sections.map(({ title }) => title)).toEqual([
    'Comparing hashes',
    'Looking hashes up by bands',
    'Low frequencies of a picture',
    'Scaling a picture',
  ]);
  for (const { figures, baseline } of sections) {
    const ratioOf = (name: string) => figures.find((figure) => figure.name.startsWith(name))!.ratio;
    expect(figures[0]).toMatchObject({ name: baseline, ratio: 1, unit: 'µs' });
    // They take 0.04 to 0.42 of the time; both are timed in turn, so that a busy machine slows both down.
    expect(ratioOf('wasm')).toBeLessThan(0.8 * ratioOf('plain'));
  }
});
