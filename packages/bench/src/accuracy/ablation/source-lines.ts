import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folders of the matcher's sources that hold each kind. */
const FOLDERS = { proposer: 'propose', channel: 'evidence' } as const;
/** Files that are not named after what they hold. */
const OTHER_FILES: Readonly<Record<string, string>> = {
  'propose/query-views': 'further-views',
  'propose/reference-views': 'further-views',
  'evidence/hash': 'hash-bits',
};

/**
 * Lines of the source of a proposer or channel: of its file, or of all files of its folder.
 * @returns NaN where neither is there, as in a package without sources.
 */
export async function sourceLines(kind: keyof typeof FOLDERS, name: string): Promise<number> {
  const sources = join(dirname(fileURLToPath(import.meta.resolve('@streetdate/matcher'))), '..', 'src');
  const folder = join(sources, FOLDERS[kind]);
  const own = join(folder, OTHER_FILES[`${FOLDERS[kind]}/${name}`] ?? name);
  const files = await readdir(own, { recursive: true }).then(
    (names) => names.filter((file) => file.endsWith('.ts')).map((file) => join(own, file)),
    () => [`${own}.ts`],
  );
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => undefined)));
  return texts.reduce((sum, text) => sum + (text === undefined ? Number.NaN : text.split('\n').length - 1), 0);
}
