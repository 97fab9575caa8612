import { checkFunction, checkList, checkObject, checkText } from '@streetdate/core/internal';
import { toHex } from '../bytes/bytes.ts';
import { DIGESTS } from '../bytes/hash.ts';
import type { BagFiles } from './bag-files.ts';
import { climbs, decodePath, decodeTagFile, linesOf, readBagInfo, readDeclaration, readManifestLine } from './tag-file.ts';

/** What a check of a bag found. */
export interface BagReport {
  /** What is wrong, a sentence each; empty for a bag that is complete and valid. */
  readonly faults: readonly string[];
  /** The version of BagIt; undefined where bagit.txt is not readable. */
  readonly version: string | undefined;
  /** Paths of the payload, in order. */
  readonly payload: readonly string[];
  /** The metadata of bag-info.txt, label and value, in order. */
  readonly info: readonly (readonly [label: string, value: string])[];
}

const MANIFEST = /^(tag)?manifest-([A-Za-z0-9-]+)\.txt$/;

/**
 * Checks that a bag is complete and valid (RFC 8493, section 3; version 0.97 by its own rules): every file is listed, every listed file is
 * there, every digest fits, no path leads out of the bag. Nothing is fetched: what fetch.txt names must be there.
 */
export async function checkBag(files: BagFiles): Promise<BagReport> {
  checkObject('files', files);
  checkList('files.paths', files.paths, checkText);
  checkFunction('files.read', files.read);
  const faults: string[] = [];
  const present = new Set(files.paths);
  const payload = files.paths.filter((path) => /^data\//.test(path)).sort();
  const stop = (reason: string): BagReport => ({ faults: [reason], version: undefined, payload, info: [] });
  if (!present.has('bagit.txt')) return stop('bagit.txt is missing');
  const declaration = readDeclaration(await files.read('bagit.txt'));
  if ('reason' in declaration) return stop(declaration.reason);
  const { version, encoding } = declaration;

  const textOf = async (path: string): Promise<string> => {
    const text = decodeTagFile(await files.read(path), encoding);
    if (text === undefined) faults.push(`${path} is not of the encoding ${encoding}`);
    return text ?? '';
  };
  for (const path of files.paths) if (climbs(path)) faults.push(`${path} leads out of the bag`);

  const listed = new Map<string, number>();
  let manifests = 0;
  for (const name of files.paths.filter((path) => MANIFEST.test(path)).sort()) {
    const [, isOfTags, algorithm = ''] = MANIFEST.exec(name)!;
    const digestOf = DIGESTS.get(algorithm.toLowerCase());
    if (digestOf === undefined) {
      faults.push(`${name} is of a digest that is not known`);
      continue;
    }
    if (!isOfTags) manifests++;
    const seen = new Set<string>();
    for (const line of linesOf(await textOf(name))) {
      const entry = readManifestLine(line, version);
      if (entry === undefined) {
        faults.push(`${name} has a line that is none of a manifest: ${line.slice(0, 80)}`);
        continue;
      }
      const { digest, path } = entry;
      if (seen.has(path)) faults.push(`${name} lists ${path} twice`);
      seen.add(path);
      if (climbs(path)) faults.push(`${name} lists ${path}, which leads out of the bag`);
      else if (!isOfTags && !/^data\//.test(path)) faults.push(`${name} lists ${path}, which is not in data/`);
      else if (!present.has(path)) faults.push(`${path} is missing: ${name} lists it`);
      else if (digest !== toHex(digestOf(await files.read(path)))) {
        faults.push(`${path} was changed: its ${algorithm} is not that of ${name}`);
      }
    }
    if (!isOfTags) for (const path of seen) listed.set(path, (listed.get(path) ?? 0) + 1);
  }
  if (manifests === 0) faults.push('no manifest lists the payload');
  for (const path of payload) {
    const times = listed.get(path) ?? 0;
    if (times === 0) faults.push(`${path} is listed in no manifest`);
    // From 1.0 on, each manifest lists all of the payload.
    else if (version === '1.0' && times < manifests) faults.push(`${path} is not listed in every manifest`);
  }
  if (present.has('fetch.txt')) faults.push(...faultsOfFetch(await textOf('fetch.txt'), version, present));
  const info = present.has('bag-info.txt') ? readBagInfo(await textOf('bag-info.txt')) : [];
  return { faults, version, payload, info };
}

function faultsOfFetch(text: string, version: string, present: ReadonlySet<string>): string[] {
  return linesOf(text).flatMap((line) => {
    const [, written] = /^\S+\s+(?:\d+|-)\s+(.+)$/.exec(line) ?? [];
    if (written === undefined) return [`fetch.txt has a line that names no file: ${line.slice(0, 80)}`];
    const path = decodePath(written, version);
    if (climbs(path) || !/^data\//.test(path)) return [`fetch.txt names ${path}, which leads out of data/`];
    return present.has(path) ? [] : [`${path} is missing: fetch.txt says where it was`];
  });
}
