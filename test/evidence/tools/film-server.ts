import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Library, openLibrary } from '@streetdate/engine';
import { onTestFinished, vi } from 'vitest';
import { temporaryFolder } from '../../cli/tools/streetdate.ts';
import { filmTree } from './film-tree.ts';

/** A library with the film, an empty folder of a server, a folder with a copy of the film below it, and the copy itself. */
export async function filmServer() {
  const folder = await temporaryFolder();
  const [server, inside] = [join(folder, 'server'), join(folder, 'inside')];
  await mkdir(server);
  await mkdir(join(inside, 'pub'), { recursive: true });
  const { film, copy } = await filmTree();
  await copyFile(copy, join(inside, 'pub', 'copy.mkv'));
  const library = await openLibrary(join(folder, 'home'));
  onTestFinished(() => library.close());
  await library.enroll(film, { title: 'Film' });
  return { folder, server, inside, library, copy };
}

/** A temporary folder of this test's own, which shows what is left behind. */
export async function spoolFolder(): Promise<string> {
  const spool = await temporaryFolder();
  vi.stubEnv('TMPDIR', spool);
  onTestFinished(() => void vi.unstubAllEnvs());
  return spool;
}

/** What could not be read of a server, containers first, then files. */
export async function problemsOf(library: Library, server: string) {
  const files = await library.catalogue.serverFiles(server, 'all', { after: '', most: 1000 });
  const unread = files.flatMap(({ path, problem }) => (problem === undefined ? [] : [{ path, reason: problem }]));
  return [...(await library.catalogue.serverProblems(server)), ...unread];
}
