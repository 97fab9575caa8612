import { isccUnitBytes, isccUnitsInBytes } from '@streetdate/engine/internal';
import { expect, test } from 'vitest';

// Vectors of IEP-0020 as iscc-c2pa-resolver has them (Apache-2.0): bytes that are no sequence of units.
const REFUSED = [
  '28000100000000', // a header whose version is another
  '3000000000', // a body that is cut
  '30000000000000', // a byte behind a unit
  '5005578c7c8fbfbdb58fa88248c53a852c8d05b41f3472493225a522af4a2c9cbf6a', // an ISCC-CODE
  '60100000000000000000', // an ISCC-ID
];

test('units in binary are read as text, and what is no sequence of them is refused', () => {
  const units = ['ISCC:GAAVVC5DMJJGYKZ4', 'ISCC:IADWIK7A7JTUAQ2D6QARX7OBEIK3OOUAM42LOBLCZ4ZOGDLRHMDL6TQ'];
  expect(isccUnitsInBytes(Buffer.concat(units.map(isccUnitBytes)))).toEqual(units);
  expect(isccUnitsInBytes(new Uint8Array())).toEqual([]);
  for (const hex of REFUSED) expect(isccUnitsInBytes(Buffer.from(hex, 'hex'))).toBeUndefined();
  expect(() => isccUnitBytes('hello')).toThrow(RangeError);
});
