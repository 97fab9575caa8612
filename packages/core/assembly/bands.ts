// Looks a 256-bit hash up in the band postings of a segment, which lie in the memory that is imported, as they do in their file. Works in three passes, so that
// the processor waits for many cache misses at once and not for one after the other: the buckets' places, the postings, the codes. Of a million frames, a code that
// is gathered in JavaScript takes 80 ns, one that is compared where its posting is read 40, and in passes 30; comparing what is in the cache takes 3. So what counts is
// how few codes are compared. The caller lays out the scratch memory: see src/kernels/bands/wasm-bands.ts.

/** Called with each near frame that was found: its number, the bits that differ, and the band by which it was found. */
declare function found(frame: u32, distance: u32, band: u32): void;

/** Bytes of a hash, and the words in it. */
const HASH: usize = 32;
const BANDS: usize = 8;
/** Bits of a posting. */
const POSTING: u32 = 32;

/**
 * @param hash - Address of the hash.
 * @param words - Address of the words of its bands.
 * @param ranges - Address of room for 8 bytes a bucket, and 8 more.
 * @param list - Address of room for postings, up to `listEnd`. The 8 bytes before it are written to as well.
 * @param bandBits - Bits of a band's word that name a bucket.
 * @param keyBits - Bits of a band's word that must agree, but for one: `bandBits`, and as many more as the postings tell.
 * @param frameBits - Bits of a posting that name a frame.
 * @param runBits - Bits of a posting that say how many frames follow it.
 * @param maxDistance - Frames that differ in more bits are passed over.
 * @param commonFrom - Larger buckets are passed over when they are named with a turned bit.
 * @param exactFrom - Larger buckets are passed over.
 * @returns Postings whose frames were compared.
 */
export function lookUp(
  hash: usize,
  words: usize,
  ranges: usize,
  list: usize,
  listEnd: usize,
  directory: usize,
  postings: usize,
  codes: usize,
  bandBits: u32,
  keyBits: u32,
  frameBits: u32,
  runBits: u32,
  maxDistance: u32,
  commonFrom: u32,
  exactFrom: u32,
): u32 {
  const bandMask: u32 = ((<u32>1) << bandBits) - 1;
  const bandBytes = (<usize>bandMask + 2) << 2;
  // No dependencies from one turn to the next: some ten of these loads are under way at once.
  let range = ranges;
  for (let band: usize = 0; band < BANDS; band++) {
    const key = load<u32>(words + (band << 2)) & bandMask;
    const table = directory + band * bandBytes;
    let turned: u32 = 0;
    for (let probe: u32 = 0; probe <= bandBits; probe++) {
      store<u64>(range, load<u64>(table + ((<usize>(key ^ turned)) << 2)));
      range += 8;
      turned = 1 << probe;
    }
  }
  // Touches both ends of each bucket, and most buckets lie in one line or two: what follows then waits for nothing. (Of an empty one they are the next bucket's first posting,
  // and at the very end what lies behind the postings: the scratch, at the least.)
  let touched: u32 = 0;
  for (let at = ranges; at < range; at += 8)
    touched |= load<u32>(postings + ((<usize>load<u32>(at)) << 2)) | load<u32>(postings + ((<usize>load<u32>(at, 4)) << 2));
  store<u32>(range, touched);

  const restMask: u32 = ((<u32>1) << (keyBits - bandBits)) - 1;
  let compared: u32 = 0;
  range = ranges;
  for (let band: u32 = 0; band < <u32>BANDS; band++) {
    const rest = (load<u32>(words + (band << 2)) >>> bandBits) & restMask;
    let to = list;
    let most = exactFrom;
    // A key with a turned bit may differ by none further on, the key as it is by one: a power of two, which has no bit in common with the number before it.
    let none: u32 = 0;
    for (let probe: u32 = 0; probe <= bandBits; probe++, range += 8) {
      const start = load<u32>(range);
      const end = load<u32>(range, 4);
      if (end - start <= most) {
        const last = postings + ((<usize>end) << 2);
        for (let at = postings + ((<usize>start) << 2); at < last; at += 4) {
          const posting = load<u32>(at);
          const differing = ((posting >>> frameBits) & restMask) ^ rest;
          // Written in any case and kept or not: whether a posting is kept cannot be foreseen, and a wrong guess takes longer than this.
          store<u32>(to, posting);
          to += (<usize>((differing & ((differing - 1) | none)) === 0)) << 2;
          if (to === listEnd) {
            compared += compare(hash, list, to, codes, frameBits, runBits, maxDistance, band);
            to = list;
          }
        }
      }
      most = commonFrom;
      none = ~(<u32>0);
    }
    compared += compare(hash, list, to, codes, frameBits, runBits, maxDistance, band);
  }
  return compared;
}

/** Bits that differ between a hash in registers and one in memory. Inlined by the compiler. */
function differingAt(a: u64, b: u64, c: u64, d: u64, code: usize): u32 {
  return <u32>(
    (popcnt(a ^ load<u64>(code)) + popcnt(b ^ load<u64>(code, 8)) + popcnt(c ^ load<u64>(code, 16)) + popcnt(d ^ load<u64>(code, 24)))
  );
}

/**
 * Compares a hash with those that lie side by side.
 * @param code - Address of the first of them.
 * @param end - Address behind the last.
 * @returns The fewest bits in which one of them differs; all 256 where there is none.
 */
export function nearest(hash: usize, code: usize, end: usize): u32 {
  const a = load<u64>(hash);
  const b = load<u64>(hash, 8);
  const c = load<u64>(hash, 16);
  const d = load<u64>(hash, 24);
  let least: u32 = 8 * <u32>HASH;
  for (; code < end; code += HASH) {
    const differing = differingAt(a, b, c, d, code);
    least = select(differing, least, differing < least);
  }
  return least;
}

/** Compares the frames of the postings in a list. */
function compare(hash: usize, list: usize, end: usize, codes: usize, frameBits: u32, runBits: u32, maxDistance: u32, band: u32): u32 {
  const a = load<u64>(hash);
  const b = load<u64>(hash, 8);
  const c = load<u64>(hash, 16);
  const d = load<u64>(hash, 24);
  const frameMask: u32 = ((<u32>1) << frameBits) - 1;
  // Touches all of them first: a comparison is thirty instructions, and the processor looks ahead at a few hundred, so that it would wait for ten codes at once and not for more.
  let touched: u32 = 0;
  for (let at = list; at < end; at += 4) touched |= load<u32>(codes + <usize>(load<u32>(at) & frameMask) * HASH);
  store<u32>(list - 8, touched);
  for (let at = list; at < end; at += 4) {
    const posting = load<u32>(at);
    let frame = posting & frameMask;
    const last = frame + (posting >>> (POSTING - runBits));
    for (; frame <= last; frame++) {
      const differing = differingAt(a, b, c, d, codes + <usize>frame * HASH);
      if (differing <= maxDistance) found(frame, differing, band);
    }
  }
  return <u32>((end - list) >> 2);
}
