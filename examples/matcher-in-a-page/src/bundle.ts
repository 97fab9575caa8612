import { copyFile, mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('..', import.meta.url));

/**
 * Bundles the page into a folder: one HTML file and one script. It is a classic script, since browsers load modules from a server only,
 * and this page works from the disk.
 * @param conditions - Package conditions; `development` bundles the workspace's sources instead of its build. @defaultValue none
 * @returns Bytes of the script.
 */
export async function bundlePage(folder: string, conditions: readonly string[] = []): Promise<number> {
  await mkdir(folder, { recursive: true });
  await copyFile(join(here, 'index.html'), join(folder, 'index.html'));
  const { metafile } = await build({
    entryPoints: [join(here, 'src/page.ts')],
    outfile: join(folder, 'page.js'),
    bundle: true,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    conditions: [...conditions],
    metafile: true,
    logLevel: 'warning',
  });
  return Object.values(metafile.outputs)[0]!.bytes;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const folder = resolve(process.argv[2] ?? join(here, 'dist'));
  const bytes = await bundlePage(folder);
  console.log(`${join(folder, 'index.html')}, with ${(bytes / 1024).toFixed(0)} KB of script`);
}
