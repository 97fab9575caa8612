import type { Sketch } from '@streetdate/index/internal';

const WORDS = 8;
/** Pictures and codes of sound a second in a sketch: the most that a sketch keeps. */
const RATES = { pictures: 2, codes: 4 } as const;
/** Mean length of a shot, pictures. */
const SHOT = 9;

/**
 * The sketch of a generated upload that shows nothing of any film: shots of random pictures that drift, and sound whose codes change in an
 * eighth of their bits. It is made in a tenth of a millisecond, so that there can be 100,000.
 */
export function generatedSketch(seed: number, seconds: number): Sketch {
  const next = words(seed);
  const frames = RATES.pictures * seconds;
  const hashes = new Uint32Array(WORDS * frames);
  for (let frame = 0; frame < frames; frame++) {
    const isCut = frame === 0 || next() % SHOT === 0;
    for (let word = WORDS * frame; word < WORDS * (frame + 1); word++)
      hashes[word] = isCut ? next() : hashes[word - WORDS]! ^ (next() & next() & next());
  }
  const codes = new Uint32Array(RATES.codes * seconds);
  for (let at = 0; at < codes.length; at++) codes[at] = at === 0 ? next() : codes[at - 1]! ^ (next() & next() & next());
  const times = (count: number, rate: number) => Uint32Array.from({ length: count }, (_, at) => (1000 * at) / rate);
  return { timesMs: times(frames, RATES.pictures), hashes, codeTimesMs: times(codes.length, RATES.codes), codes };
}

/** Random words: xorshift32. */
function words(seed: number): () => number {
  let state = Math.imul(seed + 1, 0x9e3779b1) | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}
