import type { ByteReader } from '../bytes/byte-reader.ts';

/** A range of sectors with a cell, or with one interleaved piece of it. */
export interface CellPiece {
  readonly vobId: number;
  readonly cellId: number;
  /** First sector in the title set's VOBs. */
  readonly firstSector: number;
  /** Last sector, inclusive. */
  readonly lastSector: number;
}

/** Reads a cell address table (C_ADT): number of VOBs, last byte, then 12 bytes for each piece, ordered by VOB and cell. */
export function readCellAddresses(table: ByteReader): CellPiece[] {
  const count = Math.floor((table.u32(4) + 1 - 8) / 12);
  const pieces: CellPiece[] = [];
  for (let index = 0, at = 8; index < count && at + 12 <= table.length; index++, at += 12) {
    const [firstSector, lastSector] = [table.u32(at + 4), table.u32(at + 8)];
    if (lastSector < firstSector) continue;
    pieces.push({ vobId: table.u16(at), cellId: table.u8(at + 2), firstSector, lastSector });
  }
  return pieces;
}
