import type { ByteReader } from '../bytes/byte-reader.ts';
import { sized } from './bdmv-file.ts';
import type { IndexTable, TitleObject } from './index-table.ts';

/** An operand of a command: a number, or the register that holds it. */
type Operand = { readonly value: number } | { readonly register: number };

/** The effects of a movie object's commands on the playing order. */
interface MovieObject {
  /** Playlists that it plays. */
  readonly plays: readonly Operand[];
  /** Movie objects and titles that it jumps to or calls. */
  readonly jumps: readonly { readonly to: 'object' | 'title'; readonly number: Operand }[];
}

/** The contents of `MovieObject.bdmv`. */
export interface MovieObjects {
  readonly objects: readonly MovieObject[];
  /** Every value that is ever put into each register. */
  readonly moves: ReadonlyMap<number, readonly Operand[]>;
}

const COMMAND_BYTES = 12;

/**
 * Reads the movie objects. From 40 on: length, then at offset 4 the number of objects. Each object has flags, the number of commands, and
 * 12 bytes for each command: the operation and two operands of 4 bytes, numbers or registers.
 * @throws StreetdateError `damaged-disc`.
 */
export function readMovieObjects(file: ByteReader): MovieObjects {
  const table = sized(file, 40, 'objects');
  const objects: MovieObject[] = [];
  const moves = new Map<number, Operand[]>();
  let at = 6;
  for (let index = 0; index < table.u16(4); index++) {
    const count = table.u16(at + 2);
    at += 4;
    const plays: Operand[] = [];
    const jumps: MovieObject['jumps'][number][] = [];
    for (let command = 0; command < count; command++, at += COMMAND_BYTES) {
      const [operation, options] = [table.u8(at), table.u8(at + 1)];
      const [first, second] = [table.u32(at + 4), table.u32(at + 8)];
      const operand = (word: number, isNumber: boolean): Operand => (isNumber ? { value: word } : { register: word & 0xfff });
      const one = operand(first, (options & 0x80) !== 0);
      const group = (operation >> 3) & 3;
      const branch = options & 15;
      if (group === 0 && (operation & 7) === 2 && branch <= 2) plays.push(one);
      if (group === 0 && (operation & 7) === 1 && branch <= 3) jumps.push({ to: branch % 2 === 0 ? 'object' : 'title', number: one });
      // The operation Move sets a register.
      if (group === 2 && (operation & 7) === 0 && (table.u8(at + 3) & 31) === 1) {
        const moved = moves.get(first & 0xfff) ?? [];
        moved.push(operand(second, (options & 0x40) !== 0));
        moves.set(first & 0xfff, moved);
      }
    }
    objects.push({ plays, jumps });
  }
  return { objects, moves };
}

/** Everything that can be reached from one point of a disc. */
export interface Reached {
  /** Playlist numbers. */
  readonly playlists: ReadonlySet<number>;
  /** Names of Java programs, which may play anything. */
  readonly programs: ReadonlySet<string>;
}

/**
 * Finds everything reachable from the disc's start or from its titles. Conditions are ignored, so every value that is ever put into a
 * register counts. Each object is visited once, so that cycles end.
 */
export function reachedFrom(from: readonly (TitleObject | undefined)[], index: IndexTable, { objects, moves }: MovieObjects): Reached {
  const values = (operand: Operand): number[] => {
    if ('value' in operand) return [operand.value];
    const registers = new Set([operand.register]);
    const found = new Set<number>();
    for (const register of registers) {
      for (const moved of moves.get(register) ?? []) {
        if ('value' in moved) found.add(moved.value);
        else registers.add(moved.register);
      }
    }
    return [...found];
  };
  const reached = new Set(from.flatMap((object) => (object?.kind === 'movie-object' ? [object.object] : [])));
  const programs = new Set(from.flatMap((object) => (object?.kind === 'program' ? [object.name] : [])));
  const playlists = new Set<number>();
  for (const number of reached) {
    const object = objects[number];
    for (const play of object?.plays ?? []) for (const value of values(play)) playlists.add(value);
    for (const jump of object?.jumps ?? []) {
      for (const value of values(jump.number)) {
        const title = value === 0 ? index.topMenu : index.titles[value - 1];
        if (jump.to === 'object') reached.add(value);
        else if (title?.kind === 'movie-object') reached.add(title.object);
        else if (title?.kind === 'program') programs.add(title.name);
      }
    }
  }
  return { playlists, programs };
}
