import * as zlib from 'node:zlib';
import { crc32 } from '@streetdate/core/internal';
import fc from 'fast-check';
import { expect, test } from 'vitest';

test('the check value of the CRC catalogue comes out', () => {
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
  expect(crc32(new Uint8Array(0))).toBe(0);
});

test('a checksum goes on from the one of the bytes before, wherever they are cut', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat(100), (bytes, cut) => {
      expect(crc32(bytes.subarray(cut), crc32(bytes.subarray(0, cut)))).toBe(crc32(bytes));
    }),
  );
});

// zlib.crc32 came with Node 20.15.
test.runIf('crc32' in zlib)('it is the checksum that zlib computes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      expect(crc32(bytes)).toBe(zlib.crc32(bytes));
    }),
  );
});
