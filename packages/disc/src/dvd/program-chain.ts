import type { ByteReader } from '../bytes/byte-reader.ts';
import { commandsOf, type DvdJump } from './commands.ts';
import { playbackTime } from './dvd-time.ts';

/** A cell in a program chain. */
export interface Cell {
  /** The VOB that it belongs to. */
  readonly vobId: number;
  /** Its number in the VOB. */
  readonly cellId: number;
  /** Stated length in seconds. */
  readonly duration: number;
  /** First and last sector in the title set's VOBs. Interleaved units of other angles may be in between. */
  readonly firstSector: number;
  readonly lastSector: number;
  /** First sector of its last video object unit. */
  readonly lastUnitSector: number;
  /** Position in a block of angles: none, or the number of the angle from 1. */
  readonly angle: number | undefined;
  /** Whether it continues the cell before without a break. */
  readonly seamless: boolean;
}

/** A program chain: cells that are played in one go. */
export interface ProgramChain {
  /** Stated length in seconds. */
  readonly duration: number;
  /** Its cells, in order, of all angles. */
  readonly cells: readonly Cell[];
  /** For each program the number of its first cell, from 1. */
  readonly programs: readonly number[];
  /** Number of the following chain; 0 for none. */
  readonly next: number;
  /** For each of the eight sound streams whether it is enabled. */
  readonly audio: readonly boolean[];
  /** For each of the thirty-two subtitle streams whether it is enabled. */
  readonly subtitles: readonly boolean[];
  /** Targets of its commands that need no choice by the viewer. */
  readonly jumps: readonly DvdJump[];
}

const CELL_PLAYBACK_BYTES = 24;
const CELL_POSITION_BYTES = 4;

/**
 * Reads a program chain (PGC). Layout: programs at 2, cells at 3, playback time at 4, audio control at 0x0c, subpicture control at 0x1c,
 * next chain at 0x9c. From 0xe4 on: offsets of commands, program map, cell playback and cell position.
 * @param chain - From the chain's first byte on.
 * @throws StreetdateError `damaged-disc`.
 */
export function readProgramChain(chain: ByteReader): ProgramChain {
  const [programCount, cellCount] = [chain.u8(2), chain.u8(3)];
  const [commands, map, playback, position] = [chain.u16(0xe4), chain.u16(0xe6), chain.u16(0xe8), chain.u16(0xea)];
  const cells: Cell[] = [];
  let angle = 0;
  for (let index = 0; index < cellCount && playback > 0 && position > 0; index++) {
    const cell = chain.part(playback + index * CELL_PLAYBACK_BYTES, CELL_PLAYBACK_BYTES, `cell ${index + 1}`);
    const place = chain.part(position + index * CELL_POSITION_BYTES, CELL_POSITION_BYTES, `cell position ${index + 1}`);
    const traits = cell.u8(0);
    // Bits 7 and 6: first, middle or last of a block; bits 5 and 4: 1 for a block of angles.
    const isAngle = ((traits >> 4) & 3) === 1 && traits >> 6 !== 0;
    angle = isAngle ? (traits >> 6 === 1 ? 1 : angle + 1) : 0;
    cells.push({
      vobId: place.u16(0),
      cellId: place.u8(3),
      duration: playbackTime(cell, 4),
      firstSector: cell.u32(8),
      lastSector: cell.u32(20),
      lastUnitSector: cell.u32(16),
      angle: isAngle ? angle : undefined,
      seamless: (traits & 8) !== 0,
    });
  }
  const bits = (count: number, is: (index: number) => boolean) => Array.from({ length: count }, (_, index) => is(index));
  return {
    duration: playbackTime(chain, 4),
    cells,
    programs: map === 0 ? [] : Array.from({ length: programCount }, (_, index) => chain.u8(map + index)),
    next: chain.u16(0x9c),
    audio: bits(8, (index) => (chain.u16(0x0c + 2 * index) & 0x8000) !== 0),
    subtitles: bits(32, (index) => chain.u32(0x1c + 4 * index) >>> 31 === 1),
    jumps: commands === 0 ? [] : commandsOf(chain.from(commands, 'commands')),
  };
}

/** The cells of one angle, from 1. A block of angles contributes one cell; a block with fewer angles its first. */
export function cellsOfAngle(cells: readonly Cell[], angle: number): Cell[] {
  return cells.filter((cell, at) => {
    if (cell.angle === undefined) return true;
    let size = cell.angle;
    for (let next = at + 1; cells[next]?.angle === size + 1; next++) size++;
    return cell.angle === (angle <= size ? angle : 1);
  });
}
