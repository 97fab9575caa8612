import type { Piece } from '../copy-draft.ts';
import type { Stock } from '../film.ts';
import type { Random } from '../seeded-random.ts';
import { type Attack, type AttackFamily, drawPiece } from './attack.ts';

/** Clips inside other films, other orders, several films. */
export const EDIT: AttackFamily = {
  name: 'edit',
  attacks: [
    clipInside(3, 0.75),
    clipInside(5),
    clipInside(10),
    clipInside(30),
    {
      name: 'reordered-clips',
      ranges: 'three clips of 5 to 9 s of one film in another order, without overlap',
      combines: false,
      cut: (random, { film }) => {
        const third = film.duration / 3;
        const clips = [0, 1, 2].map((at) => {
          const { start, duration } = drawPiece(random, { ...film, duration: third }, random.between(5, 9));
          return { film, start: Math.floor((at * third + start) * film.frameRate) / film.frameRate, duration };
        });
        const [first, second, last] = clips as [Piece, Piece, Piece];
        return random.chance(0.5) ? [last, first, second] : [second, last, first];
      },
    },
    {
      name: 'two-films',
      ranges: 'a clip of 8 to 15 s of each of two enrolled films, one after the other',
      combines: false,
      cut: (random, { film, copied }) => {
        const others = copied.filter((other) => other !== film);
        return [film, random.pick(others)].map((each) => drawPiece(random, each, random.between(8, 15)));
      },
    },
  ],
};

/** A clip of `seconds` between two intervals of a film that is not in the library. */
function clipInside(seconds: number, leastRecall = 0.9): Attack {
  return {
    name: `clip-${seconds}`,
    ranges: `${seconds} s between two pieces of 6 to 12 s of a film that is not enrolled`,
    leastRecall,
    combines: false,
    cut: (random: Random, { film, unenrolled }: Stock) => {
      const host = random.pick(unenrolled);
      const around = () => ({ ...drawPiece(random, host, random.between(6, 12)), host: true });
      return [around(), drawPiece(random, film, seconds), around()];
    },
  };
}
