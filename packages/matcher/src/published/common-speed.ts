import { TIMELINE_SPEEDS } from '../align/speeds.ts';
import type { PlacedPiece } from './place-piece.ts';
import type { ProposedPiece } from './propose-pieces.ts';

/** Pieces that tell the speed, the surest ones, and the score that they need. */
const PIECES = 8;
const SURE = 5;
/** Share by which another speed than the plain one must be nearer. */
const NEARER = 0.95;

/**
 * The speed of a promo: its frames are those of the film, so all pieces have one. A single piece is too short to tell.
 * @param place - Places a piece under a speed, seconds of film in one second of promo.
 */
export function commonSpeed(pieces: readonly ProposedPiece[], place: (piece: ProposedPiece, speed: number) => PlacedPiece): number {
  const sure = pieces.filter(({ score }) => score >= SURE).sort((one, other) => other.score - one.score);
  const distanceAt = (speed: number) =>
    sure.slice(0, PIECES).reduce((sum, piece) => sum + place(piece, speed).meanDistance * (piece.end - piece.start), 0);
  const [plain, ...others] = TIMELINE_SPEEDS.map((speed) => ({ speed, distance: distanceAt(speed) }));
  const best = others.reduce((one, other) => (other.distance < one.distance ? other : one));
  return best.distance < NEARER * plain!.distance ? best.speed : plain!.speed;
}
