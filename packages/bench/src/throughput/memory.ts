import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FingerprintRole } from '@streetdate/core/portable';
import { inTemporaryFolder, makeLongFilm } from '../clips/clips.ts';
import { compare, type Section } from '../measure/figure.ts';
import { peakMemory } from '../measure/peak-memory.ts';

/** The extension is this file's own: the script runs from the sources and from the build. */
const SCRIPT = fileURLToPath(new URL(`./memory-of-one-film${import.meta.url.slice(-3)}`, import.meta.url));

/** Options for {@link benchMemory}. */
export interface MemoryOptions {
  /** Lengths of the two films, minutes. @defaultValue [1, 240] */
  readonly minutes?: readonly [number, number];
  /** Rows of the films, which are 16:9. @defaultValue 1080 */
  readonly rows?: number;
  /** In which roles. @defaultValue both */
  readonly roles?: readonly FingerprintRole[];
  /** Runs of each. @defaultValue 1, since only uncollected garbage varies, a few MiB */
  readonly rounds?: number;
}

/**
 * Peak memory of fingerprinting a short and a long film, each in its own process: as a query, as a scan does, and as a reference, which keeps every
 * frame that differs from the one before.
 */
export function benchMemory(options: MemoryOptions = {}): Promise<Section[]> {
  const { minutes: lengths = [1, 240], rows = 1080, roles = ['query', 'reference'], rounds = 1 } = options;
  return inTemporaryFolder(async (folder) => {
    const films = new Map(lengths.map((minutes) => [minutes, join(folder, `${minutes}.mkv`)]));
    for (const [minutes, film] of films) await makeLongFilm(minutes, rows, film);
    const sections: Section[] = [];
    for (const role of roles) sections.push(await measureRole(role, films, rows, rounds));
    return sections;
  });
}

async function measureRole(role: FingerprintRole, films: ReadonlyMap<number, string>, rows: number, rounds: number): Promise<Section> {
  const samples: { readonly name: string; readonly unit: 'MiB'; readonly values: number[] }[] = [];
  const decoders: number[] = [];
  for (const [minutes, film] of films) {
    const values: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const { nodeMiB, childMiB = 0 } = await peakMemory(SCRIPT, [film, role]);
      values.push(nodeMiB + childMiB);
      if (round === 0) decoders.push(childMiB);
    }
    samples.push({ name: `${minutes} min`, unit: 'MiB', values });
  }
  const figures = compare(samples);
  const grown = figures[1]!.median - figures[0]!.median;
  return {
    title: `Peak memory of Node and the decoder together, as a ${role}`,
    baseline: figures[0]!.name,
    figures,
    notes: [
      `Difference: ${grown.toFixed(1)} MiB. The decoder's share: ${decoders.map((share) => `${share.toFixed(0)} MiB`).join(' and ')}.`,
      `A generated film of ${rows} rows with sound, in Matroska; its fingerprint is in the figure. Of MP4 the decoder holds a table of all packets besides, as it does without a fingerprint.`,
    ],
  };
}
