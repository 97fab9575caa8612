/** The piece of a file in one volume. */
export interface RarPart {
  /** The file's name, with slashes. */
  readonly name: string;
  /** Unpacked size of the whole file. */
  readonly unpackedBytes: number;
  /** Position of its packed bytes in the volume. */
  readonly start: number;
  /** Number of packed bytes. */
  readonly packedBytes: number;
  /** Whether the bytes are stored uncompressed. */
  readonly stored: boolean;
  /** Whether they are encrypted. */
  readonly encrypted: boolean;
  /** Whether it continues from the volume before. */
  readonly continued: boolean;
  /** Whether it continues in the next volume. */
  readonly continues: boolean;
  /** Whether the volume ends inside its packed bytes. */
  readonly cut: boolean;
  /** CRC-32 of the whole file, stated in its last piece; otherwise undefined. */
  readonly crc: number | undefined;
}

/** The headers of one volume. */
export interface RarVolume {
  /** Its pieces, in order. */
  readonly parts: readonly RarPart[];
  /** Whether another volume follows, from the end block; undefined if that is missing. */
  readonly hasNext: boolean | undefined;
  /** Why it could be read only in part, as a predicate: `has no end`. */
  readonly fault: string | undefined;
}

/** Largest header that is read: a name, its Unicode form and some timestamps. */
export const MOST_HEADER_BYTES = 2 * 1024 * 1024;

/** The message for a volume that ends inside a file. */
export const CUT = 'is cut off';
