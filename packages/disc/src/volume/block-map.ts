import type { Extent } from '../bytes/byte-source.ts';
import { damaged } from '../bytes/damaged.ts';

/** How the logical blocks of one partition lie in the image. */
export interface BlockMap {
  /** The extents of `length` bytes from a logical block on. @throws StreetdateError `damaged-disc` outside the partition. */
  extents(block: number, length: number): Extent[];
}

/** A partition as its descriptor has it (ECMA-167, 3/10.5). */
export interface PhysicalPartition {
  /** The number that maps name it by. */
  readonly number: number;
  /** Its first byte in the image. */
  readonly start: number;
  /** Its length in bytes. */
  readonly length: number;
}

/** A type 1 map: the partition as it lies (ECMA-167, 3/10.7.2). */
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
