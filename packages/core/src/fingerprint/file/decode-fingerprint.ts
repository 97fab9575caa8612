import { checkBytes } from '../../check.ts';
import { StreetdateError } from '../../errors.ts';
import { type Fingerprint, SECTIONS } from '../fingerprint.ts';
import { broken, type Section } from '../sections/section.ts';
import { SectionReader } from '../sections/section-reader.ts';
import { faultOf } from './fingerprint-fault.ts';
import {
  align,
  CHECKSUM_AT,
  checksum,
  ENTRY_BYTES,
  HEADER_BYTES,
  KIND_BYTES,
  LENGTH_AT,
  MAGIC,
  MUST_UNDERSTAND,
  SECTIONS_AT,
  VERSION,
  VERSION_AT,
} from './sdfp-layout.ts';

/**
 * Reads the bytes of an `.sdfp` file. Arrays of the fingerprint are views of `bytes`, not copies: leave the bytes unchanged while the
 * fingerprint is in use. Bytes that do not start at a multiple of 8 in their buffer are copied once.
 * Everything is checked before it is used, and no more memory is taken than the file has.
 * @throws StreetdateError `not-a-fingerprint`, with what is wrong and where; `newer-fingerprint` for a file of a later version.
 */
export function decodeFingerprint(bytes: Uint8Array): Fingerprint {
  checkBytes('bytes', bytes);
  return decodeSections(SECTIONS, bytes);
}

/** Reads a file of which some sections are known. @throws StreetdateError as {@link decodeFingerprint}. */
export function decodeSections<P>(sections: readonly Section<P>[], bytes: Uint8Array): P {
  // A plain Uint8Array also for a Buffer, whose `slice` and `subarray` would give more Buffers.
  const file = bytes.byteOffset % 8 === 0 ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length) : new Uint8Array(bytes);
  checkHeader(file);
  const found = readTable(file, new Set(sections.map(({ kind }) => kind)));
  let known: Partial<P> = {};
  for (const { kind, decode } of sections) {
    const own = found.filter((section) => section.kind === kind);
    known = { ...known, ...decode(own, known) };
  }
  // Every section has had its say: the ones that must be there throw when they are not.
  const fingerprint = known as P;
  const fault = faultOf(sections, fingerprint);
  if (fault !== undefined) throw broken(`its ${fault}`);
  return fingerprint;
}

/** Checks the header, and the checksum of the whole file. */
function checkHeader(file: Uint8Array): void {
  if (file.length < MAGIC.length || MAGIC.some((byte, at) => file[at] !== byte)) throw broken('it does not begin with the magic bytes');
  if (file.length < HEADER_BYTES) throw broken(`it ends inside the header, at byte ${file.length}`);
  const view = viewOf(file);
  const version = view.getUint32(VERSION_AT, true);
  // Before the checksum, since a later version may keep that elsewhere.
  if (version > VERSION) throw newer(`of version ${version}, and this program reads up to version ${VERSION}`);
  if (version === 0) throw broken('its version is 0');
  const length = view.getUint32(LENGTH_AT, true);
  if (length !== file.length) throw broken(`it has ${file.length} bytes, but its header says ${length}`);
  if (view.getUint32(CHECKSUM_AT, true) !== checksum(file)) throw broken('its checksum does not fit its bytes');
}

/** Reads the section table. Every section must lie in the file, behind the one before it. */
function readTable(file: Uint8Array, kinds: ReadonlySet<string>): SectionReader[] {
  const view = viewOf(file);
  const count = view.getUint32(SECTIONS_AT, true);
  let free = HEADER_BYTES + ENTRY_BYTES * count;
  if (free > file.length) throw broken(`its table of ${count} sections goes past the end, byte ${file.length}`);
  const sections: SectionReader[] = [];
  for (let index = 0; index < count; index++) {
    const entry = HEADER_BYTES + ENTRY_BYTES * index;
    const kind = String.fromCharCode(...file.subarray(entry, entry + KIND_BYTES)).replace(/\0.*$/s, '');
    const flags = view.getUint32(entry + 4, true);
    const offset = view.getUint32(entry + 8, true);
    const bytes = view.getUint32(entry + 12, true);
    const where = `section ${index} (${JSON.stringify(kind)}), from byte ${offset},`;
    if (offset % 8 !== 0) throw broken(`its ${where} is not aligned to 8 bytes`);
    if (offset < free) throw broken(`its ${where} overlaps what is before it`);
    if (offset + bytes > file.length) throw broken(`its ${where} of ${bytes} bytes goes past the end, byte ${file.length}`);
    if (flags & MUST_UNDERSTAND && !kinds.has(kind)) throw newer(`with a section ${JSON.stringify(kind)} that must be understood`);
    sections.push(new SectionReader(kind, offset, file.subarray(offset, offset + bytes)));
    free = align(offset + bytes);
  }
  return sections;
}

function viewOf(file: Uint8Array): DataView {
  return new DataView(file.buffer, file.byteOffset, file.length);
}

function newer(reason: string): StreetdateError {
  return new StreetdateError('newer-fingerprint', `a fingerprint file ${reason}; install a newer Streetdate`);
}
