// @module-tag slow
import { expect, test } from 'vitest';
import { madeBundle, PICTURES } from './tools/case.ts';
import { unnoticedFlips } from './tools/flip.ts';

test('each of 10,000 flipped bytes all over a bundle is found', async () => {
  const { bundle, publicKey } = await madeBundle({ picturesOf: PICTURES });
  expect(await unnoticedFlips(bundle.bytes, { keys: [publicKey] }, 10_000, 2)).toEqual([]);
}, 900_000);
