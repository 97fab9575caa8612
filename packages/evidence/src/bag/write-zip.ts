import { ZipFile } from 'yazl';

/**
 * Writes files as a ZIP, sorted by path and stored as they are, with one fixed time. Equal files give equal bytes on every machine: no
 * compressor, clock or time zone has a part in it. This file is the only adapter of the package that imports yazl.
 */
export async function writeZip(files: ReadonlyMap<string, Uint8Array>): Promise<Uint8Array> {
  const zip = new ZipFile();
  // ZIP keeps local times: this one has the same digits in every zone.
  const options = { mtime: new Date(2000, 0, 1, 12), mode: 0o100644, compress: false, forceDosTimestamp: true };
  for (const path of [...files.keys()].sort()) zip.addBuffer(Buffer.from(files.get(path)!), path, options);
  zip.end();
  const chunks: Uint8Array[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}
