import type { Extent } from '../bytes/byte-source.ts';
import { damaged } from '../bytes/damaged.ts';

/** Maps the logical blocks of a partition to the image. */
export interface BlockMap {
  /** The extents of `length` bytes from a logical block on. @throws StreetdateError `damaged-disc` outside the partition. */
  extents(block: number, length: number): Extent[];
}

/** A partition descriptor (ECMA-167, 3/10.5). */
export interface PhysicalPartition {
  /** The number that maps refer to. */
  readonly number: number;
  /** Its first byte in the image. */
  readonly start: number;
  /** Its length in bytes. */
  readonly length: number;
}

/** A type 1 map: the partition in its plain order (ECMA-167, 3/10.7.2). */
export class PlainMap implements BlockMap {
  readonly #partition: PhysicalPartition;
  readonly #blockSize: number;
  readonly #name: string;

  constructor(partition: PhysicalPartition, blockSize: number, name: string) {
    this.#partition = partition;
    this.#blockSize = blockSize;
    this.#name = name;
  }

  extents(block: number, length: number): Extent[] {
    const offset = block * this.#blockSize;
    if (offset + length > this.#partition.length) {
      throw damaged(this.#name, `block ${block} lies outside its partition of ${this.#partition.length / this.#blockSize} blocks`);
    }
    return [{ offset: this.#partition.start + offset, length }];
  }
}
