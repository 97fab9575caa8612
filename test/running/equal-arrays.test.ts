import { expect, test } from 'vitest';

const hashes = Uint32Array.from({ length: 2_000_000 }, (_, at) => at);

test('arrays of a film are compared as a whole, and one changed value is found', () => {
  const begun = process.cpuUsage();
  expect({ tracks: [{ hashes }] }).toEqual({ tracks: [{ hashes: hashes.slice() }] });
  expect(process.cpuUsage(begun).user).toBeLessThan(1e6);
  const changed = Float32Array.of(1, 2, 3);
  expect({ changed }).not.toEqual({ changed: Float32Array.of(1, 2, 4) });
  expect(changed).not.toStrictEqual(Float64Array.of(1, 2, 3));
});
