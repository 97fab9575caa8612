import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StreetdateError } from '@streetdate/core';
import { openArchive, volumeSets } from '@streetdate/release';
import { ZipFile } from 'yazl';
import type { AnswerOf } from '../corpus.ts';
import { buildRar, sealRar } from './rar-builder.ts';
import { packRar5 } from './rar5-packer.ts';

const TEXT = new TextEncoder().encode('a copy of a film that is a copy of a disc '.repeat(4));
const FILES = [
  { name: 'film.mkv', bytes: TEXT },
  { name: 'Subs/film.srt', bytes: TEXT.subarray(0, 60) },
];

/** Archives of each kind, in one volume or in three of which the first is changed. */
export function makeArchives(): Readonly<Record<string, readonly Uint8Array[]>> {
  const packed = FILES.map((file) => ({ ...file, packed: packRar5(file.bytes) }));
  return {
    zip: [],
    'rar-4': buildRar(4, FILES),
    'rar-4-sealed': buildRar(4, FILES),
    'rar-4-volumes-sealed': buildRar(4, FILES, 100),
    'rar-5': buildRar(5, FILES),
    'rar-5-sealed': buildRar(5, FILES),
    'rar-5-volumes-sealed': buildRar(5, FILES, 100),
    'rar-5-packed-sealed': buildRar(5, packed),
  };
}

/** A ZIP archive of a file that is stored and one that is deflated. */
export async function makeZip(): Promise<Uint8Array> {
  const zip = new ZipFile();
  const [stored, deflated] = FILES;
  const mtime = new Date(0);
  zip.addBuffer(Buffer.from(stored!.bytes), stored!.name, { compress: false, mtime });
  zip.addBuffer(Buffer.from(deflated!.bytes), deflated!.name, { compress: true, mtime });
  zip.end();
  const chunks: Uint8Array[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Uint8Array);
  return new Uint8Array(Buffer.concat(chunks));
}

/** Reads archives that are written into a folder of their own, which the caller removes. What is called sealed has its headers' checksums mended, or no more than these would be looked at. */
export function answersIn(): { readonly folder: string; readonly answerOf: AnswerOf } {
  const folder = mkdtempSync(join(tmpdir(), 'streetdate-corpus-'));
  const archives = makeArchives();
  const answerOf: AnswerOf = async (structure, bytes) => {
    const sealed = structure.endsWith('-sealed') ? sealRar(bytes) : bytes;
    const volumes = structure === 'zip' ? [bytes] : [sealed, ...archives[structure]!.slice(1)];
    const names = volumes.map((_, number) => (structure === 'zip' ? 'x.zip' : number === 0 ? 'x.rar' : `x.r0${number - 1}`));
    for (const [number, name] of names.entries()) writeFileSync(join(folder, name), volumes[number]!);
    const said: string[] = [];
    const take = (error: unknown) => {
      if (!(error instanceof StreetdateError) || !error.code.startsWith('archive-')) throw error;
      said.push(`${error.code}: ${error.message.replaceAll(folder, '')}`);
    };
    try {
      const { entries, damage } = await openArchive(folder, volumeSets(names)[0]!);
      if (damage) said.push(damage.reason);
      for (const entry of entries) {
        if (entry.damage) said.push(`${entry.name}: ${entry.damage.reason}`);
        let length = 0;
        try {
          for await (const chunk of entry.open()) length += chunk.length;
          if (length !== entry.fileBytes) said.push(`${entry.name} has ${length} bytes of ${entry.fileBytes}`);
        } catch (error) {
          take(error);
        }
      }
      if (entries.length !== FILES.length) said.push(`${entries.length} files`);
    } catch (error) {
      take(error);
    }
    return said.length === 0 ? 'read' : said.join('\n');
  };
  return { folder, answerOf };
}
