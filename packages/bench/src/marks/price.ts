import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { MarkKey } from '@streetdate/marks';
import { inspectMaster, masterFrames, placesIn, rateOf, renderChunk } from '@streetdate/marks/internal';
import { runFfmpeg } from '../accuracy/ffmpeg.ts';
import type { Section } from '../measure/figure.ts';
import { measureRounds } from '../measure/rounds.ts';
import { resultsPage } from '../results/markdown.ts';
import type { RunFacts } from '../results/run-facts.ts';

/** Options for {@link measurePrice}. */
export interface PriceOptions {
  /** Rounds that count, after one that does not. @defaultValue 3 */
  readonly rounds?: number;
  /** Preset of libx264, for both. @defaultValue 'medium' */
  readonly preset?: string;
  /** Constant rate factor, for both. @defaultValue 18 */
  readonly crf?: number;
  /** Length of a segment, seconds. @defaultValue 2 */
  readonly segmentSeconds?: number;
}

const PLAIN = 'one plain encode';

/**
 * Times both versions of films against one plain encode with the same settings, in turn. A whole film is rendered in parts of a minute; each
 * film here is one part. The start of the program is not in it.
 * @returns For each film a section of wall time and, where it is measured, one of processor time with that of all processes.
 */
export async function measurePrice(films: readonly string[], options: PriceOptions = {}): Promise<Section[]> {
  const { rounds = 3, preset = 'medium', crf = 18, segmentSeconds = 2 } = options;
  const folder = await mkdtemp(join(tmpdir(), 'streetdate-marks-price-'));
  try {
    const sections: Section[] = [];
    for (const film of films) sections.push(...(await priceOf(resolve(film), folder, { rounds, preset, crf, segmentSeconds })));
    return sections;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Writes a result as `DATE-marks-price.md` and `.json`. @returns The paths. */
export async function writePrice(folder: string, facts: RunFacts, sections: readonly Section[]): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const stem = join(folder, `${facts.date.slice(0, 10)}-marks-price`);
  await writeFile(`${stem}.json`, `${JSON.stringify({ facts, sections }, undefined, 2)}\n`);
  await writeFile(`${stem}.md`, resultsPage(facts, sections));
  return [`${stem}.md`, `${stem}.json`];
}

async function priceOf(
  master: string,
  folder: string,
  { rounds, preset, crf, segmentSeconds }: Required<PriceOptions>,
): Promise<Section[]> {
  const facts = await inspectMaster(master);
  const rate = rateOf(facts.frameRate);
  const segmentFrames = Math.max(2, Math.round(segmentSeconds * rate));
  const count = Math.ceil((facts.seconds * rate) / segmentFrames) + 1;
  const key = new MarkKey(new Uint8Array(32).fill(5));
  await mkdir(join(folder, 'segments', 'b'), { recursive: true });
  const plain = join(folder, 'plain.mp4');
  const job = { folder, facts, key, set: 'price', segmentFrames, encoder: { crf, preset }, first: 0, count };
  const encode = ['-c:v', 'libx264', '-preset', preset, '-crf', String(crf), '-bf', '2', '-pix_fmt', 'yuv420p', '-an', plain];
  let frames = 0;
  const sections = await measureRounds(
    `${basename(master)}, ${facts.width} × ${facts.height}`,
    [
      { name: PLAIN, run: () => runFfmpeg(['-i', master, ...encode], folder) },
      {
        name: 'both versions',
        run: async () => {
          ({ frames } = await renderChunk({ ...job, pictures: masterFrames(master, facts, 0) }));
        },
      },
    ],
    [],
    { rounds },
  );
  const bytes = async (paths: readonly string[]) =>
    (await Promise.all(paths.map(async (path) => (await stat(path)).size))).reduce((a, b) => a + b, 0);
  const segments = Math.ceil(frames / segmentFrames);
  const versionA = await bytes(Array.from({ length: segments }, (_, at) => placesIn(folder).segment(0, at)));
  const size = `Version A has ${(versionA / (await bytes([plain]))).toFixed(2)} × the bytes of the plain encode.`;
  return sections.map((section) => ({
    ...section,
    notes: [...section.notes, `${frames} frames, libx264 ${preset} at CRF ${crf}. ${size}`],
  }));
}
