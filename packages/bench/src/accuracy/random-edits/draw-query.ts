import { drawPiece } from '../attacks/attack.ts';
import { CopyDraft, canvasOf } from '../copy-draft.ts';
import type { Film } from '../film.ts';
import type { SetName } from '../film-sets.ts';
import { Random } from '../seeded-random.ts';
import type { Operator } from './operator.ts';
import { OPERATORS } from './operators.ts';

/** Most operators in a chain. */
export const MOST_OPERATORS = 5;
/** Bins of strength, each as wide as the others. */
export const STRENGTH_BINS = 5;

/** One operator of a chain. */
export interface Link {
  readonly operator: Operator;
  /** 0 to 1. */
  readonly strength: number;
}

/** What is done to a film. */
export interface Chain {
  /** 0 to 1: the root of the sum of the squares of its operators' strengths. */
  readonly strength: number;
  /** In the order in which they are applied. */
  readonly links: readonly Link[];
}

/** What queries are: pieces of enrolled films, or of films that are not. */
export type QueryKind = 'copy' | 'other';

/** A query, as it is drawn. */
export interface RandomQuery {
  readonly queryId: string;
  readonly number: number;
  readonly kind: QueryKind;
  /** The film that it shows. */
  readonly film: Film;
  readonly chain: Chain;
  readonly draft: CopyDraft;
}

/**
 * Draws the chain of a number. Of 25 numbers in sequence each has another length and bin of strength, from any place within the bin.
 *
 * A chain's strength is shared out as a length is among the axes of a space: at random, so that the squares of the operators' strengths sum
 * to its square. So one operator of strength 1 is as strong a chain as four of 0.5.
 */
export function drawChain(set: SetName, number: number, operators: readonly Operator[] = OPERATORS): Chain {
  const cells = MOST_OPERATORS * STRENGTH_BINS;
  const block = Math.floor((number - 1) / cells);
  const order = new Random(`random-edits/${set}/block/${block}`).shuffle(Array.from({ length: cells }, (_, cell) => cell));
  const cell = order[(number - 1) % cells]!;
  const random = new Random(`random-edits/${set}/chain/${number}`);
  const length = 1 + (cell % MOST_OPERATORS);
  const strength = Math.max(0.02, (Math.floor(cell / MOST_OPERATORS) + random.between(0, 1)) / STRENGTH_BINS);
  const chosen = random.shuffle(operators).slice(0, length);
  // None gets nearly nothing, or it would not belong to the chain.
  const shares = chosen.map(() => random.between(0.3, 1));
  const whole = Math.hypot(...shares);
  const links = chosen.map((operator, place) => ({ operator, strength: round((strength * shares[place]!) / whole) }));
  return { strength: round(strength), links };
}

/**
 * Draws a query: a piece of 5 to 20 s of a film and what is done to it, without sound. It depends on nothing but the set, the number and the
 * footage. A copy and a query of another film with one number have one chain.
 * @param films - Those to choose from, in turns.
 * @param others - Films that are not enrolled, to mix in.
 */
export function drawQuery(
  { set, number, kind }: { readonly set: SetName; readonly number: number; readonly kind: QueryKind },
  films: readonly Film[],
  others: readonly Film[],
): RandomQuery {
  const turn = Math.floor((number - 1) / films.length);
  const film = new Random(`random-edits/${set}/${kind}/films/${turn}`).shuffle(films)[(number - 1) % films.length]!;
  const chain = drawChain(set, number);
  const random = new Random(`random-edits/${set}/${kind}/${number}`);
  const piece = drawPiece(random, film, random.between(5, 20));
  const draft = CopyDraft.fromPieces([piece], canvasOf(film)).mute();
  // What is mixed in is no part of the film itself.
  const foreign = others.filter((other) => other.id !== film.id);
  for (const [place, { operator, strength }] of chain.links.entries()) {
    operator.apply(draft, strength, random.fork(`${place}`), foreign);
  }
  return { queryId: `${kind}-${number}`, number, kind, film, chain, draft };
}

const round = (value: number) => Math.round(value * 1000) / 1000;
