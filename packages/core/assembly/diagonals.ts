// Sums differing bits along diagonals: a row of query pictures beside every place of a film. The caller lays out the memory: see
// src/kernels/diagonals/wasm-diagonals.ts.

/** Bytes of a picture's code, and of its mask. */
const CODE: usize = 8;
/** Bytes of a picture in a row: its code, then how many bytes of codes it comes after the first. */
const PICTURE: usize = 16;

/** Differing bits of two codes, where the mask has ones. Inlined by the compiler. */
function differing(code: u64, at: usize, masks: usize): u32 {
  return <u32>popcnt((code ^ load<u64>(at)) & load<u64>(at + masks));
}

/** Writes a hit when the sum is small. Written in any case and kept or not: whether it is kept cannot be foreseen. */
function keep(out: usize, place: u32, sum: u32, most: u32): usize {
  store<u32>(out, (place << 16) | sum);
  return out + ((<usize>(sum <= most)) << 2);
}

/**
 * @param codes - Address of the codes of the film's steps.
 * @param masks - Bytes from a code to its mask: all ones where the film has a picture, else zero.
 * @param places - Places of the first picture, a multiple of four.
 * @param row - Address of the row's pictures.
 * @param rowHalf - Address behind those that are compared first.
 * @param rowEnd - Address behind the last.
 * @param mostOfHalf - Places whose first pictures differ in more bits are given up.
 * @param most - Sums up to this are hits.
 * @param out - Receives `place << 16 | sum` for each hit, with room for every place.
 * @returns The number of hits.
 */
export function scan(
  codes: usize,
  masks: usize,
  places: u32,
  row: usize,
  rowHalf: usize,
  rowEnd: usize,
  mostOfHalf: u32,
  most: u32,
  out: usize,
): u32 {
  const first = out;
  for (let place: u32 = 0; place < places; place += 4, codes += 4 * CODE) {
    let a: u32 = 0;
    let b: u32 = 0;
    let c: u32 = 0;
    let d: u32 = 0;
    let picture = row;
    for (; picture < rowHalf; picture += PICTURE) {
      const code = load<u64>(picture);
      const at = codes + <usize>load<u64>(picture, 8);
      a += differing(code, at, masks);
      b += differing(code, at + CODE, masks);
      c += differing(code, at + 2 * CODE, masks);
      d += differing(code, at + 3 * CODE, masks);
    }
    // Neighbours are alike: mostly all four are given up, or none.
    const passesA = a <= mostOfHalf;
    const passesB = b <= mostOfHalf;
    const passesC = c <= mostOfHalf;
    const passesD = d <= mostOfHalf;
    if (!(<i32>passesA | <i32>passesB | <i32>passesC | <i32>passesD)) continue;
    for (; picture < rowEnd; picture += PICTURE) {
      const code = load<u64>(picture);
      const at = codes + <usize>load<u64>(picture, 8);
      a += differing(code, at, masks);
      b += differing(code, at + CODE, masks);
      c += differing(code, at + 2 * CODE, masks);
      d += differing(code, at + 3 * CODE, masks);
    }
    out = keep(out, place, a, passesA ? most : 0);
    out = keep(out, place + 1, b, passesB ? most : 0);
    out = keep(out, place + 2, c, passesC ? most : 0);
    out = keep(out, place + 3, d, passesD ? most : 0);
  }
  return <u32>((out - first) >> 2);
}
