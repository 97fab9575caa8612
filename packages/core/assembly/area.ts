// Area averaging in single precision: sixteen columns at a time down the rows, then along each line. Each number is made by the same operations in
// the same order as in the plain twin, so that the results are the same to the last bit. The caller lays out the memory: see
// src/kernels/wasm-area.ts.

/** Bytes of an entry of a cover: first and last sample, their weights. */
const ENTRY: usize = 16;
/** Columns that are worked on together. */
const TOGETHER: usize = 16;

/** Bytes 0 to 7 as eight numbers of 16 bits, and bytes 8 to 15. */
function low(bytes: v128): v128 {
  return i16x8.extend_low_i8x16_u(bytes);
}
function high(bytes: v128): v128 {
  return i16x8.extend_high_i8x16_u(bytes);
}

/** Four lines' worth of one output row: `first * head + inner * between + last * tail`. */
function weigh(line: usize, head: v128, between: v128, tail: v128, first: v128, inner: v128, last: v128): void {
  const sum = f32x4.add(
    f32x4.mul(first, f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(head))),
    f32x4.mul(inner, f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(between))),
  );
  v128.store(line, f32x4.add(sum, f32x4.mul(last, f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(tail)))));
  const more = f32x4.add(
    f32x4.mul(first, f32x4.convert_i32x4_u(i32x4.extend_high_i16x8_u(head))),
    f32x4.mul(inner, f32x4.convert_i32x4_u(i32x4.extend_high_i16x8_u(between))),
  );
  v128.store(line + 16, f32x4.add(more, f32x4.mul(last, f32x4.convert_i32x4_u(i32x4.extend_high_i16x8_u(tail)))));
}

/** The mean of the rows from `head` to `tail`, for columns `from` to `to`. */
function meanRows(head: usize, tail: usize, width: usize, from: usize, to: usize, row: usize, innerWeight: f32, line: usize): void {
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
    weigh(line + 4 * x, low(upper), betweenLow, low(lower), first, inner, last);
    weigh(line + 4 * x + 32, high(upper), betweenHigh, high(lower), first, inner, last);
  }
}

/** The means of the columns of one line, rounded to bytes. */
function meanColumns(line: usize, columns: usize, count: usize, innerWeight: f32, out: usize): void {
  for (const end = columns + count * ENTRY; columns < end; columns += ENTRY, out++) {
    const head = line + 4 * load<u32>(columns);
    const tail = line + 4 * load<u32>(columns, 4);
    let inner: f32 = 0;
    for (let at = head + 4; at < tail; at += 4) inner += load<f32>(at);
    const sum = load<f32>(columns, 8) * load<f32>(head) + innerWeight * inner + load<f32>(columns, 12) * load<f32>(tail);
    store<u8>(out, <u32>(sum + 0.5));
  }
}

/**
 * Scales a picture.
 * @param picture - Address of its bytes, `width` in a row, with 16 more after them.
 * @param columns - Address of the cover of the columns; `rows` likewise.
 * @param line - Address of room for a row of f32, and 16 more.
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
  line: usize,
  out: usize,
): void {
  const from = load<u32>(columns);
  const to = load<u32>(columns + (columnCount - 1) * ENTRY, 4) + 1;
  for (const end = rows + rowCount * ENTRY; rows < end; rows += ENTRY, out += columnCount) {
    meanRows(picture + load<u32>(rows) * width, picture + load<u32>(rows, 4) * width, width, from, to, rows, rowInner, line);
    meanColumns(line, columns, columnCount, columnInner, out);
  }
}
