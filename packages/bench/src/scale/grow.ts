import { StoredIndex } from '@streetdate/index/store';
import { FILM_FRAMES, generatedFilm } from './generated-catalogue.ts';

/** Flushes in which a catalogue grows. Each makes a segment; the segments are then merged. */
const FLUSHES = 8;

/** Films of a catalogue with this many million frames. */
export function filmsOf(millions: number): number {
  return Math.round((millions * 1e6) / FILM_FRAMES);
}

/** The growth of a catalogue. */
export interface Growth {
  /** Frames that were added. */
  readonly frames: number;
  /** Wall time in the index, seconds, including merges and the disk, and without generating the films. */
  readonly seconds: number;
  /** CPU time in the index, seconds. Other programs and the disk distort it less. */
  readonly coreSeconds: number;
  /** Wall time in all, seconds, including the films. */
  readonly wholeSeconds: number;
}

/**
 * Adds generated films to the index in a folder until it has this many.
 * @throws Error when it has more.
 */
export async function grow(folder: string, films: number): Promise<Growth> {
  const began = performance.now();
  const index = await StoredIndex.open(folder);
  const before = index.frameCount / FILM_FRAMES;
  if (before > films) throw new Error(`${folder} has a catalogue of ${before} films already, more than the ${films} to be measured`);
  const aFlush = Math.ceil((films - before) / FLUSHES);
  let seconds = 0;
  let coreSeconds = 0;
  for (let film = before + 1; film <= films; film++) {
    const fingerprint = generatedFilm(film);
    const start = performance.now();
    const used = process.cpuUsage();
    index.add(`film ${film}`, fingerprint);
    if ((film - before) % aFlush === 0 || film === films) {
      await index.flush();
      await index.settled();
    }
    seconds += (performance.now() - start) / 1000;
    const { user, system } = process.cpuUsage(used);
    coreSeconds += (user + system) / 1e6;
  }
  await index.close();
  return { frames: (films - before) * FILM_FRAMES, seconds, coreSeconds, wholeSeconds: (performance.now() - began) / 1000 };
}
