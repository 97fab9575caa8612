// Hamming distances of 256-bit hashes. The caller lays out the memory: see src/kernels/hamming/wasm-hamming.ts.
// 64-bit population counts, not SIMD ones: x86 counts 64 bits in one instruction, where a vector of bytes takes eight and a sum across it
// (2.6 ns a comparison against 3.9).

/** Bytes of a hash. */
const HASH = 32;

/** Bits that differ between a hash in registers and one in memory. Inlined by the compiler. */
function distance(a: u64, b: u64, c: u64, d: u64, query: usize): u32 {
  return <u32>(
    (popcnt(a ^ load<u64>(query)) + popcnt(b ^ load<u64>(query, 8)) + popcnt(c ^ load<u64>(query, 16)) + popcnt(d ^ load<u64>(query, 24)))
  );
}

/**
 * Compares every query with every reference, reference after reference: one that is in the registers meets all queries.
 * @param queries - Address of `queryCount` hashes.
 * @param references - Address of `referenceCount` hashes.
 * @param pairQueries - Receives a u16 for each pair of at most `maxDistance` bits: which of these queries.
 * @param pairReferences - Receives its u16: which of these references.
 * @param pairDistances - Receives its u16: the bits that differ.
 * @returns The number of pairs, at most `queryCount * referenceCount`.
 */
export function scan(
  queries: usize,
  queryCount: u32,
  references: usize,
  referenceCount: u32,
  maxDistance: u32,
  pairQueries: usize,
  pairReferences: usize,
  pairDistances: usize,
): u32 {
  let pairs: usize = 0;
  const end = queries + queryCount * HASH;
  for (let reference: u32 = 0; reference < referenceCount; reference++) {
    const a = load<u64>(references);
    const b = load<u64>(references, 8);
    const c = load<u64>(references, 16);
    const d = load<u64>(references, 24);
    references += HASH;
    for (let query = queries; query < end; query += HASH) {
      const differing = distance(a, b, c, d, query);
      if (differing > maxDistance) continue;
      store<u16>(pairQueries + (pairs << 1), (query - queries) / HASH);
      store<u16>(pairReferences + (pairs << 1), reference);
      store<u16>(pairDistances + (pairs << 1), differing);
      pairs++;
    }
  }
  return <u32>pairs;
}

/** Compares one query with every reference; writes a u16 for each. */
export function distances(query: usize, references: usize, referenceCount: u32, out: usize): void {
  const a = load<u64>(query);
  const b = load<u64>(query, 8);
  const c = load<u64>(query, 16);
  const d = load<u64>(query, 24);
  const end = references + referenceCount * HASH;
  for (; references < end; references += HASH, out += 2) store<u16>(out, distance(a, b, c, d, references));
}
