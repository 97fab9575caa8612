import { SECTOR } from '../volume/volume.ts';

/** The navigation pack at the start of a video object unit. */
export interface NavPack {
  /** Presentation time of the unit's first picture, 90 kHz. */
  readonly startPtm: number;
  /** Presentation time of its end. */
  readonly endPtm: number;
  /** Number of sectors that follow this one in the unit. */
  readonly unitSectors: number;
  /** The VOB that the unit belongs to. */
  readonly vobId: number;
  /** The cell that it belongs to. */
  readonly cellId: number;
}

/** Ticks in a second of a presentation time. */
export const PTM_RATE = 90_000;

/** A pack of MPEG-2 systems (ISO/IEC 13818-1, 2.5.3.4), and the packets of private stream 2 that hold PCI and DSI. */
const [PACK, PRIVATE_2] = [0x000001ba, 0x000001bf];
/** Fixed positions of the PCI and DSI packets in a navigation pack. */
const [PCI, DSI] = [0x26, 0x400];

/**
 * Reads a navigation pack. After the pack and system headers it has a packet with PCI (substream 0; start at 0x0c, end at 0x10) and one
 * with DSI (substream 1; the unit's end at 8, VOB at 0x18, cell at 0x1b).
 * @param bytes - The sector starts at `at`.
 * @returns undefined if the sector is no navigation pack.
 */
export function readNavPack(bytes: Uint8Array, at = 0): NavPack | undefined {
  if (bytes.length < at + SECTOR) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, SECTOR);
  if (view.getUint32(0) !== PACK || view.getUint32(PCI) !== PRIVATE_2 || view.getUint32(DSI) !== PRIVATE_2) return undefined;
  if (view.getUint8(PCI + 6) !== 0 || view.getUint8(DSI + 6) !== 1) return undefined;
  const [pci, dsi] = [PCI + 7, DSI + 7];
  return {
    startPtm: view.getUint32(pci + 0x0c),
    endPtm: view.getUint32(pci + 0x10),
    unitSectors: view.getUint32(dsi + 8),
    vobId: view.getUint16(dsi + 0x18),
    cellId: view.getUint8(dsi + 0x1b),
  };
}
