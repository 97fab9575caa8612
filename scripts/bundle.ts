// Writes into the built packages what they bundle. A package.json names under `bundled` the packages of which little is used and much would be
// installed, or which ask for a newer Node than they need. Each comes in through one file, and that file is built with what it uses of it.
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { licencesOf } from './licences.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What CommonJS expects and a module lacks. Only files that ask for it get it, so the others still run in a browser. */
const COMMONJS = `import { createRequire as requireFor } from 'node:module';
import { dirname as folderOf } from 'node:path';
import { fileURLToPath as pathOf } from 'node:url';
const require = requireFor(import.meta.url);
const __dirname = folderOf(pathOf(import.meta.url));
`;

for (const name of (await readdir(join(root, 'packages'))).sort()) await bundle(join(root, 'packages', name));

/** Bundles into one package what it names, and writes the licences of that. */
async function bundle(folder: string): Promise<void> {
  const { bundled = [] } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { readonly bundled?: readonly string[] };
  if (bundled.length === 0) return;
  await rm(join(folder, 'dist/bundled'), { recursive: true, force: true });
  await mkdir(join(folder, 'dist/bundled'));
  const parts = new Set<string>();
  const sources = await readdir(join(folder, 'src'), { recursive: true });
  for (const source of sources.filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts')).sort()) {
    const door = join(folder, 'src', source);
    const text = await readFile(door, 'utf8');
    if (bundled.some((part) => text.includes(`'${part}'`) || text.includes(`'${part}/`)))
      for (const part of await bundleDoor(folder, door, bundled)) parts.add(part);
  }
  await writeFile(join(folder, 'dist/bundled/LICENSES.txt'), `${await licencesOf([...parts], root)}\n`);
}

/** Builds the file through which a package comes in. @returns The files that it brings, from the root. */
async function bundleDoor(folder: string, door: string, bundled: readonly string[]): Promise<string[]> {
  const files = new Set<string>();
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: [door],
    outbase: join(folder, 'src'),
    outdir: join(folder, 'dist'),
    chunkNames: 'bundled/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.9',
    charset: 'utf8',
    legalComments: 'inline',
    plugins: [onlyBundled(folder, door, bundled, files)],
    metafile: true,
    write: false,
    logLevel: 'warning',
  });
  for (const { path, text } of outputFiles) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, /\btypeof require\b|\b__dirname\b/.test(text) ? COMMONJS + text : text);
  }
  return [...Object.keys(metafile.inputs), ...files];
}

/** Leaves out everything that the door imports apart from what is bundled. Data of those packages are copied, and found there. */
function onlyBundled(folder: string, door: string, bundled: readonly string[], copied: Set<string>): Plugin {
  const isBundled = (path: string) => bundled.some((part) => path === part || path.startsWith(`${part}/`));
  return {
    name: 'only-bundled',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /./ }, ({ path, importer }) => {
        if (importer !== door || isBundled(path)) return undefined;
        return { path: path.startsWith('.') ? path.replace(/\.ts$/, '.js') : path, external: true };
      });
      onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        if (path !== door) return undefined;
        const require = createRequire(door);
        const files = new Map<string, string>();
        const contents = (await readFile(door, 'utf8')).replace(/\b(require(?:\.resolve)?)\('([^']+)'\)/g, (whole, call, wanted) => {
          if (!isBundled(wanted)) return whole;
          files.set(require.resolve(wanted), basename(wanted));
          const place = relative(dirname(door), join(folder, 'src/bundled', basename(wanted)));
          return `${call}('${place.startsWith('.') ? place : `./${place}`}')`;
        });
        for (const [from, name] of files) {
          await copyFile(from, join(folder, 'dist/bundled', name));
          copied.add(relative(root, from));
        }
        return { contents, loader: 'ts' };
      });
    },
  };
}
