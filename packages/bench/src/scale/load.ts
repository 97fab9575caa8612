import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { StoredIndexReader } from '@streetdate/index/store';
import { compare, type Section } from '../measure/figure.ts';

const READ_BYTES = 1 << 24;
/** Rounds. The first warms the disk cache and is not counted. */
const ROUNDS = 4;

/** Times loading an index and plainly reading the same bytes, in turn. */
export async function load(what: string, folder: string): Promise<Section> {
  const samples: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    for (const [at, run] of [() => readPlainly(folder), () => StoredIndexReader.open(folder).then((index) => index.close())].entries()) {
      const start = performance.now();
      await run();
      if (round > 0) samples[at]!.push((performance.now() - start) / 1000);
    }
  }
  const sizes = await Promise.all((await segmentsIn(folder)).map(async (path) => (await stat(path)).size));
  return {
    title: `Loading ${what}`,
    baseline: 'plain read',
    figures: compare([
      { name: 'plain read', unit: 's', values: samples[0] },
      { name: 'StoredIndex', unit: 's', values: samples[1] },
    ]),
    notes: [`${Math.round(sizes.reduce((sum, bytes) => sum + bytes, 0) / 2 ** 20)} MiB, from the disk cache; the checksum is compared.`],
  };
}

async function segmentsIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith('.sdsg')).map((name) => join(folder, name));
}

async function readPlainly(folder: string): Promise<void> {
  for (const path of await segmentsIn(folder)) {
    const bytes = new Uint8Array((await stat(path)).size);
    const file = await open(path);
    for (let at = 0; at < bytes.length; at += READ_BYTES) await file.read(bytes, at, Math.min(READ_BYTES, bytes.length - at), at);
    await file.close();
  }
}
