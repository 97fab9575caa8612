// A table of 256 bytes looked up for sixteen pixels at a time: a swizzle looks up sixteen entries and gives 0 for all other indices, so that sixteen of them, one
// for each row of the table, add up to the whole.

/**
 * Replaces each byte by its entry.
 * @param picture - Address of `count` bytes, and of room up to a multiple of 16.
 * @param table - Address of 256 bytes.
 */
export function lookUp(picture: usize, count: usize, table: usize): void {
  const t0 = v128.load(table);
  const t1 = v128.load(table, 16);
  const t2 = v128.load(table, 32);
  const t3 = v128.load(table, 48);
  const t4 = v128.load(table, 64);
  const t5 = v128.load(table, 80);
  const t6 = v128.load(table, 96);
  const t7 = v128.load(table, 112);
  const t8 = v128.load(table, 128);
  const t9 = v128.load(table, 144);
  const t10 = v128.load(table, 160);
  const t11 = v128.load(table, 176);
  const t12 = v128.load(table, 192);
  const t13 = v128.load(table, 208);
  const t14 = v128.load(table, 224);
  const t15 = v128.load(table, 240);
  const row = i8x16.splat(16);
  for (const end = picture + count; picture < end; picture += 16) {
    let at = v128.load(picture);
    let found = i8x16.swizzle(t0, at);
    at = i8x16.sub(at, row);
    found = v128.or(found, i8x16.swizzle(t1, at));
    at = i8x16.sub(at, row);
    found = v128.or(found, i8x16.swizzle(t2, at));
    at = i8x16.sub(at, row);
    found = v128.or(found, i8x16.swizzle(t3, at));
    at = i8x16.sub(at, row);
    found = v128.or(found, i8x16.swizzle(t4, at));
    at = i8x16.sub(at, row);
    found = v128.or(found, i8x16.swizzle(t5, at));
    at = i8x16.sub(at, row);
    found = v128.or(found, i8x16.swizzle(t6, at));
    at = i8x16.sub(at, row);
    found = v128.or(found, i8x16.swizzle(t7, at));
    at = i8x16.sub(at, row);
    found = v128.or(found, i8x16.swizzle(t8, at));
    at = i8x16.sub(at, row);
    found = v128.or(found, i8x16.swizzle(t9, at));
    at = i8x16.sub(at, row);
    found = v128.or(found, i8x16.swizzle(t10, at));
    at = i8x16.sub(at, row);
    found = v128.or(found, i8x16.swizzle(t11, at));
    at = i8x16.sub(at, row);
    found = v128.or(found, i8x16.swizzle(t12, at));
    at = i8x16.sub(at, row);
    found = v128.or(found, i8x16.swizzle(t13, at));
    at = i8x16.sub(at, row);
    found = v128.or(found, i8x16.swizzle(t14, at));
    at = i8x16.sub(at, row);
    found = v128.or(found, i8x16.swizzle(t15, at));
    v128.store(picture, found);
  }
}
