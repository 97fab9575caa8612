import type { Fingerprint } from '@streetdate/core/portable';
import { BandIndex, findMatches, type Match, type Rendition, readSources, type Source, type SourceReading } from '@streetdate/matcher';
import { type Film, noisy, sampleFilm } from '../../tools/synthetic-film.ts';

/** Enrolls a rendition of a film at ten frames a second, with encoding noise of its own. */
export function rendition(referenceId: string, source: Source, film: Film, seconds: number, over: Partial<Fingerprint> = {}): Rendition {
  const encoded = noisy(film, 2, referenceId.length * 1000 + source.length);
  return { referenceId, source, fingerprint: { ...sampleFilm(encoded, { seconds, framesPerSecond: 10 }), ...over } };
}

/** A copy, sampled as queries are. */
export function copyOf(film: Film, seconds: number, over: Partial<Fingerprint> = {}, noise = 6): Fingerprint {
  return { ...sampleFilm(noisy(film, noise, 77), { seconds, framesPerSecond: 4, role: 'query', phase: 0.07 }), ...over };
}

/** Finds the renditions in a copy and estimates its source. */
export function read(copy: Fingerprint, renditions: readonly Rendition[]): SourceReading {
  return readSources(copy, findRenditions(copy, renditions), renditions);
}

/**
 * Reads copies that differ only in their stated frame rates. A search does not depend on them, so each list of renditions is searched once.
 * @param copy - The copy, whose frame rate each reading replaces.
 */
export function readAtRates(copy: Fingerprint): (frameRate: number | undefined, renditions: readonly Rendition[]) => SourceReading {
  const found = new Map<string, readonly Match[]>();
  return (frameRate, renditions) => {
    const ids = renditions.map(({ referenceId }) => referenceId).join();
    const matches = found.get(ids) ?? findRenditions(copy, renditions);
    found.set(ids, matches);
    return readSources({ ...copy, media: frameRate === undefined ? {} : { frameRate } }, matches, renditions);
  };
}

function findRenditions(copy: Fingerprint, renditions: readonly Rendition[]): Match[] {
  const index = new BandIndex();
  for (const { referenceId, fingerprint } of renditions) index.add(referenceId, fingerprint);
  return findMatches(copy, index);
}

/** The likelihood ratios of a reading by source, without those about a camera. */
export function ratiosOf({ evidence }: SourceReading): Record<string, number[]> {
  const ratios: Record<string, number[]> = {};
  for (const { source, likelihoodRatio } of evidence) {
    if (source === 'camera') continue;
    ratios[source] = [...(ratios[source] ?? []), Number(likelihoodRatio.toFixed(4))];
  }
  return ratios;
}

/** The signs that were inconclusive. */
export const silentOf = ({ silent }: SourceReading): string[] => silent.map(({ sign }) => sign);

/** The film without the interval from `start` to `end`. */
export const without =
  (film: Film, start: number, end: number): Film =>
  (time) =>
    film(time < start ? time : time + end - start);

/** The film after other pictures. */
export const after =
  (lead: Film, seconds: number, film: Film): Film =>
  (time) =>
    time < seconds ? lead(time) : film(time - seconds);
