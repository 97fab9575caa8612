import { expect, test } from 'vitest';
import { crc64 } from '../../packages/disc/src/ids/crc64.ts';

test('CRC-64 is that of the published check value of CRC-64/MS', () => {
  expect(crc64(new TextEncoder().encode('123456789')).toString(16)).toBe('75d4b74f024eceea');
});

test('it goes on over pieces', () => {
  const bytes = new TextEncoder().encode('VIDEO_TS.IFO');
  expect(crc64(bytes.subarray(5), crc64(bytes.subarray(0, 5)))).toBe(crc64(bytes));
});
