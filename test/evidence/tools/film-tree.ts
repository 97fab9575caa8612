import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runFfmpeg } from '../../tools/footage.ts';
import { madeOnce } from '../../tools/made-once.ts';
import { buildRar } from '../../tools/release/rar-builder.ts';

/** A real film of 12 s, and a tree as a server has it: a copy of the film, another one in RAR volumes, and a text. Nobody may change them. */
export async function filmTree(): Promise<{ readonly film: string; readonly copy: string; readonly files: string }> {
  const made = await madeOnce('film-tree', async (folder) => {
    const files = join(folder, 'files');
    const release = join(files, 'pub', 'A.Film.2026.DVDRip.XviD-GRP');
    await mkdir(release, { recursive: true });
    const [film, other] = [join(folder, 'film.mkv'), join(folder, 'other.mkv')];
    await runFfmpeg(['-f', 'lavfi', '-i', 'mandelbrot=s=160x120:r=24', '-t', '12', '-pix_fmt', 'yuv420p', '-g', '24', film]);
    await runFfmpeg(['-i', film, '-vf', 'scale=144:108', '-crf', '26', join(files, 'pub', 'copy.mkv')]);
    await runFfmpeg(['-i', film, '-vf', 'scale=192:144', '-crf', '28', other]);
    const rar = buildRar(5, [{ name: 'other.mkv', bytes: await readFile(other) }], 100_000);
    for (const [at, volume] of rar.entries())
      await writeFile(join(release, at === 0 ? 'f.rar' : `f.r${String(at - 1).padStart(2, '0')}`), volume);
    await writeFile(join(files, 'pub', 'notes.txt'), 'hello');
  });
  return { film: join(made, 'film.mkv'), copy: join(made, 'files', 'pub', 'copy.mkv'), files: join(made, 'files') };
}
