import { CopyDraft, canvasOf, type Piece } from '../copy-draft.ts';
import type { Film, Stock } from '../film.ts';
import type { Random } from '../seeded-random.ts';

/** One way to make a copy hard to find. */
export interface Attack {
  /** Its name in tables and on the command line. */
  readonly name: string;
  /** What is drawn, and from which range, in words. */
  readonly ranges: string;
  /** The recall that must be reached at the shipped threshold. @defaultValue 0.9 */
  readonly leastRecall?: number;
  /** Whether it needs a film with sound. @defaultValue false */
  readonly needsSound?: boolean;
  /** Whether it may be one of a combination of three. @defaultValue true */
  readonly combines?: boolean;
  /** Cuts films in time. @defaultValue {@link onePiece} */
  readonly cut?: (random: Random, stock: Stock) => readonly Piece[];
  /** Alters the copy. @defaultValue changes nothing but the encoding */
  readonly alter?: (draft: CopyDraft, random: Random, stock: Stock) => void;
}

/** Attacks of one kind. At most one of each family goes into a combination. */
export interface AttackFamily {
  /** The family's name. */
  readonly name: string;
  /** Its attacks. */
  readonly attacks: readonly Attack[];
}

/** An interval of `duration` seconds from anywhere in the film, or the whole film if it is shorter. */
export function drawPiece(random: Random, film: Film, duration: number): Piece {
  // Without the last tenth of a second, since the last frame of a film may be shorter than the others.
  const length = Math.floor(Math.min(duration, film.duration - 0.1) * film.frameRate) / film.frameRate;
  const start = Math.floor(random.between(0, film.duration - 0.1 - length) * film.frameRate) / film.frameRate;
  return { film, start, duration: length };
}

/** The usual excerpt: one interval of 20 to 30 s. */
export function onePiece(random: Random, stock: Stock): readonly Piece[] {
  return [drawPiece(random, stock.film, random.between(20, 30))];
}

/** Makes the copy that `attack` describes of `stock.film`. */
export function draftCopy(attack: Attack, random: Random, stock: Stock): CopyDraft {
  const pieces = (attack.cut ?? onePiece)(random.fork('cut'), stock);
  const draft = CopyDraft.fromPieces(pieces, canvasOf(stock.film));
  attack.alter?.(draft, random.fork('alter'), stock);
  return draft;
}
