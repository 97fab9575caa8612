/** Random numbers from 0 up to 1, the same for a seed everywhere (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Mutation = (bytes: Buffer, random: () => number, other: Buffer) => Buffer;

const upTo = (random: () => number, limit: number) => Math.floor(random() * limit);
/** Where structures are: half of all changes hit the first or last kilobytes. */
const place = (random: () => number, length: number) => {
  const near = Math.min(length, 2048);
  const kind = random();
  if (kind < 0.35) return upTo(random, near);
  return kind < 0.5 ? length - 1 - upTo(random, near) : upTo(random, length);
};

const MUTATIONS: Readonly<Record<string, Mutation>> = {
  bits: (bytes, random) => {
    for (let left = 1 + upTo(random, 64); left > 0; left--) bytes[place(random, bytes.length)]! ^= 1 << upTo(random, 8);
    return bytes;
  },
  cut: (bytes, random) => bytes.subarray(0, 1 + upTo(random, bytes.length)),
  'without-start': (bytes, random) => bytes.subarray(1 + upTo(random, Math.min(4096, bytes.length - 1))),
  splice: (bytes, random, other) =>
    Buffer.concat([bytes.subarray(0, upTo(random, bytes.length)), other.subarray(upTo(random, other.length))]),
  swap: (bytes, random) => {
    const size = 1 + upTo(random, Math.min(65_536, bytes.length >> 1));
    const [one, two] = [upTo(random, bytes.length - size), upTo(random, bytes.length - size)];
    const kept = Buffer.from(bytes.subarray(one, one + size));
    bytes.copyWithin(one, two, two + size);
    bytes.set(kept, two);
    return bytes;
  },
  repeat: (bytes, random) => {
    const at = place(random, bytes.length);
    const piece = bytes.subarray(at, at + 1 + upTo(random, 4096));
    return Buffer.concat([bytes.subarray(0, at), ...new Array<Buffer>(1 + upTo(random, 200)).fill(piece), bytes.subarray(at)]);
  },
  zeros: (bytes, random) => {
    const at = place(random, bytes.length);
    return bytes.fill(0, at, Math.min(bytes.length, at + 1 + upTo(random, 4096)));
  },
  extremes: (bytes, random) => {
    const values = [0xffffffff, 0x7fffffff, 0x80000000, 0, 1, 0xfffffff0];
    for (let left = 1 + upTo(random, 12); left > 0 && bytes.length > 4; left--)
      bytes.writeUInt32BE(values[upTo(random, values.length)]!, Math.min(place(random, bytes.length), bytes.length - 4));
    return bytes;
  },
};

/** A file that was changed. */
export interface Mutated {
  /** What was done to which file, as a file name. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Changes one of some files by a seed: the same seed and files give the same bytes. */
export function mutate(files: readonly { readonly name: string; readonly bytes: Uint8Array }[], seed: number): Mutated {
  const random = randomOf(seed);
  const file = files[seed % files.length]!;
  const other = files[upTo(random, files.length)]!;
  const kinds = Object.keys(MUTATIONS);
  const kind = kinds[upTo(random, kinds.length)]!;
  const bytes = MUTATIONS[kind]!(Buffer.from(file.bytes), random, Buffer.from(other.bytes));
  return { name: `${String(seed).padStart(5, '0')}-${kind}-${file.name}`, bytes };
}
