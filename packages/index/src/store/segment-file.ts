import { type FileHandle, open } from 'node:fs/promises';
import { aboutFile, readFault, sharedBytes } from '@streetdate/core/internal';
import { StreetdateError } from '@streetdate/core/portable';
import { keypointPieces } from '../reference-index/segment/keypoint-part.ts';
import {
  align,
  HEADER_BYTES,
  planSegment,
  type ReferenceName,
  readHeader,
  referenceNames,
  type SegmentFacts,
} from '../reference-index/segment/layout.ts';
import { checkSegment, Segment } from '../reference-index/segment/segment.ts';
import { checksum } from './checksum.ts';
import { HeldFile, readerOf } from './held-file.ts';
import { writeWhole } from './write-whole.ts';

/** Number of bytes read or written at once. */
const PIECE_BYTES = 1 << 24;

/** A segment and its open file, with the rest of its fingerprints. */
export interface OpenSegment {
  readonly segment: Segment;
  readonly fileBytes: number;
  readonly file: HeldFile;
}

/**
 * Writes a segment to a file. The segment reads the rest of its fingerprints from there from now on.
 * @throws StreetdateError `file-unwritable`.
 */
export async function writeSegment(path: string, segment: Segment): Promise<OpenSegment> {
  await writeWhole(path, piecesOf(segment));
  const file = await openHeld(path);
  segment.readFrom(readerOf(file), file);
  return { segment, fileBytes: segment.facts.fileBytes, file };
}

/**
 * Reads the first part of a segment file into shared memory. The file stays open for the rest, so it may be deleted meanwhile.
 * @param fileBytes - The size that the file must have.
 * @throws StreetdateError that names the file: `file-not-found`, `file-unreadable`, or `bad-library` when it is cut, damaged or of a newer version.
 */
export async function readSegment(path: string, fileBytes: number): Promise<OpenSegment> {
  const file = await openHeld(path);
  try {
    const facts = await readFacts(file.handle, fileBytes);
    const bytes = sharedBytes(planSegment(facts).end);
    await readInto(file.handle, bytes);
    const segment = new Segment(bytes, readerOf(file), file);
    checkSegment(segment, checksum);
    return { segment, fileBytes, file };
  } catch (error) {
    await file.close();
    throw error instanceof StreetdateError ? aboutFile(path, error) : readFault(path, error);
  }
}

/**
 * Reads which references a segment file has, from its header, its table of references and their ids.
 * @param fileBytes - The size that the file must have.
 * @throws StreetdateError as {@link readSegment}, except for what only the checksum shows.
 */
export async function readSegmentHead(path: string, fileBytes: number): Promise<readonly ReferenceName[]> {
  const file = await openHeld(path);
  try {
    const facts = await readFacts(file.handle, fileBytes);
    const bytes = new Uint8Array(planSegment(facts).codes);
    await readInto(file.handle, bytes);
    return referenceNames(bytes);
  } catch (error) {
    throw error instanceof StreetdateError ? aboutFile(path, error) : readFault(path, error);
  } finally {
    await file.close();
  }
}

/**
 * Reads what the header of a segment file states.
 * @param byManifest - The size that the file must have.
 * @throws StreetdateError `bad-library` when it has another size than the manifest and its header give, or is of a newer version.
 */
async function readFacts(handle: FileHandle, byManifest: number): Promise<SegmentFacts> {
  const head = new Uint8Array(HEADER_BYTES);
  await readInto(handle, head);
  const facts = readHeader(head);
  const { size } = await handle.stat();
  for (const [bytes, source] of [
    [byManifest, 'the manifest gives'],
    [facts.fileBytes, 'its header gives'],
  ] as const) {
    if (size !== bytes) throw new StreetdateError('bad-library', `it has ${size} bytes, but ${source} ${bytes}`);
  }
  return facts;
}

/** The bytes of a segment's file, piece by piece. */
export function* piecesOf(segment: Segment): Generator<Uint8Array, void, void> {
  const { bytes } = segment;
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) yield bytes.subarray(at, Math.min(bytes.length, at + PIECE_BYTES));
  for (let reference = 0; reference < segment.facts.references; reference++) {
    const rest = segment.inputOf(reference).rest();
    const padded = new Uint8Array(align(rest.length));
    padded.set(rest);
    yield padded;
  }
  yield* keypointPieces(segment.keypointInputs());
}

/** Fills an array from the start of a file, or as much of it as the file has. */
async function readInto(file: FileHandle, bytes: Uint8Array): Promise<void> {
  let at = 0;
  while (at < bytes.length) {
    const { bytesRead } = await file.read(bytes, at, Math.min(PIECE_BYTES, bytes.length - at), at);
    if (bytesRead === 0) return;
    at += bytesRead;
  }
}

async function openHeld(path: string): Promise<HeldFile> {
  const handle = await open(path).catch((cause: unknown) => {
    throw readFault(path, cause);
  });
  return new HeldFile(path, handle);
}
