import { checkObject } from '@streetdate/core/internal';
import { toBytes } from '../bytes/bytes.ts';
import { toCanonicalJson } from '../canonical-json.ts';
import { hashLeaf } from '../proofs/hashes.ts';

/** A file as the list of its server has it. */
export interface ServerListLine {
  /** Path on the server. */
  readonly path: string;
  /** Size in bytes. */
  readonly bytes: number;
  /** The file's own time, milliseconds since 1970; null where it has none. */
  readonly modifiedMs: number | null;
  /** Digest of its bytes, as the catalogue has it; null where it could not be read. */
  readonly digest: string | null;
}

/** The hash of a line as a leaf of the tree over the list: that of its canonical JSON, 32 bytes. */
export function hashLine(line: ServerListLine): Uint8Array {
  checkObject('line', line);
  return hashLeaf(toBytes(toCanonicalJson(line)));
}
