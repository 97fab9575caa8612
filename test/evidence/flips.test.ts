// @module-tag slow
import { verifyBundle } from '@streetdate/evidence';
import { expect, test } from 'vitest';
import { madeBundle } from './tools/case.ts';

test('each byte of the headers that no digest covers is found as well', async () => {
  const { bundle, publicKey } = await madeBundle();
  const { bytes } = bundle;
  const zip = Buffer.from(bytes);
  const directory = zip.indexOf('PK\x01\x02', 0, 'latin1');
  const unnoticed: number[] = [];
  // The first local header, and all of the central directory with its end.
  for (const at of [...Array(60).keys(), ...Array.from({ length: bytes.length - directory }, (_, offset) => directory + offset)]) {
    const flipped = Uint8Array.from(bytes);
    flipped[at]! ^= 0x20;
    const { findings } = await verifyBundle(flipped, { keys: [publicKey] });
    if (!findings.some(({ kind }) => kind === 'fails')) unnoticed.push(at);
  }
  expect(unnoticed).toEqual([]);
});

test('a bundle that is cut off anywhere, or goes on behind its end, is found', async () => {
  const { bundle, publicKey } = await madeBundle();
  const { bytes } = bundle;
  for (const changed of [
    new Uint8Array(),
    ...[1, 100, 5000].map((count) => bytes.subarray(0, bytes.length - count)),
    Buffer.concat([bytes, Buffer.from('x')]),
  ]) {
    expect(await verifyBundle(changed, { keys: [publicKey] })).toMatchObject({
      holds: false,
      findings: [{ kind: 'fails', about: 'file' }],
    });
  }
});
