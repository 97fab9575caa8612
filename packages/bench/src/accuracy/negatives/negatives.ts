import { drawPiece } from '../attacks/attack.ts';
import { CopyDraft, canvasOf } from '../copy-draft.ts';
import type { Film } from '../film.ts';
import type { Random } from '../seeded-random.ts';
import { black, creditsRoll, GENERATED_CANVAS, TEST_CARDS, testCard, titleCards } from './generated.ts';
import type { Negative, NegativeStock } from './negative.ts';

/** Every kind of query that must not be taken for a film of the library. */
export const NEGATIVES: readonly Negative[] = [
  {
    name: 'unrelated',
    ranges: '10 to 30 s of a film that is not enrolled',
    weight: 4,
    make: (random, { unenrolled }) => unrelated(random, unenrolled, 10, 30),
  },
  {
    name: 'unrelated-short',
    ranges: '3 to 8 s of a film that is not enrolled',
    weight: 3,
    make: (random, { unenrolled }) => unrelated(random, unenrolled, 3, 8),
  },
  {
    name: 'other-take',
    ranges: '8 to 25 s of a film that is not enrolled, while another part of its production or another take of its scene and place is',
    weight: 2,
    isPossible: ({ otherTakes }) => otherTakes.length > 0,
    make: (random, { otherTakes }) => unrelated(random, otherTakes, 8, 25),
  },
  {
    name: 'title-cards',
    ranges: '15 to 25 s of white text on black; other such cards open a film of the library',
    make: (random) => titleCards(random, random.between(15, 25)),
  },
  {
    name: 'credits',
    ranges: '15 to 25 s of names that scroll at 12 to 25 % of the height a second; other credits end a film of the library',
    make: (random) => creditsRoll(random, random.between(15, 25)),
  },
  { name: 'black', ranges: '10 to 20 s of black, with faint noise in one of two', make: (random) => black(random, random.between(10, 20)) },
  {
    name: 'test-card',
    ranges: '8 to 20 s of one of five test cards; a film of the library begins with colour bars',
    make: (random) => {
      const source = random.pick(TEST_CARDS);
      return testCard(source, random.between(8, 20)).note({ source });
    },
  },
  {
    name: 'shared-intro',
    ranges: 'the intro with which three films of the library begin, then 10 to 20 s of a film that is not enrolled',
    make: (random, stock) => {
      const intro = { film: stock.intro, start: 0, duration: wholeFrames(stock.intro.duration - 0.1), host: true };
      const film = random.pick(stock.unenrolled);
      const rest = { ...drawPiece(random, film, random.between(10, 20)), host: true };
      return CopyDraft.fromPieces([intro, rest], GENERATED_CANVAS).note({ film: film.id });
    },
  },
  {
    name: 'same-music',
    ranges: '15 to 25 s of a film that is not enrolled, with the music that lies under a film of the library',
    make: (random, stock) => {
      const film = random.pick(stock.unenrolled);
      const piece = { ...drawPiece(random, film, random.between(15, 25)), host: true };
      return CopyDraft.fromPieces([piece], canvasOf(film)).note({ film: film.id }).replaceSound(stock.music);
    },
  },
  {
    name: 'slideshow',
    ranges: 'four to seven pictures out of films that are not enrolled, each held for 2 to 5 s',
    weight: 2,
    make: slideshow,
  },
];

/** An interval of `least` to `most` seconds of one of the films. */
function unrelated(random: Random, films: readonly Film[], least: number, most: number): CopyDraft {
  const film = random.pick(films);
  const piece = { ...drawPiece(random, film, random.between(least, most)), host: true };
  return CopyDraft.fromPieces([piece], canvasOf(film)).note({ film: film.id });
}

function wholeFrames(seconds: number): number {
  return Math.floor(seconds * GENERATED_CANVAS.frameRate) / GENERATED_CANVAS.frameRate;
}

function slideshow(random: Random, { unenrolled }: NegativeStock): CopyDraft {
  const { frameRate } = GENERATED_CANVAS;
  const stills = Array.from({ length: random.integer(4, 7) }, () => ({
    piece: { ...drawPiece(random, random.pick(unenrolled), 1 / frameRate), host: true },
    seconds: random.between(2, 5),
  }));
  return CopyDraft.fromStills(stills, GENERATED_CANVAS);
}
