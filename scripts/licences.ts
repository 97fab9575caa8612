import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The licences of the third-party packages among some files, as text: name, licence, and its words.
 * @param root - The folder that the files' paths start from.
 */
export async function licencesOf(files: readonly string[], root: string): Promise<string> {
  const folders = new Map<string, string>();
  for (const file of files) {
    const [folder, name] = /^.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file) ?? [];
    if (folder !== undefined && name !== undefined) folders.set(name, join(root, folder));
  }
  const texts: string[] = [];
  for (const name of [...folders.keys()].sort()) {
    const folder = folders.get(name)!;
    const { license = 'see below' } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { readonly license?: string };
    const file = (await readdir(folder)).sort().find((entry) => /^licen[cs]e/i.test(entry));
    const text = file === undefined ? '' : `\n\n${(await readFile(join(folder, file), 'utf8')).trim()}`;
    texts.push(`${name}: ${license}${text}`);
  }
  return texts.join('\n\n\n');
}
