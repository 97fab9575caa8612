import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inTemporaryFolder, makeLongFilm } from '../clips/clips.ts';
import { compare, type Section } from '../measure/figure.ts';
import { peakMemory } from '../measure/peak-memory.ts';

/** The extension is this file's own: the script runs from the sources and from the build. */
const SCRIPT = fileURLToPath(new URL(`./memory-of-one-film${import.meta.url.slice(-3)}`, import.meta.url));

/** Options for {@link benchMemory}. */
export interface MemoryOptions {
  /** Lengths of the two films, minutes. @defaultValue [1, 120] */
  readonly minutes?: readonly [number, number];
  /** Runs of each. @defaultValue 3 */
  readonly rounds?: number;
}

/** Peak memory of fingerprinting a short film and a long one as references, each in a process of its own. */
export function benchMemory(options: MemoryOptions = {}): Promise<Section[]> {
  const { minutes: [short, long] = [1, 120], rounds = 3 } = options;
  return inTemporaryFolder(async (folder) => {
    const node = new Map<number, number[]>();
    const decoder = new Map<number, number[]>();
    for (const minutes of [short, long]) {
      const film = join(folder, `${minutes}.mp4`);
      await makeLongFilm(minutes, film);
      for (let round = 0; round < rounds; round++) {
        const { nodeMiB, childMiB } = await peakMemory(SCRIPT, [film]);
        node.set(minutes, [...(node.get(minutes) ?? []), nodeMiB]);
        if (childMiB !== undefined) decoder.set(minutes, [...(decoder.get(minutes) ?? []), childMiB]);
      }
    }
    const section = (program: string, values: ReadonlyMap<number, readonly number[]>): Section => {
      const figures = compare([short, long].map((minutes) => ({ name: `${minutes} min`, unit: 'MiB', values: values.get(minutes) ?? [] })));
      const grown = figures[1]!.median - figures[0]!.median;
      return {
        title: `Peak memory of ${program}`,
        baseline: `${short} min`,
        figures,
        notes: [
          `Difference: ${grown.toFixed(1)} MiB for ${long - short} more minutes.`,
          'A generated film of 320 × 180, fingerprinted as a reference; its fingerprint is in the figure.',
        ],
      };
    };
    return decoder.size === 0 ? [section('Node', node)] : [section('Node', node), section('the decoder', decoder)];
  });
}
