import { expect } from 'vitest';

/**
 * A setup file of all tests. Vitest compares typed arrays value by value, which takes seconds for a film's hashes or pictures. Arrays of one type with the
 * same bytes are equal, so it need not look. All others go on to its own comparison, which says how they differ.
 */
function areSameArrays(one: unknown, other: unknown): true | undefined {
  if (!ArrayBuffer.isView(one) || !ArrayBuffer.isView(other) || one.constructor !== other.constructor) return undefined;
  return one.byteLength === other.byteLength && Buffer.compare(bytesOf(one), bytesOf(other)) === 0 ? true : undefined;
}

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView) => new Uint8Array(buffer, byteOffset, byteLength);

expect.addEqualityTesters([areSameArrays]);
