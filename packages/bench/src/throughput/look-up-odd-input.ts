// odd-inputs.ts runs this in its own process. It searches for one odd input, prints the time and the findings, and then the peak
// resident memory, MiB.
import { join } from 'node:path';
import { fingerprintFile } from '@streetdate/core';
import type { Fingerprint } from '@streetdate/core/portable';
import { BandIndex } from '@streetdate/index';
import { findMatches, type Match } from '@streetdate/matcher';
import { generatedCopy, generatedReference, joined } from '../library/generated-library.ts';
import { ownPeakMiB } from '../measure/peak-memory.ts';
import type { OddInput } from './odd-inputs.ts';

const LIBRARY_HOURS = 10;
const LOOP_SECONDS = 10;

interface Prepared {
  readonly library: BandIndex;
  /** Searches for the input and describes the findings. */
  readonly lookUp: (library: BandIndex) => Promise<string>;
}

async function prepare(name: OddInput, folder: string, seconds: number): Promise<Prepared> {
  const library = new BandIndex();
  for (let hour = 0; hour < LIBRARY_HOURS; hour++) library.add(`film ${hour}`, generatedReference(hour, 3600));
  const find = (query: Fingerprint) => inWords(findMatches(query, library));
  const film = library.get('film 3')!;
  switch (name) {
    case 'ordinary': {
      const query = generatedCopy(film, 600, 60);
      return { library, lookUp: async () => find(query) };
    }
    case 'colour':
    case 'black':
      return { library, lookUp: async () => find(await fingerprintFile(join(folder, `${name}.mp4`))) };
    case 'loop': {
      const query = joined(Array.from({ length: Math.round(seconds / LOOP_SECONDS) }, () => generatedCopy(film, 600, LOOP_SECONDS)));
      return { library, lookUp: async () => find(query) };
    }
    case 'twice': {
      library.add('film 3 again', film);
      const query = generatedCopy(film, 600, 60);
      return { library, lookUp: async () => find(query) };
    }
    case 'shared': {
      const minutes = (seed: number, count: number) => generatedReference(seed, count * 60);
      const common = minutes(100, 40);
      library.add('one edition', joined([minutes(101, 5), common, minutes(102, 15)]));
      library.add('another edition', joined([common, minutes(103, 20)]));
      const query = generatedCopy(common, 0, 2400);
      return { library, lookUp: async () => find(query) };
    }
    case 'short':
      return {
        library,
        lookUp: () =>
          fingerprintFile(join(folder, 'short.mp4'), { role: 'reference' }).then(
            () => 'it was taken',
            (error: Error) => `refused, since ${error.message.replace(/^.*?: /, '')}`,
          ),
      };
  }
}

function inWords(matches: readonly Match[]): string {
  if (matches.length === 0) return 'nothing found';
  return matches
    .map(({ referenceId, segments, shared }) => {
      const others = shared.map(({ kind, referenceId, start, end }) => `${kind} with ${referenceId} for ${Math.round(end - start)} s`);
      return [`${referenceId} in ${segments.length} segments`, ...others].join(', ');
    })
    .join('; ');
}

const [name = '', folder = '', seconds = ''] = process.argv.slice(2);
const { library, lookUp } = await prepare(name as OddInput, folder, Number(seconds));
const started = performance.now();
const found = await lookUp(library);
console.log(JSON.stringify({ seconds: (performance.now() - started) / 1000, found }));
console.log(await ownPeakMiB());
