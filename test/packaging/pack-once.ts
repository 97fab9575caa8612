import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packAll, readAll, runProgram, TARBALLS_VARIABLE } from './tarballs.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of the tarballs. */
    readonly tarballs: string;
    /** A project that had nothing, after npm put all tarballs into it. */
    readonly project: string;
    /** What npm printed then. */
    readonly installed: string;
  }
}

/** Packs what would be published, and installs it into an empty project: once, for all files of tests. */
export default async function packOnce({ provide }: { provide(name: 'tarballs' | 'project' | 'installed', value: string): void }) {
  const given = process.env[TARBALLS_VARIABLE];
  const folder = given ?? (await mkdtemp(join(tmpdir(), 'streetdate-packed-')));
  const tarballs = await (given === undefined ? packAll(folder) : readAll(folder));
  const project = await mkdtemp(join(tmpdir(), 'streetdate-consumer-'));
  await writeFile(join(project, 'package.json'), JSON.stringify({ name: 'consumer', private: true, type: 'module' }));
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--omit=dev'];
  const { stderr } = await runProgram('npm', ['install', ...options, ...tarballs.map(({ path }) => path)], project);
  provide('tarballs', folder);
  provide('project', project);
  provide('installed', stderr);
  return async () => {
    await rm(project, { recursive: true, force: true });
    if (given === undefined) await rm(folder, { recursive: true, force: true });
  };
}
