import type { BlobKind } from './blob-store.ts';

/** Folder and extension of each kind of blob. They are part of the library's format. */
const PLACES: Readonly<Record<BlobKind, { readonly folder: string; readonly extension: string }>> = {
  fingerprint: { folder: 'fingerprints', extension: '.sdfp' },
  segment: { folder: 'segments', extension: '.sdsg' },
  manifest: { folder: 'manifests', extension: '.c2pa' },
  picture: { folder: 'pictures', extension: '.webp' },
};

/** All kinds of blobs. */
export const BLOB_KINDS = Object.keys(PLACES) as readonly BlobKind[];

const SHA256 = /^[0-9a-f]{64}$/;

/** The folder of a kind, below the library's. */
export function folderOfKind(kind: BlobKind): string {
  return PLACES[kind].folder;
}

/** The file name of a blob in the folder of its kind. @throws RangeError for anything but a SHA-256: a name must not lead out of there. */
export function fileOfBlob(kind: BlobKind, sha256: string): string {
  if (!SHA256.test(sha256)) throw new RangeError(`sha256 must be 64 hexadecimal digits, got ${JSON.stringify(sha256)}`);
  return `${sha256}${PLACES[kind].extension}`;
}

/** The SHA-256 of the blob with a file name; undefined for a file that is no blob of the kind. */
export function blobOfFile(kind: BlobKind, name: string): string | undefined {
  const { extension } = PLACES[kind];
  const sha256 = name.slice(0, -extension.length);
  return name.endsWith(extension) && SHA256.test(sha256) ? sha256 : undefined;
}
