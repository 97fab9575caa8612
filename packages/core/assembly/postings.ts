// Makes the band postings of hashes of 256 bits, in the memory that is imported, where the hashes lie and the postings will. A radix sort of two digits: the upper bits of a
// bucket say in which heap a posting goes, the lower ones where in it. Put into their places at once, postings of millions of frames each wait for two places of memory
// far from the last ones; heaps are written one after the other, and what is sorted then is small enough for the caches. Each band is made of the hashes anew, from the last
// frame on: that takes less than keeping its words would. The caller lays the memory out: see src/kernels/postings/wasm-postings.ts.

/** Bytes of a hash. */
const HASH: usize = 32;
/** Bits of a word and of a posting. */
const WORD: u32 = 32;
/** Of eight bytes one bit each, from the lowest of the first to the highest of the last. */
const DIAGONAL: u64 = ((<u64>0x8040_2010) << 32) | 0x0804_0201;
/** A product with it has the sum of eight bytes in its highest. */
const ONES: u64 = ((<u64>0x0101_0101) << 32) | 0x0101_0101;

/** Bit p of byte (band + p) mod 8, for each p: bits that do not meet, so that their sum has them all. */
function byteOf(bytes: u64, turn: u64): u32 {
  return <u32>(((rotr(bytes, turn) & DIAGONAL) * ONES) >> 56);
}

/** The word of a band, whose place in the hash is `turn` bits. */
function wordOf(code: usize, turn: u64): u32 {
  return (
    byteOf(load<u64>(code), turn) |
    (byteOf(load<u64>(code, 8), turn) << 8) |
    (byteOf(load<u64>(code, 16), turn) << 16) |
    (byteOf(load<u64>(code, 24), turn) << 24)
  );
}

/**
 * Counts the postings of one band of one reference, for each heap.
 * @param first - Address of the reference's first hash.
 * @param end - Address behind its last one.
 * @param counts - Address of a u32 for each heap, to which is added.
 * @param bandBits - Bits of a band's word that name a bucket.
 * @param fineBits - The lower ones of these; those above name a heap.
 * @param keyBits - Bits of a band's word that are the same in all frames of a posting.
 * @param longest - Most frames of a posting.
 * @returns How many postings there are.
 */
export function count(first: usize, end: usize, band: u32, counts: usize, bandBits: u32, fineBits: u32, keyBits: u32, longest: u32): u32 {
  const turn = <u64>(band << 3);
  const unused = WORD - keyBits;
  const heapMask: u32 = ((<u32>1) << (bandBits - fineBits)) - 1;
  let postings: u32 = 0;
  let own: u32 = 0;
  // As if the one before were full.
  let run = longest;
  for (let code = end; code !== first; ) {
    code -= HASH;
    const word = wordOf(code, turn);
    // Counted in any case, with one or with none: where a posting ends cannot be foreseen.
    const isNew = <u32>((word ^ own) << unused !== 0) | <u32>(run === longest);
    own = select(word, own, isNew);
    run = select<u32>(1, run + 1, isNew);
    const heap = counts + ((<usize>((own >>> fineBits) & heapMask)) << 2);
    store<u32>(heap, load<u32>(heap) + isNew);
    postings += isNew;
  }
  return postings;
}

/**
 * Puts the postings of one band of one reference on their heaps, from the end of each on.
 * @param frame - Number of the reference's first frame.
 * @param places - Address of a u32 for each heap: where its last posting was put, or where it ends.
 * @param postings - Address of all postings.
 * @param fines - Address of a u16 for each posting of this band: the lower bits of its bucket.
 * @param bandStart - Where the postings of this band begin.
 */
export function distribute(
  first: usize,
  end: usize,
  frame: u32,
  band: u32,
  places: usize,
  postings: usize,
  fines: usize,
  bandStart: u32,
  bandBits: u32,
  fineBits: u32,
  frameBits: u32,
  keyBits: u32,
  longest: u32,
): void {
  const turn = <u64>(band << 3);
  const unused = WORD - keyBits;
  const heapMask: u32 = ((<u32>1) << (bandBits - fineBits)) - 1;
  const fineMask: u32 = ((<u32>1) << fineBits) - 1;
  const runAt = WORD - <u32>ctz(longest);
  let at = frame + <u32>((end - first) / HASH);
  let own: u32 = 0;
  let run = longest;
  for (let code = end; code !== first; ) {
    code -= HASH;
    at--;
    const word = wordOf(code, turn);
    const isNew = <u32>((word ^ own) << unused !== 0) | <u32>(run === longest);
    own = select(word, own, isNew);
    run = select<u32>(1, run + 1, isNew);
    const heap = places + ((<usize>((own >>> fineBits) & heapMask)) << 2);
    const place = load<u32>(heap) - isNew;
    store<u32>(heap, place);
    // Written for each of its frames: the last one written is the first of them.
    store<u32>(postings + ((<usize>place) << 2), ((run - 1) << runAt) | ((((own << unused) >>> unused) >>> bandBits) << frameBits) | at);
    store<u16>(fines + ((<usize>(place - bandStart)) << 1), own & fineMask);
  }
}

/**
 * Sorts a heap into its buckets.
 * @param start - Number of its first posting.
 * @param end - Number of the one behind its last.
 * @param fines - Address of the u16 of its first posting.
 * @param buckets - Address of the directory's u32 for its first bucket, all zero; receives where each begins.
 * @param list - Address of room for its postings.
 */
export function sort(start: u32, end: u32, postings: usize, fines: usize, buckets: usize, fineBits: u32, list: usize): void {
  const finesEnd = fines + ((<usize>(end - start)) << 1);
  for (let fine = fines; fine !== finesEnd; fine += 2) {
    const bucket = buckets + ((<usize>load<u16>(fine)) << 2);
    store<u32>(bucket, load<u32>(bucket) + 1);
  }
  // From counts to ends; filling from the last one on then turns ends into starts.
  let sum = start;
  const bucketsEnd = buckets + ((<usize>4) << fineBits);
  for (let bucket = buckets; bucket !== bucketsEnd; bucket += 4) {
    sum += load<u32>(bucket);
    store<u32>(bucket, sum);
  }
  const bytes = (<usize>(end - start)) << 2;
  memory.copy(list, postings + ((<usize>start) << 2), bytes);
  let fine = finesEnd;
  for (let at = list + bytes; at !== list; ) {
    at -= 4;
    fine -= 2;
    const bucket = buckets + ((<usize>load<u16>(fine)) << 2);
    const place = load<u32>(bucket) - 1;
    store<u32>(bucket, place);
    store<u32>(postings + ((<usize>place) << 2), load<u32>(at));
  }
}
