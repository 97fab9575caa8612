/** What is encoded: maps have whole numbers as keys. */
export type CborValue = number | string | boolean | Uint8Array | readonly CborValue[] | ReadonlyMap<number, CborValue> | Tagged;

/** A value under a tag. */
export interface Tagged {
  readonly tag: number;
  readonly value: CborValue;
}

/** Encodes deterministically (RFC 8949, 4.2): shortest heads, and keys of maps in the order of their bytes. Numbers are whole. */
export function encodeCbor(value: CborValue): Uint8Array {
  return Buffer.concat([...pieces(value)]);
}

function* pieces(value: CborValue): Generator<Uint8Array> {
  if (typeof value === 'number') yield value < 0 ? head(1, -1 - value) : head(0, value);
  else if (typeof value === 'boolean') yield Uint8Array.of(value ? 0xf5 : 0xf4);
  else if (typeof value === 'string') {
    const bytes = Buffer.from(value);
    yield head(3, bytes.length);
    yield bytes;
  } else if (value instanceof Uint8Array) {
    yield head(2, value.length);
    yield value;
  } else if (value instanceof Map) {
    const entries = [...(value as ReadonlyMap<number, CborValue>)].map(([key, each]) => [encodeCbor(key), each] as const);
    yield head(5, entries.length);
    for (const [key, each] of entries.sort(([one], [other]) => Buffer.compare(one, other))) {
      yield key;
      yield* pieces(each);
    }
  } else if ('tag' in value) {
    yield head(6, value.tag);
    yield* pieces(value.value);
  } else {
    const list = value as readonly CborValue[];
    yield head(4, list.length);
    for (const each of list) yield* pieces(each);
  }
}

function head(major: number, count: number): Uint8Array {
  const first = major << 5;
  if (count < 24) return Uint8Array.of(first | count);
  if (count < 256) return Uint8Array.of(first | 24, count);
  const bytes = Buffer.alloc(count < 65_536 ? 3 : count < 2 ** 32 ? 5 : 9);
  if (count < 65_536) bytes.writeUInt16BE(count, 1);
  else if (count < 2 ** 32) bytes.writeUInt32BE(count, 1);
  else bytes.writeBigUInt64BE(BigInt(count), 1);
  bytes[0] = first | (bytes.length === 3 ? 25 : bytes.length === 5 ? 26 : 27);
  return bytes;
}
