// Area averaging in single precision: sixteen columns at a time down the rows, then along four lines at once. Each number is made by the same operations in
// the same order as in the plain twin, so that the results are the same to the last bit. The caller lays out the memory: see
// src/kernels/area/wasm-area.ts.

/** Bytes of an entry of a cover: first and last sample, their weights. */
const ENTRY: usize = 16;
/** Bytes of a vector. */
const VECTOR: usize = 16;
/** Columns that are worked on together. */
const TOGETHER: usize = 16;

/** Bytes 0 to 7 as eight numbers of 16 bits, and bytes 8 to 15. */
function low(bytes: v128): v128 {
  return i16x8.extend_low_i8x16_u(bytes);
}
function high(bytes: v128): v128 {
  return i16x8.extend_high_i8x16_u(bytes);
}

/** `first * head + inner * between + last * tail` of the lower four of eight columns, and of the upper four. */
function weighLow(head: v128, between: v128, tail: v128, first: v128, inner: v128, last: v128): v128 {
  const sum = f32x4.add(
    f32x4.mul(first, f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(head))),
    f32x4.mul(inner, f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(between))),
  );
  return f32x4.add(sum, f32x4.mul(last, f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(tail))));
}
function weighHigh(head: v128, between: v128, tail: v128, first: v128, inner: v128, last: v128): v128 {
  const sum = f32x4.add(
    f32x4.mul(first, f32x4.convert_i32x4_u(i32x4.extend_high_i16x8_u(head))),
    f32x4.mul(inner, f32x4.convert_i32x4_u(i32x4.extend_high_i16x8_u(between))),
  );
  return f32x4.add(sum, f32x4.mul(last, f32x4.convert_i32x4_u(i32x4.extend_high_i16x8_u(tail))));
}

/** Puts four columns of one line into the vectors of their columns. */
function spread(at: usize, four: v128): void {
  v128.store32_lane(at, four, 0);
  v128.store32_lane(at + VECTOR, four, 1);
  v128.store32_lane(at + 2 * VECTOR, four, 2);
  v128.store32_lane(at + 3 * VECTOR, four, 3);
}

/** The mean of the rows from `head` to `tail`, for columns `from` to `to`: one number in the vector of each column. */
function meanRows(head: usize, tail: usize, width: usize, from: usize, to: usize, row: usize, innerWeight: f32, lines: usize): void {
  const first = v128.load32_splat(row + 8);
  const last = v128.load32_splat(row + 12);
  const inner = f32x4.splat(innerWeight);
  for (let x = from; x < to; x += TOGETHER) {
    let betweenLow = i16x8.splat(0);
    let betweenHigh = i16x8.splat(0);
    for (let at = head + width; at < tail; at += width) {
      const bytes = v128.load(at + x);
      betweenLow = i16x8.add(betweenLow, low(bytes));
      betweenHigh = i16x8.add(betweenHigh, high(bytes));
    }
    const upper = v128.load(head + x);
    const lower = v128.load(tail + x);
    const out = lines + x * VECTOR;
    spread(out, weighLow(low(upper), betweenLow, low(lower), first, inner, last));
    spread(out + 4 * VECTOR, weighHigh(low(upper), betweenLow, low(lower), first, inner, last));
    spread(out + 8 * VECTOR, weighLow(high(upper), betweenHigh, high(lower), first, inner, last));
    spread(out + 12 * VECTOR, weighHigh(high(upper), betweenHigh, high(lower), first, inner, last));
  }
}

/** The means of the columns of four lines, rounded to bytes. Of the four rows of the result, `stride` bytes long, `rows` are written. */
function meanColumns(lines: usize, columns: usize, count: usize, innerWeight: f32, out: usize, stride: usize, rows: usize): void {
  const weight = f32x4.splat(innerWeight);
  for (const end = columns + count * ENTRY; columns < end; columns += ENTRY, out++) {
    const head = lines + VECTOR * load<u32>(columns);
    const tail = lines + VECTOR * load<u32>(columns, 4);
    let inner = f32x4.splat(0);
    for (let at = head + VECTOR; at < tail; at += VECTOR) inner = f32x4.add(inner, v128.load(at));
    const both = f32x4.add(f32x4.mul(v128.load32_splat(columns + 8), v128.load(head)), f32x4.mul(weight, inner));
    const sum = f32x4.add(both, f32x4.mul(v128.load32_splat(columns + 12), v128.load(tail)));
    const bytes = i32x4.trunc_sat_f32x4_u(f32x4.add(sum, f32x4.splat(0.5)));
    v128.store8_lane(out, bytes, 0);
    if (rows > 1) v128.store8_lane(out + stride, bytes, 4);
    if (rows > 2) v128.store8_lane(out + 2 * stride, bytes, 8);
    if (rows > 3) v128.store8_lane(out + 3 * stride, bytes, 12);
  }
}

/**
 * Scales a picture.
 * @param picture - Address of its bytes, `width` in a row, with 16 more after them.
 * @param columns - Address of the cover of the columns; `rows` likewise.
 * @param lines - Address of room for four rows of f32, and 64 more: the four numbers of a column lie side by side.
 * @param out - Receives `columnCount * rowCount` bytes.
 */
export function scale(
  picture: usize,
  width: usize,
  columns: usize,
  columnCount: usize,
  columnInner: f32,
  rows: usize,
  rowCount: usize,
  rowInner: f32,
  lines: usize,
  out: usize,
): void {
  const from = load<u32>(columns);
  const to = load<u32>(columns + (columnCount - 1) * ENTRY, 4) + 1;
  while (rowCount > 0) {
    const some: usize = rowCount < 4 ? rowCount : 4;
    for (let row: usize = 0; row < some; row++, rows += ENTRY) {
      const head = picture + load<u32>(rows) * width;
      meanRows(head, picture + load<u32>(rows, 4) * width, width, from, to, rows, rowInner, lines + 4 * row);
    }
    meanColumns(lines, columns, columnCount, columnInner, out, columnCount, some);
    out += some * columnCount;
    rowCount -= some;
  }
}
