import type { Extent } from '../bytes/byte-source.ts';
import { damaged } from '../bytes/damaged.ts';
import type { BlockMap } from './block-map.ts';

/** The metadata partition of UDF 2.50 and later. Its blocks are those of a file (UDF 2.60, 2.2.10). */
export class MetadataMap implements BlockMap {
  readonly #file: readonly Extent[];
  readonly #blockSize: number;
  readonly #name: string;

  constructor(file: readonly Extent[], blockSize: number, name: string) {
    this.#file = file;
    this.#blockSize = blockSize;
    this.#name = name;
  }

  extents(block: number, length: number): Extent[] {
    let skip = block * this.#blockSize;
    let left = length;
    const found: Extent[] = [];
    for (const { offset, length: size } of this.#file) {
      if (left === 0) break;
      if (skip < size) {
        const taken = Math.min(left, size - skip);
        found.push({ offset: offset === undefined ? undefined : offset + skip, length: taken });
        left -= taken;
      }
      skip = Math.max(0, skip - size);
    }
    if (left > 0) throw damaged(this.#name, `block ${block} lies outside the metadata file`);
    return found;
  }
}
