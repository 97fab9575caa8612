import { checkObject } from '@streetdate/core/internal';
import { toBytes } from '../bytes/bytes.ts';
import { toCanonicalJson } from '../canonical-json.ts';
import type { ListedLine } from '../case/list-lines.ts';
import { hashLeaf } from '../proofs/hashes.ts';

/** A file as the list of its server has it. */
export type ServerListLine = ListedLine;

/** The hash of a line as a leaf of the tree over the list: that of its canonical JSON, 32 bytes. */
export function hashLine(line: ServerListLine): Uint8Array {
  checkObject('line', line);
  return hashLeaf(toBytes(toCanonicalJson(line)));
}
