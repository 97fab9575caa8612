import { StreetdateError } from '@streetdate/core/portable';
import { bagInMemory } from '../bag/bag-files.ts';
import { checkBag } from '../bag/check-bag.ts';
import { tagManifestOf, writeBag } from '../bag/write-bag.ts';
import { writeZip } from '../bag/write-zip.ts';
import { readZip, type ZipLimits } from '../bag/zip.ts';
import { equalBytes } from '../bytes/bytes.ts';
import type { Findings } from './report.ts';

/** The files of an opened bundle. */
export interface OpenedBundle {
  /** Name of the folder around them. */
  readonly name: string;
  /** All files by path, without that folder. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** What `bag-info.txt` says, in order. */
  readonly info: readonly (readonly [label: string, value: string])[];
}

/**
 * Opens a bundle and checks its container: the ZIP file, the bag, and that both are written in the one way that the format allows. A flipped
 * byte in a header that no digest covers is found by the last.
 * @returns Its files; undefined when they cannot be trusted to be what was bundled.
 */
export async function checkContainer(bytes: Uint8Array, limits: ZipLimits, findings: Findings): Promise<OpenedBundle | undefined> {
  let members: Map<string, Uint8Array>;
  try {
    members = await readZip(bytes, limits);
  } catch (error) {
    if (!(error instanceof StreetdateError)) throw error;
    findings.add('fails', 'file', `${error.message[0]!.toUpperCase()}${error.message.slice(1)}.`);
    return undefined;
  }
  const written = writeZip(members);
  const differs = firstDifference(written, bytes);
  if (differs !== undefined) {
    findings.add('fails', 'file', `The ZIP file is not written as the format asks: the first other byte is byte ${differs}.`);
    return undefined;
  }
  const [folder = ''] = [...members.keys()][0]?.split('/') ?? [];
  const outside = [...members.keys()].find((path) => path.split('/')[0] !== folder || !path.includes('/'));
  if (outside !== undefined || members.size === 0) {
    findings.add('fails', 'file', `The bundle must have one folder with all files in it, and ${outside ?? 'it'} is not in one.`);
    return undefined;
  }
  findings.add('holds', 'file', `The ZIP file is whole: ${members.size} members, each byte as the format asks.`);
  const files = new Map([...members].map(([path, file]) => [path.slice(folder.length + 1), file]));
  const { faults, payload, info } = await checkBag(bagInMemory(files));
  for (const fault of faults.slice(0, 20)) findings.add('fails', 'bag', `${fault[0]!.toUpperCase()}${fault.slice(1)}.`);
  if (faults.length > 0) return undefined;
  const expected = writeBag({
    payload: new Map(payload.map((path) => [path.slice('data/'.length), files.get(path)!])),
    info: info.filter(([label]) => label !== 'Payload-Oxum'),
  });
  expected.set('tagmanifest-sha256.txt', tagManifestOf(files));
  for (const [path, file] of expected) {
    const present = files.get(path);
    if (present !== undefined && equalBytes(present, file)) continue;
    findings.add('fails', 'bag', present ? `${path} is not written as the format asks.` : `${path} is missing.`);
  }
  const known = new Set([...expected.keys(), ...SIGNATURE_FILES]);
  for (const path of files.keys()) if (!known.has(path)) findings.add('fails', 'bag', `${path} is no file of a bundle.`);
  if (findings.failed) return undefined;
  findings.add('holds', 'bag', `The bag is complete: ${payload.length} files, each with the SHA-256 that the manifest names.`);
  return { name: folder, files, info };
}

const SIGNATURE_FILES = ['signatures/statement.dsse.json', 'signatures/certificates.pem', 'signatures/statement.tsr'];

/** The first place at which two byte arrays differ; undefined where they are equal. */
function firstDifference(one: Uint8Array, other: Uint8Array): number | undefined {
  if (equalBytes(one, other)) return undefined;
  const at = one.findIndex((byte, index) => byte !== other[index]);
  return at < 0 ? one.length : at;
}
