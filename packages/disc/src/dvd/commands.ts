import type { ByteReader } from '../bytes/byte-reader.ts';

/** The target of a navigation command. */
export type DvdJump =
  /** A title of the disc. */
  | { readonly to: 'title'; readonly title: number }
  /** A title of this title set. */
  | { readonly to: 'set-title'; readonly title: number }
  /** A program chain of the disc's own menus. */
  | { readonly to: 'manager-chain'; readonly chain: number }
  /** A menu of the disc, by its number: 2 is the title menu. */
  | { readonly to: 'manager-menu'; readonly menu: number }
  /** A menu of a title set. */
  | { readonly to: 'set-menu'; readonly set: number; readonly menu: number }
  /** Another program chain of the same domain. */
  | { readonly to: 'chain'; readonly chain: number };

const COMMAND_BYTES = 8;
/** Most commands of one chain, by the format. */
const MOST_COMMANDS = 128 * 3;

/**
 * The jumps of a command table. Conditions are ignored and registers are not tracked. Button commands are in the menu's picture data and
 * are not read.
 * Layout: numbers of pre, post and cell commands, end; then commands of 8 bytes. Upper nibble 2 or 3 marks a jump.
 */
export function commandsOf(table: ByteReader): DvdJump[] {
  const count = Math.min(table.u16(0) + table.u16(2) + table.u16(4), MOST_COMMANDS);
  const jumps: DvdJump[] = [];
  for (let index = 0; index < count; index++) {
    const jump = jumpOf(table.part(8 + index * COMMAND_BYTES, COMMAND_BYTES, `command ${index + 1}`));
    if (jump) jumps.push(jump);
  }
  return jumps;
}

function jumpOf(command: ByteReader): DvdJump | undefined {
  const group = command.u8(0) >> 4;
  const operation = command.u8(1) & 15;
  if (group === 2 && operation === 4) return { to: 'chain', chain: command.u16(6) & 0x7fff };
  if (group !== 3) return undefined;
  const operand = command.u8(5);
  if (operation === 2) return { to: 'title', title: operand & 0x7f };
  if (operation === 3 || operation === 5) return { to: 'set-title', title: operand & 0x7f };
  // JumpSS and CallSS name a domain in two bits. CallSS returns after its target was played.
  if (operation !== 6 && operation !== 8) return undefined;
  const domain = operand >> 6;
  if (domain === 1) return { to: 'manager-menu', menu: operand & 15 };
  if (domain === 2) return operation === 6 ? { to: 'set-menu', set: command.u8(4), menu: operand & 15 } : undefined;
  return domain === 3 ? { to: 'manager-chain', chain: command.u16(2) & 0x7fff } : undefined;
}
