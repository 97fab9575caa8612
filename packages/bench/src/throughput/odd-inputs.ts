import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inTemporaryFolder } from '../clips/clips.ts';
import { ffmpeg } from '../clips/ffmpeg.ts';
import { compare, type Section } from '../measure/figure.ts';
import { peakMemory } from '../measure/peak-memory.ts';

/** The extension is this file's own: the script runs from the sources and from the build. */
const SCRIPT = fileURLToPath(new URL(`./look-up-odd-input${import.meta.url.slice(-3)}`, import.meta.url));

/** The inputs with their names in the results, the ordinary one first. */
export const ODD_INPUTS = {
  ordinary: 'a minute of a film that is enrolled',
  colour: 'a film of one colour',
  black: 'hours of black',
  loop: 'ten seconds of a film, again and again',
  twice: 'a film that is enrolled twice',
  shared: 'a film of which two references have forty minutes',
  short: 'a reference of half a second',
} as const;

/** Names of {@link ODD_INPUTS}. */
export type OddInput = keyof typeof ODD_INPUTS;

/** Options for {@link benchOddInputs}. */
export interface OddInputsOptions {
  /** Hours of the long films: the black one, and a tenth of it for the one of one colour and the loop. @defaultValue 10 */
  readonly hours?: number;
}

/**
 * Time and memory of searches for inputs that could make a search run away, each in its own process, compared with an ordinary minute: one colour,
 * hours of black, a loop, a film that is enrolled twice, two films that share most of their length, and a reference that is too short.
 */
export function benchOddInputs({ hours = 10 }: OddInputsOptions = {}): Promise<Section[]> {
  return inTemporaryFolder(async (folder) => {
    await makePlainFilm('black', hours * 3600, join(folder, 'black.mp4'));
    await makePlainFilm('0x406080', hours * 360, join(folder, 'colour.mp4'));
    await makePlainFilm('0x406080', 0.5, join(folder, 'short.mp4'));
    const names = Object.keys(ODD_INPUTS) as OddInput[];
    const runs: Run[] = [];
    for (const name of names) {
      const { nodeMiB, printed } = await peakMemory(SCRIPT, [name, folder, String(hours * 360)]);
      const { seconds, found } = JSON.parse(printed[0] ?? '') as { seconds: number; found: string };
      runs.push({ name: ODD_INPUTS[name], nodeMiB, seconds, found });
    }
    const baseline = runs[0]!.name;
    const section = (title: string, unit: 's' | 'MiB', measured: (run: Run) => number, notes: string[]): Section => ({
      title,
      baseline,
      figures: compare(runs.map((run) => ({ name: run.name, unit, values: [measured(run)] }))),
      notes,
    });
    return [
      section('Time of odd inputs', 's', ({ seconds }) => seconds, [
        'Against ten hours of generated films. Decoding is in the time of one colour, of black and of the short reference.',
        ...runs.map(({ name, found }) => `${name}: ${found}.`),
      ]),
      section('Peak memory of odd inputs', 'MiB', ({ nodeMiB }) => nodeMiB, ['Of Node, the library of ten hours included.']),
    ];
  });
}

interface Run {
  readonly name: string;
  readonly seconds: number;
  readonly nodeMiB: number;
  readonly found: string;
}

function makePlainFilm(colour: string, seconds: number, film: string): Promise<void> {
  const source = `color=c=${colour}:size=160x90:rate=4`;
  return ffmpeg('-f', 'lavfi', '-i', source, '-t', String(seconds), '-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', film);
}
