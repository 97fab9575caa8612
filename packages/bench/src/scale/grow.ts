import { StoredIndex } from '@streetdate/matcher/store';
import { FILM_FRAMES, generatedFilm } from './generated-catalogue.ts';

/** Flushes in which a catalogue grows: as many segments, which are then merged. */
const FLUSHES = 8;

/** Films of a catalogue of so many million frames. */
export function filmsOf(millions: number): number {
  return Math.round((millions * 1e6) / FILM_FRAMES);
}

/** How a catalogue grew. */
export interface Growth {
  /** Frames that were added. */
  readonly frames: number;
  /** Seconds on the clock in the index, its merges and the disk included, and without those in which the films were generated. */
  readonly seconds: number;
  /** Seconds of CPU time in it: what else the machine does, and the disk, bend them less. */
  readonly coreSeconds: number;
  /** Seconds on the clock of all, the films included. */
  readonly wholeSeconds: number;
}

/**
 * Adds generated films to the index in a folder until it has so many.
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
