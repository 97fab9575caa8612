import type { Fingerprint, HashTrack } from '@streetdate/core';
import { seededRandom } from '../../clips/pictures.ts';
import { completeFilm } from '../../scale/complete-film.ts';

/** Length of a film, seconds. */
const FILM_SECONDS = 3600;
/** Pieces of real footage in an estranged film: shortest and longest, seconds. */
const PIECE = { shortest: 4, longest: 40 } as const;

/**
 * Films of an hour that fill a library, one after the other. They have every track that a real reference has. Every second one shows real
 * footage made strange: pieces of real films in another order, each with the same random bits of all its hashes turned over. Its pictures
 * follow each other like real ones, and none resembles its original.
 * @param real - Fingerprints of real films, as references.
 */
export function* otherFilms(hours: number, real: readonly Fingerprint[]): Generator<readonly [id: string, film: Fingerprint]> {
  for (let number = 1; number <= hours; number++) {
    const film = completeFilm(number);
    if (number % 2 === 1 || real.length === 0) yield [`generated ${number}`, film];
    else yield [`estranged ${number}`, estranged(film, real, number)];
  }
}

/** A film with the pictures of others, cut into pieces and made strange. */
function estranged(film: Fingerprint, real: readonly Fingerprint[], seed: number): Fingerprint {
  const random = seededRandom(seed);
  const pieces: Piece[] = [];
  for (let at = 0; at < FILM_SECONDS; at += pieces.at(-1)!.seconds) {
    const source = real[Math.floor(random() * real.length)]!;
    const wanted = PIECE.shortest + random() * (PIECE.longest - PIECE.shortest);
    const seconds = Math.max(1, Math.min(wanted, source.duration, FILM_SECONDS - at));
    const from = random() * Math.max(0, source.duration - seconds);
    pieces.push({ source, from, at, seconds, mask: Uint32Array.from({ length: 8 }, () => random() * 2 ** 32) });
  }
  const tracks = film.tracks.map((track) => (track.view === 'sound' ? track : (joined(track, pieces) ?? track)));
  return { ...film, tracks };
}

/** A piece of a real film, and where an estranged film shows it. Times in seconds. */
interface Piece {
  readonly source: Fingerprint;
  readonly from: number;
  readonly at: number;
  readonly seconds: number;
  /** Bits that are turned over in each of its hashes. */
  readonly mask: Uint32Array;
}

/** The track of all pieces in one view; undefined when no piece has it. */
function joined({ algorithm, view, bits }: HashTrack, pieces: readonly Piece[]): HashTrack | undefined {
  const words = bits / 32;
  const frames: { readonly timeMs: number; readonly spanMs: number; readonly quality: number; readonly hash: Uint32Array }[] = [];
  for (const { source, from, at, seconds, mask } of pieces) {
    const track = source.tracks.find((each) => each.algorithm === algorithm && each.view === view);
    if (track === undefined) continue;
    for (const [frame, sourceMs] of track.timesMs.entries()) {
      const time = sourceMs / 1000 - from;
      if (time < 0 || time >= seconds) continue;
      const hash = track.hashes.slice(frame * words, (frame + 1) * words).map((word, place) => word ^ mask[place % mask.length]!);
      const spanMs = Math.min(track.spansMs[frame]!, Math.round(1000 * (seconds - time)));
      frames.push({ timeMs: Math.round(1000 * (at + time)), spanMs, quality: track.quality[frame]!, hash });
    }
  }
  const distinct = frames.filter(({ timeMs }, at) => at === 0 || timeMs > frames[at - 1]!.timeMs);
  if (distinct.length === 0) return undefined;
  const hashes = new Uint32Array(distinct.length * words);
  for (const [at, { hash }] of distinct.entries()) hashes.set(hash, at * words);
  return {
    algorithm,
    view,
    bits,
    timesMs: Uint32Array.from(distinct, ({ timeMs }) => timeMs),
    spansMs: Uint32Array.from(distinct, ({ timeMs, spanMs }, at) =>
      Math.min(spanMs, (distinct[at + 1]?.timeMs ?? timeMs + spanMs) - timeMs),
    ),
    quality: Uint8Array.from(distinct, ({ quality }) => quality),
    hashes,
  };
}
