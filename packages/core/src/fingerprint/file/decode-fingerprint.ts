import { StreetdateError } from '../../errors.ts';
import type { PictureArea } from '../../luma/luma-frame.ts';
import type { PictureQuad } from '../../luma/scale-quad.ts';
import type { SubtitleTrack } from '../../media/subtitle-track.ts';
import {
  type AreaSpan,
  type AveragePicture,
  type Blending,
  COARSE_LUMA_GRID,
  type Details,
  FINE_LUMA_GRID,
  type Fingerprint,
  type HashTrack,
  type InsetSpan,
  type LumaSeries,
  type Thumbnails,
} from '../fingerprint.ts';
import { decodeFacts, type FingerprintFacts } from './fingerprint-facts.ts';
import { fingerprintFault } from './fingerprint-fault.ts';
import {
  AREA_BYTES,
  AVERAGE_HEADER_BYTES,
  align,
  BLENDING_HEADER_BYTES,
  BRIGHTNESS_HEADER_BYTES,
  CHECKSUM_AT,
  checksum,
  DETAILS_HEADER_BYTES,
  ENTRY_BYTES,
  HEADER_BYTES,
  ID_BYTES,
  INSET_BYTES,
  LENGTH_AT,
  MAGIC,
  MUST_UNDERSTAND,
  PARTS_HEADER_BYTES,
  SECTION_KINDS,
  SECTIONS_AT,
  type SectionKind,
  SUBTITLES_HEADER_BYTES,
  THUMBNAILS_HEADER_BYTES,
  TRACK_HEADER_BYTES,
  trackBytes,
  VERSION,
  VERSION_AT,
} from './sdfp-layout.ts';

/** The machine keeps words as the file does, so that arrays can be views. So does every machine but the big-endian server kinds. */
const LITTLE_ENDIAN = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

interface Section {
  readonly kind: string;
  readonly flags: number;
  readonly offset: number;
  readonly bytes: number;
}

/**
 * Reads the bytes of an `.sdfp` file. The tracks' arrays are views of `bytes`, not copies: leave the bytes alone while the fingerprint is
 * in use. Only when `bytes` begins at an odd place in its buffer, not at a multiple of 8, they are copied, once.
 * Nothing is believed before it is checked, and no more memory is taken than the file has.
 * @throws StreetdateError `not-a-fingerprint`, with what is wrong and where; `newer-fingerprint` when a later version wrote the file.
 */
export function decodeFingerprint(bytes: Uint8Array): Fingerprint {
  // A plain Uint8Array also where a Buffer came in, whose `slice` and `subarray` would give more Buffers.
  const file = bytes.byteOffset % 8 === 0 ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length) : new Uint8Array(bytes);
  checkHeader(file);
  const sections = readTable(file);
  const facts = readFacts(file, sections);
  const tracks = sections.filter(({ kind }) => kind === 'TRAK').map((section) => readTrack(file, section));
  const areas = sections.filter(({ kind }) => kind === 'AREA').flatMap((section) => readAreas(file, section));
  const insets = onlySection(sections, 'QUAD');
  const thumbnails = readThumbnails(file, sections);
  const details = readDetails(file, sections);
  const blending = readBlending(file, sections);
  const subtitles = sections.filter(({ kind }) => kind === 'SUBT').map((section) => readSubtitleTrack(file, section));
  const brightness = readBrightness(file, sections);
  const average = readAverage(file, sections);
  const { role, kind, duration, media, look, damage } = facts;
  const fingerprint: Fingerprint = {
    role,
    kind,
    duration,
    tracks,
    areas,
    ...(insets && { insets: readInsets(file, insets) }),
    ...(thumbnails && { thumbnails }),
    ...(details && { details }),
    ...(blending && { blending }),
    ...(subtitles.length > 0 && { subtitles }),
    ...(brightness && { luma: brightness }),
    ...(average && { average }),
    media,
    ...(look && { look }),
    ...(damage && { damage }),
  };
  const fault = fingerprintFault(fingerprint);
  if (fault !== undefined) throw broken(`its ${fault}`);
  return fingerprint;
}

/** Checks what stands before the sections, and the checksum of all of it. */
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

/** Reads the section table and checks that every section lies in the file, behind the one before it. */
function readTable(file: Uint8Array): Section[] {
  const view = viewOf(file);
  const count = view.getUint32(SECTIONS_AT, true);
  let free = HEADER_BYTES + ENTRY_BYTES * count;
  if (free > file.length) throw broken(`its table of ${count} sections goes past the end, byte ${file.length}`);
  const sections: Section[] = [];
  for (let index = 0; index < count; index++) {
    const entry = HEADER_BYTES + ENTRY_BYTES * index;
    const kind = readAscii(file, entry, 4);
    const flags = view.getUint32(entry + 4, true);
    const offset = view.getUint32(entry + 8, true);
    const bytes = view.getUint32(entry + 12, true);
    const where = `section ${index} (${JSON.stringify(kind)}), from byte ${offset},`;
    if (offset % 8 !== 0) throw broken(`its ${where} is not aligned to 8 bytes`);
    if (offset < free) throw broken(`its ${where} overlaps what is before it`);
    if (offset + bytes > file.length) throw broken(`its ${where} of ${bytes} bytes goes past the end, byte ${file.length}`);
    if (flags & MUST_UNDERSTAND && !(SECTION_KINDS as readonly string[]).includes(kind))
      throw newer(`with a section ${JSON.stringify(kind)} that must be understood`);
    sections.push({ kind, flags, offset, bytes });
    free = align(offset + bytes);
  }
  return sections;
}

/** The section of a kind that a file has at most once. */
function onlySection(sections: readonly Section[], kind: SectionKind): Section | undefined {
  const [section, second] = sections.filter((each) => each.kind === kind);
  if (second !== undefined) throw broken(`it has two ${kind} sections`);
  return section;
}

function readFacts(file: Uint8Array, sections: readonly Section[]): FingerprintFacts {
  const section = onlySection(sections, 'META');
  if (section === undefined) throw broken('it has no META section');
  try {
    return decodeFacts(file.subarray(section.offset, section.offset + section.bytes));
  } catch (cause) {
    throw broken(`its META section, from byte ${section.offset}, cannot be read: ${(cause as Error).message}`, cause);
  }
}

function readTrack(file: Uint8Array, { offset, bytes }: Section): HashTrack {
  const where = `its track at byte ${offset}`;
  if (bytes < TRACK_HEADER_BYTES) throw broken(`${where} has only ${bytes} bytes`);
  const view = viewOf(file);
  const bits = view.getUint32(offset + 32, true);
  const frames = view.getUint32(offset + 36, true);
  if (bits % 32 !== 0 || trackBytes(frames, bits) !== bytes)
    throw broken(`${where} has ${bytes} bytes, which does not fit ${frames} hashes of ${bits} bits`);
  const hashesAt = offset + TRACK_HEADER_BYTES;
  const timesAt = hashesAt + (frames * bits) / 8;
  const spansAt = timesAt + 4 * frames;
  const qualityAt = spansAt + 4 * frames;
  return {
    algorithm: readAscii(file, offset, ID_BYTES),
    view: readAscii(file, offset + ID_BYTES, ID_BYTES),
    bits,
    timesMs: readWords(file, timesAt, frames),
    spansMs: readWords(file, spansAt, frames),
    quality: file.subarray(qualityAt, qualityAt + frames),
    hashes: readWords(file, hashesAt, (frames * bits) / 32),
  };
}

function readAreas(file: Uint8Array, { offset, bytes }: Section): AreaSpan[] {
  if (bytes % AREA_BYTES !== 0) throw broken(`its areas at byte ${offset} have ${bytes} bytes, not a multiple of ${AREA_BYTES}`);
  const view = viewOf(file);
  return Array.from({ length: bytes / AREA_BYTES }, (_, index) => {
    const at = offset + AREA_BYTES * index;
    return { start: view.getUint32(at, true) / 1000, end: view.getUint32(at + 4, true) / 1000, area: readArea(view, at + 8) };
  });
}

function readInsets(file: Uint8Array, { offset, bytes }: Section): InsetSpan[] {
  if (bytes % INSET_BYTES !== 0) throw broken(`its insets at byte ${offset} have ${bytes} bytes, not a multiple of ${INSET_BYTES}`);
  const view = viewOf(file);
  return Array.from({ length: bytes / INSET_BYTES }, (_, index) => {
    const at = offset + INSET_BYTES * index;
    const corner = (number: number) => ({
      x: view.getFloat64(at + 24 + 16 * number, true),
      y: view.getFloat64(at + 32 + 16 * number, true),
    });
    const corners: PictureQuad = [corner(0), corner(1), corner(2), corner(3)];
    const [start, end] = [view.getUint32(at, true) / 1000, view.getUint32(at + 4, true) / 1000];
    return { view: readAscii(file, at + 8, ID_BYTES), start, end, corners };
  });
}

function readThumbnails(file: Uint8Array, sections: readonly Section[]): Thumbnails | undefined {
  const section = onlySection(sections, 'THUM');
  if (section === undefined) return undefined;
  const { offset, bytes } = section;
  if (bytes < THUMBNAILS_HEADER_BYTES) throw broken(`its thumbnails at byte ${offset} have only ${bytes} bytes`);
  const view = viewOf(file);
  const side = view.getUint32(offset, true);
  const count = view.getUint32(offset + 4, true);
  if (THUMBNAILS_HEADER_BYTES + count * (4 + side * side) !== bytes)
    throw broken(`its thumbnails at byte ${offset} have ${bytes} bytes, which does not fit ${count} of ${side} × ${side}`);
  const pixelsAt = offset + THUMBNAILS_HEADER_BYTES + 4 * count;
  return {
    side,
    timesMs: readWords(file, offset + THUMBNAILS_HEADER_BYTES, count),
    pixels: file.subarray(pixelsAt, pixelsAt + count * side * side),
  };
}

function readDetails(file: Uint8Array, sections: readonly Section[]): Details | undefined {
  const section = onlySection(sections, 'DETL');
  if (section === undefined) return undefined;
  const { offset, bytes } = section;
  if (bytes < DETAILS_HEADER_BYTES) throw broken(`its details at byte ${offset} have only ${bytes} bytes`);
  const view = viewOf(file);
  const [width, height, count] = [view.getUint32(offset, true), view.getUint32(offset + 4, true), view.getUint32(offset + 8, true)];
  if (DETAILS_HEADER_BYTES + count * (4 + width * height) !== bytes)
    throw broken(`its details at byte ${offset} have ${bytes} bytes, which does not fit ${count} of ${width} × ${height}`);
  const pixelsAt = offset + DETAILS_HEADER_BYTES + 4 * count;
  return {
    width,
    height,
    area: readArea(view, offset + 16),
    timesMs: readWords(file, offset + DETAILS_HEADER_BYTES, count),
    pixels: file.subarray(pixelsAt, pixelsAt + count * width * height),
  };
}

function readBlending(file: Uint8Array, sections: readonly Section[]): Blending | undefined {
  const section = onlySection(sections, 'BLND');
  if (section === undefined) return undefined;
  const { offset, bytes } = section;
  if (bytes < BLENDING_HEADER_BYTES) throw broken(`its blending at byte ${offset} has only ${bytes} bytes`);
  const count = viewOf(file).getUint32(offset, true);
  if (BLENDING_HEADER_BYTES + 5 * count !== bytes)
    throw broken(`its blending at byte ${offset} has ${bytes} bytes, which does not fit ${count} entries`);
  const timesAt = offset + BLENDING_HEADER_BYTES;
  return { timesMs: readWords(file, timesAt, count), nearness: file.subarray(timesAt + 4 * count, timesAt + 5 * count) };
}

function readSubtitleTrack(file: Uint8Array, { offset, bytes }: Section): SubtitleTrack {
  if (bytes < SUBTITLES_HEADER_BYTES) throw broken(`its subtitles at byte ${offset} have only ${bytes} bytes`);
  const view = viewOf(file);
  const [stream, count] = [view.getUint32(offset, true), view.getUint32(offset + 4, true)];
  if (SUBTITLES_HEADER_BYTES + 4 * count !== bytes)
    throw broken(`its subtitles at byte ${offset} have ${bytes} bytes, which does not fit ${count} of them`);
  return { stream, timesMs: readWords(file, offset + SUBTITLES_HEADER_BYTES, count) };
}

function readBrightness(file: Uint8Array, sections: readonly Section[]): LumaSeries | undefined {
  const section = onlySection(sections, 'LUMA');
  if (section === undefined) return undefined;
  const { offset, bytes } = section;
  if (bytes < BRIGHTNESS_HEADER_BYTES) throw broken(`its brightness at byte ${offset} has only ${bytes} bytes`);
  const view = viewOf(file);
  const count = view.getUint32(offset, true);
  if (BRIGHTNESS_HEADER_BYTES + 6 * count !== bytes)
    throw broken(`its brightness at byte ${offset} has ${bytes} bytes, which does not fit ${count} entries`);
  const meansAt = offset + BRIGHTNESS_HEADER_BYTES + 4 * count;
  const parts = readLevels(file, sections, 'GRID', COARSE_LUMA_GRID);
  const cells = readLevels(file, sections, 'CELL', FINE_LUMA_GRID);
  const rises = readRises(file, sections);
  return {
    timesMs: readWords(file, offset + BRIGHTNESS_HEADER_BYTES, count),
    means: readShorts(file, meansAt, count),
    ...(parts && { coarseGrid: parts }),
    ...(cells && { fineGrid: cells }),
    ...(rises && { changeSigns: rises }),
  };
}

/** The brightness of parts; none where a later version keeps a finer grid. */
function readLevels(file: Uint8Array, sections: readonly Section[], kind: 'GRID' | 'CELL', grid: number): Uint8Array | undefined {
  const found = findGrid(file, sections, kind, 8);
  return found?.side === grid ? file.subarray(found.offset, found.offset + found.count * grid ** 2) : undefined;
}

/** Which cells became brighter; nothing where a later version keeps a finer grid. */
function readRises(file: Uint8Array, sections: readonly Section[]): Uint32Array | undefined {
  const found = findGrid(file, sections, 'RISE', 1);
  return found?.side === FINE_LUMA_GRID ? readWords(file, found.offset, (found.count * FINE_LUMA_GRID ** 2) / 32) : undefined;
}

/** Where so many bits for each part of a picture lie, entry after entry, and of which grid they are. */
function findGrid(file: Uint8Array, sections: readonly Section[], kind: 'GRID' | 'CELL' | 'RISE', bits: number) {
  const section = onlySection(sections, kind);
  if (section === undefined) return undefined;
  const { offset, bytes } = section;
  if (bytes < PARTS_HEADER_BYTES) throw broken(`its brightness of parts at byte ${offset} has only ${bytes} bytes`);
  const view = viewOf(file);
  const [side, count] = [view.getUint32(offset, true), view.getUint32(offset + 4, true)];
  if (PARTS_HEADER_BYTES + (count * side ** 2 * bits) / 8 !== bytes)
    throw broken(`its brightness of parts at byte ${offset} has ${bytes} bytes, which does not fit ${count} entries of ${side} × ${side}`);
  return { offset: offset + PARTS_HEADER_BYTES, side, count };
}

function readAverage(file: Uint8Array, sections: readonly Section[]): AveragePicture | undefined {
  const section = onlySection(sections, 'MEAN');
  if (section === undefined) return undefined;
  const { offset, bytes } = section;
  if (bytes < AVERAGE_HEADER_BYTES) throw broken(`its average picture at byte ${offset} has only ${bytes} bytes`);
  const view = viewOf(file);
  const side = view.getUint32(offset, true);
  if (AVERAGE_HEADER_BYTES + 4 * side * side !== bytes)
    throw broken(`its average picture at byte ${offset} has ${bytes} bytes, which does not fit ${side} × ${side}`);
  const meansAt = offset + AVERAGE_HEADER_BYTES;
  return {
    side,
    pictures: view.getUint32(offset + 4, true),
    means: readShorts(file, meansAt, side * side),
    spreads: readShorts(file, meansAt + 2 * side * side, side * side),
  };
}

function readArea(view: DataView, at: number): PictureArea {
  const edge = (number: number) => view.getFloat64(at + 8 * number, true);
  return { left: edge(0), top: edge(1), right: edge(2), bottom: edge(3) };
}

/** Words as a view of the file where the machine allows it, else as a copy with its bytes turned round. `at` is a multiple of 4. */
function readWords(file: Uint8Array, at: number, count: number): Uint32Array {
  if (LITTLE_ENDIAN) return new Uint32Array(file.buffer, file.byteOffset + at, count);
  const view = viewOf(file);
  return Uint32Array.from({ length: count }, (_, index) => view.getUint32(at + 4 * index, true));
}

/** Half words, as a copy. */
function readShorts(file: Uint8Array, at: number, count: number): Uint16Array {
  const view = viewOf(file);
  return Uint16Array.from({ length: count }, (_, index) => view.getUint16(at + 2 * index, true));
}

/** Text up to the first zero byte, one character for each byte. */
function readAscii(file: Uint8Array, at: number, bytes: number): string {
  return String.fromCharCode(...file.subarray(at, at + bytes)).replace(/\0.*$/s, '');
}

function viewOf(file: Uint8Array): DataView {
  return new DataView(file.buffer, file.byteOffset, file.length);
}

function broken(reason: string, cause?: unknown): StreetdateError {
  return new StreetdateError('not-a-fingerprint', `not a fingerprint file, or a damaged one: ${reason}`, { cause });
}

function newer(reason: string): StreetdateError {
  return new StreetdateError('newer-fingerprint', `a fingerprint file ${reason}; install a newer Streetdate`);
}
