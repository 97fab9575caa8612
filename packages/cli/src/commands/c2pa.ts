import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { StreetdateError } from '@streetdate/core/portable';
import { isLibrary, openLibrary } from '@streetdate/engine';
import { fileFault } from '@streetdate/engine/internal';
import { type ContentCredentials, contradictionsOf, readContentCredentials } from '@streetdate/evidence';
import type { c2pa } from '../definitions/identity.ts';
import { EXIT } from '../exit.ts';
import type { Context, Run } from './command.ts';

/** Larger files are not read: the library for manifests holds a file as a whole. */
const MOST_BYTES = 2 ** 31;

/** `streetdate c2pa` */
export const runC2pa: Run<typeof c2pa> = async (paths, _values, context) => {
  const { console } = context;
  const titlesOf = await matchedTitles(context, paths);
  for (const path of paths) {
    let bytes: Uint8Array;
    try {
      const { size } = await stat(path);
      if (size >= MOST_BYTES) throw new StreetdateError('file-unreadable', `${path}: it has ${size} bytes, more than are read`, { path });
      bytes = await readFile(path);
    } catch (cause) {
      const fault = cause instanceof StreetdateError ? cause : fileFault(cause, path);
      if (!(fault instanceof StreetdateError)) throw fault;
      console.fail(path, fault);
      continue;
    }
    const manifest = await readContentCredentials(bytes);
    const contradictions = manifest === undefined ? [] : contradictionsOf(manifest, titlesOf.get(path) ?? []);
    console.result({ type: 'c2pa', path, manifest: manifest ?? null, contradictions }, textOf(path, manifest, contradictions));
  }
  return EXIT.nothingFound;
};

/** The titles that files match, where the library has scanned them. */
async function matchedTitles({ home, io }: Context, paths: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const titles = new Map<string, readonly string[]>();
  if (!(await isLibrary(home))) return titles;
  await using library = await openLibrary(home, { access: 'read', now: io.now, signal: io.signal });
  const scans = new Map((await library.scans()).map((scan) => [scan.path, scan]));
  for (const path of paths) {
    const names = new Set<string>();
    for (const { referenceId } of scans.get(resolve(path))?.matches ?? []) {
      const reference = await library.catalogue.reference(referenceId);
      const title = reference && (await library.catalogue.title(reference.titleId));
      if (title) names.add(title.name);
    }
    titles.set(path, [...names]);
  }
  return titles;
}

function textOf(path: string, manifest: ContentCredentials | undefined, contradictions: readonly string[]): string {
  if (manifest === undefined) return `${path}: no C2PA manifest`;
  const { isIntact, faults, generator, signer, issuer, actions, ingredients } = manifest;
  return [
    isIntact ? `${path}: the claim fits the file` : `${path}: the claim does not hold: ${faults.join(', ')}`,
    ...(generator === '' ? [] : [`  made by ${generator}`]),
    ...(signer === undefined ? [] : [`  signed by ${signer}, certified by ${issuer}; whether to trust them is not asked`]),
    ...(actions.length === 0 ? [] : [`  actions: ${actions.join(', ')}`]),
    ...ingredients.map(({ title, relationship }) => `  made of: ${title}${relationship === undefined ? '' : ` (${relationship})`}`),
    ...contradictions.map((sentence) => `  contradiction: ${sentence}`),
  ].join('\n');
}
