import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const workspace = fileURLToPath(new URL('../../', import.meta.url));

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
  readonly license: string;
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly bin?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** Runs a program of the workspace's `node_modules/.bin`; rejects, with what was printed, when it fails. */
export function runTool(tool: string, args: readonly string[], cwd = workspace): Promise<{ stdout: string; stderr: string }> {
  return runProgram(join(workspace, 'node_modules/.bin', tool), args, cwd);
}

/** Runs a program; rejects, with what was printed, when it fails. */
export async function runProgram(program: string, args: readonly string[], cwd: string): Promise<{ stdout: string; stderr: string }> {
  try {
    return await run(program, [...args], { cwd, maxBuffer: 64 * 1024 * 1024 });
  } catch (cause) {
    const { stdout = '', stderr = '' } = cause as { stdout?: string; stderr?: string };
    throw new Error(`${program} ${args.join(' ')} failed:\n${stdout}${stderr}`, { cause });
  }
}

/** Packs every package of `packages/` that is not private, with the pinned pnpm, into a new folder. */
export async function packAll(): Promise<Tarball[]> {
  const { packageManager } = JSON.parse(await readFile(join(workspace, 'package.json'), 'utf8')) as { packageManager: string };
  const destination = await mkdtemp(join(tmpdir(), 'streetdate-packed-'));
  const tarballs: Tarball[] = [];
  for (const folder of (await readdir(join(workspace, 'packages'))).sort()) {
    const source = join(workspace, 'packages', folder);
    const { name, private: isPrivate } = JSON.parse(await readFile(join(source, 'package.json'), 'utf8')) as {
      name: string;
      private?: boolean;
    };
    if (isPrivate) continue;
    const before = new Set(await readdir(destination));
    await runProgram('npx', ['--yes', packageManager, 'pack', '--pack-destination', destination], source);
    const packed = (await readdir(destination)).find((file) => !before.has(file));
    if (packed === undefined) throw new Error(`pnpm packed nothing for ${name}`);
    tarballs.push(await readTarball(name, join(destination, packed)));
  }
  return tarballs;
}

async function readTarball(name: string, path: string): Promise<Tarball> {
  const listing = await runProgram('tar', ['-tzf', path], workspace);
  const manifest = await runProgram('tar', ['-xzOf', path, 'package/package.json'], workspace);
  const files = listing.stdout.split('\n').filter(Boolean);
  return { name, path, files: files.map((file) => file.replace(/^package\//, '')), manifest: JSON.parse(manifest.stdout) as Manifest };
}
