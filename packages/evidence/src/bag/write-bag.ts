import { toBytes, toHex } from '../bytes/bytes.ts';
import { sha256 } from '../bytes/hash.ts';
import { climbs, encodePath } from './tag-file.ts';

/** What a bag is made of. */
export interface BagContents {
  /** The payload, by path below `data/`. */
  readonly payload: ReadonlyMap<string, Uint8Array>;
  /** The metadata of bag-info.txt: label and value. Size and number of files are added. */
  readonly info: readonly (readonly [label: string, value: string])[];
}

/**
 * The tag files of a bag of version 1.0 (RFC 8493) around a payload: everything but tagmanifest-sha256.txt, which {@link tagManifestOf} makes
 * once all tag files are there. Equal contents give equal bytes.
 * @returns All files by path, sorted.
 * @throws RangeError when a path leads out of the bag.
 */
export function writeBag({ payload, info }: BagContents): Map<string, Uint8Array> {
  const paths = [...payload.keys()].sort();
  for (const path of paths)
    if (climbs(path)) throw new RangeError(`a path of the payload must stay in the bag, got ${JSON.stringify(path)}`);
  const bytes = [...payload.values()].reduce((sum, file) => sum + file.length, 0);
  const lines = [...info, ['Payload-Oxum', `${bytes}.${paths.length}`] as const].map(
    ([label, value]) => `${label}: ${value.replace(/\s+/g, ' ')}\n`,
  );
  return new Map([
    ['bag-info.txt', toBytes(lines.join(''))],
    ['bagit.txt', toBytes('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n')],
    ...paths.map((path) => [`data/${path}`, payload.get(path)!] as const),
    ['manifest-sha256.txt', manifestOf(new Map(paths.map((path) => [`data/${path}`, payload.get(path)!])))],
  ]);
}

/** The tagmanifest-sha256.txt of a bag: the digests of all its tag files but itself. */
export function tagManifestOf(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  return manifestOf(new Map([...files].filter(([path]) => !/^data\/|^tagmanifest-/.test(path))));
}

function manifestOf(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const lines = [...files].map(([path, bytes]) => `${toHex(sha256(bytes))}  ${encodePath(path)}\n`);
  return toBytes(lines.sort((one, other) => (one.slice(66) < other.slice(66) ? -1 : 1)).join(''));
}
