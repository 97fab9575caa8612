import { createHash } from 'node:crypto';
import { readFile, realpath, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { StreetdateError } from '@streetdate/core/portable';
import { isLibrary, openLibrary } from '@streetdate/engine';
import { fileFault } from '@streetdate/engine/internal';
import {
  type ContentCredentials,
  contradictionsOf,
  findManifestStore,
  readContentCredentials,
  recoverManifest,
} from '@streetdate/evidence';
import type { c2pa } from '../definitions/identity.ts';
import { EXIT } from '../exit.ts';
import { manifestLines, recoveredLines } from '../output/c2pa-text.ts';
import { escapeText } from '../output/escape.ts';
import type { Context, Run } from './command.ts';

/** Larger files are not read: the library for manifests holds a file as a whole. */
const MOST_BYTES = 2 ** 31;

/** What a file claims itself. */
interface Claimed {
  readonly manifest: ContentCredentials;
  readonly storeSha256: string;
}

/** A master that a file matches. */
interface Master {
  readonly referenceId: string;
  readonly title: string;
  readonly manifestSha256: string | undefined;
  readonly manifest: ContentCredentials | undefined;
}

/** `streetdate c2pa` */
export const runC2pa: Run<typeof c2pa> = async (paths, _values, context) => {
  const { console } = context;
  const mastersOf = await matchedMasters(context, paths);
  for (const path of paths) {
    let claimed: Claimed | undefined;
    try {
      claimed = await readClaim(path);
    } catch (cause) {
      const fault = cause instanceof StreetdateError ? cause : fileFault(cause, path);
      if (!(fault instanceof StreetdateError)) throw fault;
      console.fail(path, fault);
      continue;
    }
    const masters = mastersOf.get(path) ?? [];
    // The master itself, or its very manifest, contradicts nothing.
    const isMaster = masters.some(({ manifestSha256 }) => manifestSha256 !== undefined && manifestSha256 === claimed?.storeSha256);
    const titles = [...new Set(masters.map(({ title }) => title))];
    const contradictions = claimed === undefined || isMaster ? [] : contradictionsOf(claimed.manifest, titles);
    const recovered = masters.flatMap(({ referenceId, title, manifest, manifestSha256 }) =>
      manifest === undefined || manifestSha256 === claimed?.storeSha256 ? [] : [{ referenceId, title, manifest }],
    );
    const lines = [
      ...ownLines(path, claimed?.manifest),
      ...contradictions.map((sentence) => `  contradiction: ${sentence}`),
      ...recovered.flatMap(({ referenceId, title, manifest }) => recoveredLines(referenceId, title, manifest).map((line) => `  ${line}`)),
    ];
    const record = { type: 'c2pa', path, manifest: claimed?.manifest ?? null, contradictions, recovered };
    console.result(record, lines.map(escapeText).join('\n'));
  }
  return EXIT.nothingFound;
};

async function readClaim(path: string): Promise<Claimed | undefined> {
  const { size } = await stat(path);
  const found = await findManifestStore(path);
  if (found === undefined) return undefined;
  if (size >= MOST_BYTES) throw new StreetdateError('file-unreadable', `${path}: it has ${size} bytes, more than are read`, { path });
  const manifest = await readContentCredentials(await readFile(path), { store: found.store });
  return manifest && { manifest, storeSha256: createHash('sha256').update(found.store).digest('hex') };
}

/** The masters that files match, where the library has scanned them, with the manifests that it keeps of them. */
async function matchedMasters(context: Context, paths: readonly string[]): Promise<ReadonlyMap<string, readonly Master[]>> {
  const { home, io, console, config } = context;
  const masters = new Map<string, readonly Master[]>();
  if (!(await isLibrary(home))) {
    if (config.settings.home.from !== 'default') console.note(`there is no library in ${resolve(home)}, so no lost manifest is recovered`);
    return masters;
  }
  await using library = await openLibrary(home, { access: 'read', now: io.now, signal: io.signal });
  const scans = new Map((await library.scans()).map((scan) => [scan.path, scan]));
  for (const path of paths) {
    const found: Master[] = [];
    const real = await realpath(path).catch(() => resolve(path));
    for (const { referenceId } of scans.get(real)?.matches ?? []) {
      const reference = await library.catalogue.reference(referenceId);
      const title = reference && (await library.catalogue.title(reference.titleId));
      if (!title) continue;
      const manifest = await recoverManifest(library, reference);
      found.push({ referenceId, title: title.name, manifestSha256: reference.manifestSha256, manifest });
    }
    masters.set(path, found);
  }
  return masters;
}

function ownLines(path: string, manifest: ContentCredentials | undefined): string[] {
  if (manifest === undefined) return [`${path}: no C2PA manifest`];
  const { isIntact, faults } = manifest;
  const verdict = isIntact ? 'the claim fits the file' : `the claim does not hold: ${faults.join(', ')}`;
  return [`${path}: ${verdict}`, ...manifestLines(manifest).map((line) => `  ${line}`)];
}
