import type { ByteSource } from '../bytes/byte-source.ts';
import { SECTOR } from '../volume/volume.ts';
import { PTM_RATE, readNavPack } from './nav-pack.ts';
import type { Cell } from './program-chain.ts';
import type { TitleSet } from './title-set.ts';

/** A cell's interval in its VOB. */
export interface CellSpan {
  /** Start, seconds from the VOB's first picture. */
  readonly start: number;
  /** End, seconds, exclusive. */
  readonly end: number;
}

/** Times of the cells in a title set's chains, by VOB and cell. */
export class CellClock {
  readonly #spans = new Map<string, CellSpan>();
  readonly #ends = new Map<number, number>();

  /** A cell's interval in its VOB; undefined for a cell that no chain plays. */
  span({ vobId, cellId }: { readonly vobId: number; readonly cellId: number }): CellSpan | undefined {
    return this.#spans.get(`${vobId}/${cellId}`);
  }

  /** Seconds from the first picture of a VOB to the end of its last played cell. */
  duration(vobId: number): number {
    return this.#ends.get(vobId) ?? 0;
  }

  /**
   * Times the cells. The presentation times in the VOBs' navigation packs are exact. If they are unreadable, the stated lengths of the
   * cells before are summed; these count whole frames.
   * @param vobs - The title set's VOBs; undefined if there are none.
   */
  static async of(set: TitleSet, vobs: ByteSource | undefined): Promise<CellClock> {
    const clock = new CellClock();
    const played = new Map<string, Cell>();
    for (const { chain } of set.chains) for (const cell of chain.cells) played.set(`${cell.vobId}/${cell.cellId}`, cell);
    const first = new Map<number, number>();
    for (const { vobId, firstSector } of [...set.cells, ...played.values()]) {
      first.set(vobId, Math.min(firstSector, first.get(vobId) ?? firstSector));
    }
    const starts = new Map<number, number | undefined>();
    for (const cell of [...played.values()].sort((one, other) => one.vobId - other.vobId || one.cellId - other.cellId)) {
      if (!starts.has(cell.vobId)) starts.set(cell.vobId, await startOf(first.get(cell.vobId) ?? 0, vobs));
      const exact = await exactSpan(cell, starts.get(cell.vobId), vobs);
      const start = clock.duration(cell.vobId);
      const span = exact ?? { start, end: start + cell.duration };
      clock.#spans.set(`${cell.vobId}/${cell.cellId}`, span);
      clock.#ends.set(cell.vobId, Math.max(start, span.end));
    }
    return clock;
  }
}

async function startOf(sector: number, vobs: ByteSource | undefined): Promise<number | undefined> {
  return vobs && readNavPack(await vobs.read(sector * SECTOR, SECTOR))?.startPtm;
}

async function exactSpan(cell: Cell, vobStart: number | undefined, vobs: ByteSource | undefined): Promise<CellSpan | undefined> {
  if (vobs === undefined || vobStart === undefined) return undefined;
  const first = readNavPack(await vobs.read(cell.firstSector * SECTOR, SECTOR));
  if (first?.vobId !== cell.vobId || first.startPtm < vobStart) return undefined;
  const last = readNavPack(await vobs.read(cell.lastUnitSector * SECTOR, SECTOR));
  if (last?.vobId !== cell.vobId || last.cellId !== cell.cellId) return undefined;
  const [start, end] = [(first.startPtm - vobStart) / PTM_RATE, (last.endPtm - vobStart) / PTM_RATE];
  // The format forbids clock jumps inside a VOB. After one, the stated length is nearer.
  return end > start && Math.abs(end - start - cell.duration) < 2 + 0.01 * cell.duration ? { start, end } : undefined;
}
