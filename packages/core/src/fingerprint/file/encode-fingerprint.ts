import type { PictureArea } from '../../luma/luma-frame.ts';
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
import { encodeFacts } from './fingerprint-facts.ts';
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
  SECTIONS_AT,
  type SectionKind,
  SUBTITLES_HEADER_BYTES,
  THUMBNAILS_HEADER_BYTES,
  TRACK_HEADER_BYTES,
  trackBytes,
  VERSION,
  VERSION_AT,
} from './sdfp-layout.ts';

interface Section {
  readonly kind: SectionKind;
  readonly flags: number;
  readonly bytes: number;
  /** Writes the section from byte `at` on. */
  readonly write: (file: DataView, at: number) => void;
}

/**
 * Writes a fingerprint as the bytes of an `.sdfp` file; {@link decodeFingerprint} gives an equal one back. Seconds are rounded to whole
 * milliseconds. The same fingerprint gives the same bytes on every machine.
 * @returns A new array; the caller owns it.
 * @throws RangeError when the fingerprint is not a valid one, such as times that go back.
 */
export function encodeFingerprint(fingerprint: Fingerprint): Uint8Array {
  const fault = fingerprintFault(fingerprint);
  if (fault !== undefined) throw new RangeError(`fingerprint must be a valid one, but its ${fault}`);
  const { tracks, areas, insets, thumbnails, details, blending, subtitles, luma: brightness, average } = fingerprint;
  return writeSections([
    factsSection(fingerprint),
    ...tracks.map(trackSection),
    areaSection(areas),
    ...(insets ? [insetSection(insets)] : []),
    ...(thumbnails ? [thumbnailsSection(thumbnails)] : []),
    ...(details ? [detailsSection(details)] : []),
    ...(blending ? [blendingSection(blending)] : []),
    ...(subtitles ?? []).map(subtitlesSection),
    ...(brightness ? [brightnessSection(brightness)] : []),
    ...(brightness?.coarseGrid ? [levelsSection('GRID', COARSE_LUMA_GRID, brightness.coarseGrid)] : []),
    ...(brightness?.fineGrid ? [levelsSection('CELL', FINE_LUMA_GRID, brightness.fineGrid)] : []),
    ...(brightness?.changeSigns ? [risesSection(brightness.changeSigns)] : []),
    ...(average ? [averageSection(average)] : []),
  ]);
}

/** Lays sections out behind a header and a table, and seals the file with its checksum. */
function writeSections(sections: readonly Section[]): Uint8Array {
  const tableEnd = HEADER_BYTES + ENTRY_BYTES * sections.length;
  const fileBytes = sections.reduce((end, { bytes }) => end + align(bytes), tableEnd);
  const file = new Uint8Array(fileBytes);
  const view = new DataView(file.buffer);
  file.set(MAGIC);
  view.setUint32(VERSION_AT, VERSION, true);
  view.setUint32(SECTIONS_AT, sections.length, true);
  view.setUint32(LENGTH_AT, fileBytes, true);
  let offset = tableEnd;
  for (const [index, { kind, flags, bytes, write }] of sections.entries()) {
    const entry = HEADER_BYTES + ENTRY_BYTES * index;
    writeAscii(view, entry, kind);
    view.setUint32(entry + 4, flags, true);
    view.setUint32(entry + 8, offset, true);
    view.setUint32(entry + 12, bytes, true);
    write(view, offset);
    offset += align(bytes);
  }
  view.setUint32(CHECKSUM_AT, checksum(file), true);
  return file;
}

function factsSection(fingerprint: Fingerprint): Section {
  const json = encodeFacts(fingerprint);
  const write = (file: DataView, at: number) => new Uint8Array(file.buffer).set(json, at);
  return { kind: 'META', flags: MUST_UNDERSTAND, bytes: json.length, write };
}

function trackSection({ algorithm, view, bits, timesMs, spansMs, quality, hashes }: HashTrack): Section {
  const write = (file: DataView, at: number) => {
    writeAscii(file, at, algorithm);
    writeAscii(file, at + ID_BYTES, view);
    file.setUint32(at + 32, bits, true);
    file.setUint32(at + 36, timesMs.length, true);
    const timesAt = writeWords(file, at + TRACK_HEADER_BYTES, hashes);
    const spansAt = writeWords(file, timesAt, timesMs);
    new Uint8Array(file.buffer).set(quality, writeWords(file, spansAt, spansMs));
  };
  return { kind: 'TRAK', flags: MUST_UNDERSTAND, bytes: trackBytes(timesMs.length, bits), write };
}

function areaSection(areas: readonly AreaSpan[]): Section {
  const write = (file: DataView, sectionAt: number) => {
    for (const [index, { start, end, area }] of areas.entries()) {
      const at = sectionAt + AREA_BYTES * index;
      file.setUint32(at, Math.round(start * 1000), true);
      file.setUint32(at + 4, Math.round(end * 1000), true);
      writeArea(file, at + 8, area);
    }
  };
  return { kind: 'AREA', flags: 0, bytes: AREA_BYTES * areas.length, write };
}

function insetSection(insets: readonly InsetSpan[]): Section {
  const write = (file: DataView, sectionAt: number) => {
    for (const [index, { view, start, end, corners }] of insets.entries()) {
      const at = sectionAt + INSET_BYTES * index;
      file.setUint32(at, Math.round(start * 1000), true);
      file.setUint32(at + 4, Math.round(end * 1000), true);
      writeAscii(file, at + 8, view);
      for (const [place, value] of corners.flatMap(({ x, y }) => [x, y]).entries()) file.setFloat64(at + 24 + 8 * place, value, true);
    }
  };
  return { kind: 'QUAD', flags: 0, bytes: INSET_BYTES * insets.length, write };
}

function thumbnailsSection({ side, timesMs, pixels }: Thumbnails): Section {
  const write = (file: DataView, at: number) => {
    file.setUint32(at, side, true);
    file.setUint32(at + 4, timesMs.length, true);
    new Uint8Array(file.buffer).set(pixels, writeWords(file, at + THUMBNAILS_HEADER_BYTES, timesMs));
  };
  return { kind: 'THUM', flags: 0, bytes: THUMBNAILS_HEADER_BYTES + timesMs.length * (4 + side * side), write };
}

function detailsSection({ width, height, area, timesMs, pixels }: Details): Section {
  const write = (file: DataView, at: number) => {
    for (const [place, value] of [width, height, timesMs.length].entries()) file.setUint32(at + 4 * place, value, true);
    writeArea(file, at + 16, area);
    new Uint8Array(file.buffer).set(pixels, writeWords(file, at + DETAILS_HEADER_BYTES, timesMs));
  };
  return { kind: 'DETL', flags: 0, bytes: DETAILS_HEADER_BYTES + timesMs.length * (4 + width * height), write };
}

function blendingSection({ timesMs, nearness }: Blending): Section {
  const write = (file: DataView, at: number) => {
    file.setUint32(at, timesMs.length, true);
    new Uint8Array(file.buffer).set(nearness, writeWords(file, at + BLENDING_HEADER_BYTES, timesMs));
  };
  return { kind: 'BLND', flags: 0, bytes: BLENDING_HEADER_BYTES + 5 * timesMs.length, write };
}

function subtitlesSection({ stream, timesMs }: SubtitleTrack): Section {
  const write = (file: DataView, at: number) => {
    file.setUint32(at, stream, true);
    file.setUint32(at + 4, timesMs.length, true);
    writeWords(file, at + SUBTITLES_HEADER_BYTES, timesMs);
  };
  return { kind: 'SUBT', flags: 0, bytes: SUBTITLES_HEADER_BYTES + 4 * timesMs.length, write };
}

function brightnessSection({ timesMs, means }: LumaSeries): Section {
  const write = (file: DataView, at: number) => {
    file.setUint32(at, timesMs.length, true);
    writeShorts(file, writeWords(file, at + BRIGHTNESS_HEADER_BYTES, timesMs), means);
  };
  return { kind: 'LUMA', flags: 0, bytes: BRIGHTNESS_HEADER_BYTES + timesMs.length * 6, write };
}

function levelsSection(kind: 'GRID' | 'CELL', side: number, levels: Uint8Array): Section {
  const write = (file: DataView, at: number) => {
    file.setUint32(at, side, true);
    file.setUint32(at + 4, levels.length / side ** 2, true);
    new Uint8Array(file.buffer).set(levels, at + PARTS_HEADER_BYTES);
  };
  return { kind, flags: 0, bytes: PARTS_HEADER_BYTES + levels.length, write };
}

function risesSection(rises: Uint32Array): Section {
  const write = (file: DataView, at: number) => {
    file.setUint32(at, FINE_LUMA_GRID, true);
    file.setUint32(at + 4, (32 * rises.length) / FINE_LUMA_GRID ** 2, true);
    writeWords(file, at + PARTS_HEADER_BYTES, rises);
  };
  return { kind: 'RISE', flags: 0, bytes: PARTS_HEADER_BYTES + 4 * rises.length, write };
}

function averageSection({ side, pictures, means, spreads }: AveragePicture): Section {
  const write = (file: DataView, at: number) => {
    file.setUint32(at, side, true);
    file.setUint32(at + 4, pictures, true);
    writeShorts(file, writeShorts(file, at + AVERAGE_HEADER_BYTES, means), spreads);
  };
  return { kind: 'MEAN', flags: 0, bytes: AVERAGE_HEADER_BYTES + 4 * side * side, write };
}

function writeArea(file: DataView, at: number, { left, top, right, bottom }: PictureArea): void {
  for (const [edge, value] of [left, top, right, bottom].entries()) file.setFloat64(at + 8 * edge, value, true);
}

/** Writes words little-endian on any machine. @returns Where the next thing goes. */
function writeWords(file: DataView, at: number, words: Uint32Array): number {
  for (let i = 0; i < words.length; i++) file.setUint32(at + 4 * i, words[i]!, true);
  return at + 4 * words.length;
}

/** The same for half words. */
function writeShorts(file: DataView, at: number, shorts: Uint16Array): number {
  for (let i = 0; i < shorts.length; i++) file.setUint16(at + 2 * i, shorts[i]!, true);
  return at + 2 * shorts.length;
}

function writeAscii(file: DataView, at: number, text: string): void {
  for (let i = 0; i < text.length; i++) file.setUint8(at + i, text.charCodeAt(i));
}
