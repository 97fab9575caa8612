import type { ByteReader } from '../bytes/byte-reader.ts';
import type { Faults } from '../structure/faults.ts';
import { type ProgramChain, readProgramChain } from './program-chain.ts';

/** A program chain and its entry in the table. */
export interface ListedChain {
  /** Its number, from 1. */
  readonly number: number;
  /** Whether it is an entry chain. */
  readonly isEntry: boolean;
  /** In a title set the chain's title, in a menu the menu's number. */
  readonly owner: number;
  /** Whether it is in a block of chains for several parental levels. */
  readonly isParental: boolean;
  /** Its parental levels, as recorded. */
  readonly parentalMask: number;
  /** The chain itself. */
  readonly chain: ProgramChain;
}

/** Most cells of one table. A table may name one chain ten thousand times. */
const MOST_CELLS = 100_000;

/**
 * Reads a table of program chains (VTS_PGCI, or one language of a PGCI_UT): number, end, then 8 bytes of category and offset for each
 * chain. Damaged chains are left out and recorded as faults.
 */
export function readChainTable(table: ByteReader, faults: Faults): ListedChain[] {
  const count = table.u16(0);
  const chains: ListedChain[] = [];
  let cells = 0;
  for (let index = 0; index < count; index++) {
    const at = 8 + 8 * index;
    // A table that ends too early has no further chains.
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
