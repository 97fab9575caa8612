import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** The repository's root. */
export const workspace = fileURLToPath(new URL('../../', import.meta.url));

/** The environment variable that names a folder of tarballs to check, instead of packing anew. */
export const TARBALLS_VARIABLE = 'STREETDATE_TARBALLS';

/** One package as it would be published. */
export interface Tarball {
  /** The package's name, such as `@streetdate/core`. */
  readonly name: string;
  /** Absolute path of the `.tgz`. */
  readonly path: string;
  /** The files in it, without the leading `package/`. */
  readonly files: readonly string[];
  /** Its package.json, after pnpm has put versions in place of `workspace:` and `catalog:`. */
  readonly manifest: Manifest;
}

/** The parts of a package.json that the tests look at. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly bin?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly bundled?: readonly string[];
}

/** Runs a program of the workspace's `node_modules/.bin`; rejects, with what was printed, when it fails. */
export function runTool(tool: string, args: readonly string[], cwd = workspace): Promise<{ stdout: string; stderr: string }> {
  return runProgram(join(workspace, 'node_modules/.bin', tool), args, cwd);
}

/** Runs a program; rejects, with what was printed, when it fails. */
export async function runProgram(program: string, args: readonly string[], cwd: string): Promise<{ stdout: string; stderr: string }> {
  try {
    // NODE_PATH names this workspace's packages: an empty project would find what it never installed.
    const { NODE_PATH: _, ...env } = process.env;
    return await run(program, [...args], { cwd, env, maxBuffer: 64 * 1024 * 1024 });
  } catch (cause) {
    const { stdout = '', stderr = '' } = cause as { stdout?: string; stderr?: string };
    throw new Error(`${program} ${args.join(' ')} failed:\n${stdout}${stderr}`, { cause });
  }
}

/** The tarballs of a folder, one for each package that is published. */
export async function readAll(folder: string): Promise<Tarball[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.tgz')).sort();
  return Promise.all(files.map((file) => readTarball(join(folder, file))));
}

/** Packs every package of `packages/` that is not private, with the pinned pnpm, into an empty folder. */
export async function packAll(folder: string): Promise<Tarball[]> {
  const { packageManager } = JSON.parse(await readFile(join(workspace, 'package.json'), 'utf8')) as { packageManager: string };
  for (const name of (await readdir(join(workspace, 'packages'))).sort()) {
    const source = join(workspace, 'packages', name);
    const { private: isPrivate } = JSON.parse(await readFile(join(source, 'package.json'), 'utf8')) as { private?: boolean };
    if (!isPrivate) await runProgram('npx', ['--yes', packageManager, 'pack', '--pack-destination', folder], source);
  }
  return readAll(folder);
}

async function readTarball(path: string): Promise<Tarball> {
  const listing = await runProgram('tar', ['-tzf', path], workspace);
  const manifest = JSON.parse((await runProgram('tar', ['-xzOf', path, 'package/package.json'], workspace)).stdout) as Manifest;
  const files = listing.stdout.split('\n').filter(Boolean);
  return { name: manifest.name, path, files: files.map((file) => file.replace(/^package\//, '')), manifest };
}
