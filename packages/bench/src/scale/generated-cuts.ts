import type { Fingerprint } from '@streetdate/core/portable';
import { LinearIndex } from '@streetdate/index';
import { seededRandom } from '../clips/pictures.ts';
import { generatedLight } from './generated-light.ts';

const BITS = 256;
const WORDS = BITS / 32;
/** Length of a generated film, seconds. */
export const CUT_FILM_SECONDS = 5400;
/** Frames a second of a reference and of a query. */
const RATE = { reference: 24, query: 4 } as const;
/** Frames after a shot cut that a reference stores; the last one holds until the next cut. */
const KEPT_FRAMES = 4;
/** Mean length of a film's shots, seconds, from fast films to slow ones, and how its shots spread around it: logarithmically normal, as Salt found for films ("Film style and technology", 1983). */
const SHOTS = { shortest: 2.5, longest: 12.5, spread: 0.9, fewestSeconds: 0.3 } as const;
/** Share of the shots at which a film changes its pace, and the spread of the paces, natural logarithm. */
const PACES = { share: 0.06, spread: 0.5 } as const;

/** The shot cuts of a generated film, seconds. Its shots keep a pace for some scenes and then change it. */
export function generatedCuts(seed: number): number[] {
  const random = seededRandom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const mean = SHOTS.shortest * (SHOTS.longest / SHOTS.shortest) ** random();
  let pace = 0;
  const cuts: number[] = [];
  for (let time = 0; ; ) {
    if (random() < PACES.share) pace = PACES.spread * normal();
    time += Math.max(SHOTS.fewestSeconds, mean * Math.exp(pace + SHOTS.spread * normal() - SHOTS.spread ** 2 / 2));
    if (time >= CUT_FILM_SECONDS) return cuts;
    cuts.push(time);
  }
}

/** A copy of some seconds of a film. A share of its cuts is lost and as many false ones are added. Its pictures have nothing in common with the film's. */
export function copyOfCuts(cuts: readonly number[], start: number, seconds: number, lostShare: number, seed: number): Fingerprint {
  const random = seededRandom(seed);
  const shown = cuts.filter((time) => time >= start && time < start + seconds).map((time) => time - start);
  const kept = shown.flatMap((time) => (random() < lostShare ? [random() * seconds] : [time]));
  return ofCuts(
    'query',
    kept.sort((one, other) => one - other),
    seconds,
    seed,
  );
}

function ofCuts(role: keyof typeof RATE, cuts: readonly number[], seconds: number, seed: number): Fingerprint {
  const random = seededRandom(seed);
  const times: number[] = [];
  const words: number[] = [];
  const stepMs = 1000 / RATE[role];
  let shot: number[] = [];
  let next = 0;
  let kept = 0;
  for (let frame = 0; frame * stepMs < seconds * 1000; frame++) {
    if (frame === 0 || frame * stepMs >= (cuts[next] ?? seconds) * 1000) {
      while (next < cuts.length && cuts[next]! * 1000 <= frame * stepMs) next++;
      shot = Array.from({ length: WORDS }, () => random() * 2 ** 32);
      kept = 0;
    }
    if (role === 'reference' && ++kept > KEPT_FRAMES) {
      // Nothing changes until the next cut, so continue there.
      frame = Math.max(frame, Math.ceil(((cuts[next] ?? seconds) * 1000) / stepMs) - 1);
      continue;
    }
    times.push(Math.round(frame * stepMs));
    // Motion: each frame changes other bits of one word.
    for (const [at, word] of shot.entries()) words.push(at === frame % WORDS ? word ^ 0xff : word);
  }
  const timesMs = Uint32Array.from(times);
  const spansMs = timesMs.map((time, at) => (timesMs[at + 1] ?? seconds * 1000) - time);
  const hashes = Uint32Array.from(words);
  const track = {
    algorithm: 'pdq/1',
    view: 'active',
    bits: BITS,
    timesMs,
    spansMs,
    quality: new Uint8Array(timesMs.length).fill(80),
    hashes,
  };
  return { role, kind: 'film', duration: seconds, tracks: [track], areas: [], media: {} };
}

/** A catalogue that makes its films on demand, so that thousands of them need only the memory of their timelines. Only timelines find anything in it. */
export class CutCatalogue extends LinearIndex {
  readonly #films: number;

  constructor(films: number) {
    super();
    this.#films = films;
  }

  override get revision(): number {
    return 1;
  }

  override *ids(): IterableIterator<string> {
    for (let film = 1; film <= this.#films; film++) yield String(film);
  }

  override numberOf(id: string): number | undefined {
    return Number(id);
  }

  override get(id: string): Fingerprint {
    const cuts = generatedCuts(Number(id));
    return {
      ...ofCuts('reference', cuts, CUT_FILM_SECONDS, Number(id)),
      luma: generatedLight(cuts, CUT_FILM_SECONDS, Number(id)),
    };
  }

  override trackOf(id: string) {
    return ofCuts('reference', generatedCuts(Number(id)), CUT_FILM_SECONDS, Number(id)).tracks[0];
  }
}
