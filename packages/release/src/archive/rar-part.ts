/** The piece of a file that one volume holds. */
export interface RarPart {
  /** The file's name, with slashes. */
  readonly name: string;
  /** Size of the whole file once unpacked. */
  readonly unpackedBytes: number;
  /** Where its packed bytes lie in the volume. */
  readonly start: number;
  /** How many there are. */
  readonly packedBytes: number;
  /** Whether they are the file's bytes as they are. */
  readonly stored: boolean;
  /** Whether they are encrypted. */
  readonly encrypted: boolean;
  /** Whether it goes on from the volume before. */
  readonly continued: boolean;
  /** Whether it goes on in the next volume. */
  readonly continues: boolean;
  /** Whether the volume ends before its packed bytes do. */
  readonly cut: boolean;
  /** CRC-32 of the whole file, known in its last part; undefined where it is not stated. */
  readonly crc: number | undefined;
}

/** What one volume says of itself. */
export interface RarVolume {
  /** The pieces that it holds, in order. */
  readonly parts: readonly RarPart[];
  /** Whether another volume follows, by its end; undefined where its end is missing. */
  readonly hasNext: boolean | undefined;
  /** Why it could be read only in part, said of it: `has no end`. */
  readonly fault: string | undefined;
}

/** Largest header that is read: a name, its Unicode form and some times. */
export const MOST_HEADER_BYTES = 2 * 1024 * 1024;

/** What is said of a volume that ends within a file. */
export const CUT = 'is cut off';
