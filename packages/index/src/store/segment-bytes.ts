import { type Fingerprint, StreetdateError } from '@streetdate/core/portable';
import { SegmentedIndex } from '../reference-index/segment/segmented-index.ts';
import { checksum } from './checksum.ts';
import { piecesOf } from './segment-file.ts';

/**
 * Makes a segment of some references, as the bytes of a `.sdsg` file. Equal references in the same order give equal bytes.
 * @param references - The id and the fingerprint of each, at least one.
 * @throws RangeError if there is none, or an id occurs twice. TypeError if a fingerprint has no track for this index.
 */
export function segmentBytes(references: Iterable<readonly [id: string, fingerprint: Fingerprint]>): Uint8Array {
  const index = new SegmentedIndex();
  for (const [id, fingerprint] of references) index.add(id, fingerprint);
  const attached = index.seal(checksum);
  if (attached === undefined) throw new RangeError('references must be at least one, got none');
  const bytes = new Uint8Array(attached.segment.facts.fileBytes);
  let at = 0;
  for (const piece of piecesOf(attached.segment)) {
    bytes.set(piece, at);
    at += piece.length;
  }
  if (at !== bytes.length) throw new StreetdateError('bad-library', `a segment must have ${bytes.length} bytes, but has ${at}`);
  return bytes;
}
