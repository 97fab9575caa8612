import { StoredIndex } from '@streetdate/matcher/store';
import { FILM_FRAMES, generatedFilm } from './generated-catalogue.ts';

/** Flushes in which a catalogue grows: as many segments, which are then merged. */
const FLUSHES = 8;

/**
 * Adds generated films to the index in a folder until it has so many.
 * @returns Frames that were added, and the seconds in the index: without those in which the films were generated.
 * @throws Error when it has more.
 */
export async function grow(folder: string, films: number): Promise<{ readonly frames: number; readonly seconds: number }> {
  const index = await StoredIndex.open(folder);
  const before = index.frameCount / FILM_FRAMES;
  if (before > films) throw new Error(`${folder} has a catalogue of ${before} films already, more than the ${films} to be measured`);
  const aFlush = Math.ceil((films - before) / FLUSHES);
  let seconds = 0;
  for (let film = before + 1; film <= films; film++) {
    const fingerprint = generatedFilm(film);
    const start = performance.now();
    index.add(`film ${film}`, fingerprint);
    if ((film - before) % aFlush === 0 || film === films) {
      await index.flush();
      await index.settled();
    }
    seconds += (performance.now() - start) / 1000;
  }
  await index.close();
  return { frames: (films - before) * FILM_FRAMES, seconds };
}
