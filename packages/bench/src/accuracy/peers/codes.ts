import { popcount32 } from '@streetdate/core/internal';

/** A film as equally spaced binary codes. */
export interface Codes {
  /** Codes a second; code k stands for second k / rate. */
  readonly rate: number;
  /** 32-bit words in one code. */
  readonly words: number;
  /** All codes, one after the other. */
  readonly bits: Uint32Array;
}

/** How many codes there are. */
export function countCodes({ bits, words }: Codes): number {
  return bits.length / words;
}

/** Differing bits of every query code and every reference code: a row a query code, a column a reference code. Both have equal `words`. */
export function distanceTable(query: Codes, reference: Codes): Uint16Array {
  const { words } = query;
  const [rows, columns] = [countCodes(query), countCodes(reference)];
  const table = new Uint16Array(rows * columns);
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, at++) {
      let sum = 0;
      for (let word = 0; word < words; word++) sum += popcount32(query.bits[row * words + word]! ^ reference.bits[column * words + word]!);
      table[at] = sum;
    }
  }
  return table;
}
