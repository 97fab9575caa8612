import { type LumaRange, type LumaTransfer, toneLookup } from '@streetdate/core/internal';
import { describe, expect, test } from 'vitest';

const RANGES: LumaRange[] = ['limited', 'full'];
const TRANSFERS: LumaTransfer[] = ['sdr', 'pq', 'hlg'];

describe.each(RANGES)('the tone table of %s range', (range) => {
  test.each(TRANSFERS)('of %s goes from black to white and never falls', (transfer) => {
    const table = toneLookup(range, transfer);
    expect(table).toHaveLength(256);
    expect(table[0]).toBe(0);
    expect(table[255]).toBeGreaterThanOrEqual(250);
    for (let code = 1; code < 256; code++) expect(table[code]!).toBeGreaterThanOrEqual(table[code - 1]!);
  });
});

test('limited range puts black at code 16 and white at code 235 (ITU-R BT.709)', () => {
  const table = toneLookup('limited', 'sdr');
  expect([table[0], table[16], table[235], table[255]]).toEqual([0, 0, 255, 255]);
  expect(table[126]).toBe(Math.round((255 * 110) / 219));
});

test('full-range SDR stays as it is', () => {
  expect(Array.from(toneLookup('full', 'sdr'))).toEqual(Array.from({ length: 256 }, (_, code) => code));
});

// ITU-R BT.2408 (table 1): reference white, 203 cd/m², is 58 % of the PQ signal and 75 % of the HLG signal.
test('PQ and HLG reference white come out at nearly the same bright tone', () => {
  const pq = toneLookup('full', 'pq')[Math.round(0.58 * 255)]!;
  const hlg = toneLookup('full', 'hlg')[Math.round(0.75 * 255)]!;
  expect(Math.abs(pq - hlg)).toBeLessThanOrEqual(2);
  expect(pq).toBeGreaterThan(225);
  expect(pq).toBeLessThan(245);
});

// SMPTE ST 2084: 100 cd/m² is a signal of 0.5081; as a half of reference white it is 0.745 of the BT.1886 signal.
test('PQ light below the highlights keeps its SDR tone', () => {
  expect(toneLookup('full', 'pq')[Math.round(0.5081 * 255)]).toBeCloseTo(255 * (100 / 203) ** (1 / 2.4), -1);
});

test('HDR highlights keep some of their steps instead of clipping', () => {
  const table = toneLookup('full', 'pq');
  const reference = Math.round(0.58 * 255);
  const bright = Math.round(0.7 * 255);
  expect(new Set(table.subarray(reference, bright)).size).toBeGreaterThan(10);
});
