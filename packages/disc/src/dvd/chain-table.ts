import type { ByteReader } from '../bytes/byte-reader.ts';
import type { Faults } from '../structure/faults.ts';
import { type ProgramChain, readProgramChain } from './program-chain.ts';

/** A program chain in its table. */
export interface ListedChain {
  /** Its number, from 1. */
  readonly number: number;
  /** Whether something starts there. */
  readonly isEntry: boolean;
  /** In a title set the title that it belongs to, in a menu the menu's number. */
  readonly owner: number;
  /** Whether it is one of a block of chains for several parental levels. */
  readonly isParental: boolean;
  /** Parental levels that it is for, as recorded. */
  readonly parentalMask: number;
  /** The chain itself. */
  readonly chain: ProgramChain;
}

/** Most cells of one table: a table may name one chain ten thousand times. */
const MOST_CELLS = 100_000;

/**
 * Reads a table of program chains (VTS_PGCI, or one language of a PGCI_UT): number, end, then for each chain 8 bytes of category and
 * offset. A damaged chain is left out, and said so.
 */
export function readChainTable(table: ByteReader, faults: Faults): ListedChain[] {
  const count = table.u16(0);
  const chains: ListedChain[] = [];
  let cells = 0;
  for (let index = 0; index < count; index++) {
    const at = 8 + 8 * index;
    // The rest of a table that ends too early has nothing more in it.
    if (at + 8 > table.length) {
      faults.add(`${table.name}: it ends after ${index} of ${count} program chains`);
      break;
    }
    const category = table.u8(at);
    const chain = faults.try(() => readProgramChain(table.from(table.u32(at + 4), `program chain ${index + 1}`)));
    if (chain === undefined) continue;
    cells += chain.cells.length;
    if (cells > MOST_CELLS) {
      faults.add(`${table.name}: it has more than ${MOST_CELLS} cells; the rest is not read`);
      break;
    }
    chains.push({
      number: index + 1,
      isEntry: (category & 0x80) !== 0,
      owner: category & 0x7f,
      isParental: ((table.u8(at + 1) >> 4) & 3) === 1 && table.u8(at + 1) >> 6 !== 0,
      parentalMask: table.u16(at + 2),
      chain,
    });
  }
  return chains;
}

/** Most languages of menus. */
const MOST_LANGUAGES = 100;

/** Reads the menus' program chains in their first language (VMGM_PGCI_UT, VTSM_PGCI_UT). */
export function readMenuChains(units: ByteReader, faults: Faults): ListedChain[] {
  if (units.u16(0) === 0 || units.u16(0) > MOST_LANGUAGES) return [];
  return readChainTable(units.from(units.u32(8 + 4), 'first language'), faults);
}
