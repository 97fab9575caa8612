import type { Random } from '../seeded-random.ts';

const WORDS = (
  'the river keeps what you gave it and nobody asks why we left before morning tell him that I waited by the old bridge ' +
  'there is no time left to explain come back when the lights go out she never said a word about the letter hold on look up ' +
  'what did they promise you this was our house once run now stay here listen to me I remember everything'
).split(' ');
const NAMES = 'Ada Ben Carla Dan Elena Femi Greta Hugo Ines Jonas Kira Luis Mara Nils Olga Pavel Quinn Rosa Sven Tara Umar Vera'.split(' ');
const SURNAMES = 'Albers Brandt Castell Dormer Ekberg Falk Garner Holt Iversen Jansen Keller Lorca Moreau Nadal Osborn Prieto'.split(' ');
const TRADES = 'director producer editor camera sound colour music costumes grip gaffer casting stunts titles script'.split(' ');

/** A line of talk, `words` words long. */
export function sentence(random: Random, words: number): string {
  const start = random.integer(0, WORDS.length - words);
  return WORDS.slice(start, start + words).join(' ');
}

/** A first name and a surname. */
export function personName(random: Random): string {
  return `${random.pick(NAMES)} ${random.pick(SURNAMES)}`;
}

/** A trade of the film business, as credits list it. */
export function trade(random: Random): string {
  return random.pick(TRADES);
}
