// The low frequencies of 64 × 64 pictures, two lines at a time: each lane of a vector does for its line what the plain twin does, operation
// by operation, so that the results are the same to the last bit. The caller lays out the memory: see src/kernels/dct/wasm-dct.ts.

const SIDE: usize = 64;
const HALF: usize = 32;
/** Frequencies kept along each axis. */
const KEPT: usize = 16;
/** Bytes of a number, and of one from each of two lines. */
const ONE: usize = 8;
const TWO: usize = 16;

/** Halves the pair of lines: the differences of mirrored values go to `odd`, their sums stay. */
function fold(lines: usize, odd: usize, half: usize): void {
  let far = lines + (2 * half - 1) * TWO;
  for (const end = lines + half * TWO; lines < end; lines += TWO, far -= TWO, odd += TWO) {
    const left = v128.load(lines);
    const right = v128.load(far);
    v128.store(odd, f64x2.sub(left, right));
    v128.store(lines, f64x2.add(left, right));
  }
}

/** Four frequencies at once, `apart` rows of the basis from one to the next: four sums in flight hide what an addition takes. */
function four(odd: usize, half: usize, basis: usize, apart: usize, out: usize): void {
  let first = f64x2.splat(0);
  let second = f64x2.splat(0);
  let third = f64x2.splat(0);
  let fourth = f64x2.splat(0);
  const row = apart * HALF * ONE;
  for (const end = odd + half * TWO; odd < end; odd += TWO, basis += ONE) {
    const value = v128.load(odd);
    first = f64x2.add(first, f64x2.mul(v128.load64_splat(basis), value));
    second = f64x2.add(second, f64x2.mul(v128.load64_splat(basis + row), value));
    third = f64x2.add(third, f64x2.mul(v128.load64_splat(basis + 2 * row), value));
    fourth = f64x2.add(fourth, f64x2.mul(v128.load64_splat(basis + 3 * row), value));
  }
  v128.store(out, first);
  v128.store(out + apart * TWO, second);
  v128.store(out + 2 * apart * TWO, third);
  v128.store(out + 3 * apart * TWO, fourth);
}

/** One frequency. */
function one(odd: usize, half: usize, basis: usize, out: usize): void {
  let sum = f64x2.splat(0);
  for (const end = odd + half * TWO; odd < end; odd += TWO, basis += ONE) {
    sum = f64x2.add(sum, f64x2.mul(v128.load64_splat(basis), v128.load(odd)));
  }
  v128.store(out, sum);
}

/** Frequencies 1 to 16 of a pair of lines, which are lost. */
function transform(lines: usize, odd: usize, basis: usize, out: usize): void {
  const row = HALF * ONE;
  fold(lines, odd, 32);
  four(odd, 32, basis, 2, out); // 1, 3, 5, 7
  four(odd, 32, basis + 8 * row, 2, out + 8 * TWO); // 9, 11, 13, 15
  fold(lines, odd, 16);
  four(odd, 16, basis + row, 4, out + TWO); // 2, 6, 10, 14
  fold(lines, odd, 8);
  one(odd, 8, basis + 3 * row, out + 3 * TWO);
  one(odd, 8, basis + 11 * row, out + 11 * TWO);
  fold(lines, odd, 4);
  one(odd, 4, basis + 7 * row, out + 7 * TWO);
  fold(lines, odd, 2);
  one(odd, 2, basis + 15 * row, out + 15 * TWO);
}

/** Transforms one pair of rows that lie in `lines` already, and puts what comes out into two rows of `across`. */
function transformRows(lines: usize, odd: usize, basis: usize, out: usize, across: usize): void {
  transform(lines, odd, basis, out);
  for (let frequency: usize = 0; frequency < KEPT; frequency++) {
    const pair = v128.load(out + frequency * TWO);
    v128.store64_lane(across + frequency * ONE, pair, 0);
    v128.store64_lane(across + (KEPT + frequency) * ONE, pair, 1);
  }
}

function transformColumns(across: usize, lines: usize, odd: usize, basis: usize, out: usize, spectrum: usize): void {
  for (let column: usize = 0; column < KEPT; column += 2) {
    for (let row: usize = 0; row < SIDE; row++) v128.store(lines + row * TWO, v128.load(across + (row * KEPT + column) * ONE));
    transform(lines, odd, basis, out);
    for (let row: usize = 0; row < KEPT; row++) v128.store(spectrum + (row * KEPT + column) * ONE, v128.load(out + row * TWO));
  }
}

/** Of a picture of bytes. `scratch` has room for 64 + 32 + 16 pairs, `across` for 64 rows of 16. */
export function ofBytes(picture: usize, basis: usize, scratch: usize, across: usize, spectrum: usize): void {
  const odd = scratch + SIDE * TWO;
  const out = odd + HALF * TWO;
  for (let y: usize = 0; y < SIDE; y += 2) {
    const upper = picture + y * SIDE;
    const lower = upper + SIDE;
    for (let x: usize = 0; x < SIDE; x++) {
      const pair = i32x4.replace_lane(i32x4.splat(load<u8>(upper + x)), 1, load<u8>(lower + x));
      v128.store(scratch + x * TWO, f64x2.convert_low_i32x4_u(pair));
    }
    transformRows(scratch, odd, basis, out, across + y * KEPT * ONE);
  }
  transformColumns(across, scratch, odd, basis, out, spectrum);
}

/** Of a picture of f64. */
export function ofNumbers(picture: usize, basis: usize, scratch: usize, across: usize, spectrum: usize): void {
  const odd = scratch + SIDE * TWO;
  const out = odd + HALF * TWO;
  for (let y: usize = 0; y < SIDE; y += 2) {
    const upper = picture + y * SIDE * ONE;
    const lower = upper + SIDE * ONE;
    for (let x: usize = 0; x < SIDE; x++) {
      const pair = v128.load64_zero(upper + x * ONE);
      v128.store(scratch + x * TWO, v128.load64_lane(lower + x * ONE, pair, 1));
    }
    transformRows(scratch, odd, basis, out, across + y * KEPT * ONE);
  }
  transformColumns(across, scratch, odd, basis, out, spectrum);
}

/** Adds up the bytes of a picture and their squares: two u32 at `sums`. */
export function addUp(picture: usize, sums: usize): void {
  let bytes = i32x4.splat(0);
  let squares = i32x4.splat(0);
  for (const end = picture + SIDE * SIDE; picture < end; picture += 16) {
    const sixteen = v128.load(picture);
    const low = i16x8.extend_low_i8x16_u(sixteen);
    const high = i16x8.extend_high_i8x16_u(sixteen);
    bytes = i32x4.add(bytes, i32x4.extadd_pairwise_i16x8_u(i16x8.add(low, high)));
    squares = i32x4.add(squares, i32x4.add(i32x4.dot_i16x8_s(low, low), i32x4.dot_i16x8_s(high, high)));
  }
  store<u32>(sums, lanes(bytes));
  store<u32>(sums, lanes(squares), 4);
}

/** The sum of four numbers. */
function lanes(four: v128): u32 {
  return i32x4.extract_lane(four, 0) + i32x4.extract_lane(four, 1) + i32x4.extract_lane(four, 2) + i32x4.extract_lane(four, 3);
}
