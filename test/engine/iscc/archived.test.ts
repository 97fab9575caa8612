// @module-tag process
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { isccOfBytes, openLibrary } from '@streetdate/engine';
import { expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { codingStream } from '../../../packages/engine/src/scan/read-iscc.ts';
import { temporaryFolder } from '../../cli/tools/streetdate.ts';
import { FOOTAGE } from '../../tools/footage.ts';

test('a film in an archive has the codes of its own bytes, not of the archive', async () => {
  const folder = await temporaryFolder();
  const zip = new ZipFile();
  zip.addFile(FOOTAGE.sintel, 'sintel.ts');
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(join(folder, 'films.zip')));
  await using library = await openLibrary(join(folder, 'library'));
  const [enrolled] = await library.enroll(join(folder, 'films.zip'), { title: 'Sintel' });
  const { dataCode, instanceCode } = await isccOfBytes([await readFile(FOOTAGE.sintel)], 256);
  expect(enrolled).toMatchObject({ kind: 'reference', reference: { iscc: { data: dataCode, instance: instanceCode } } });
});

test('codes are computed as bytes go to the decoder, if all of them do', async () => {
  const parts = [Uint8Array.of(1, 2), new Uint8Array(20_000).fill(3), Uint8Array.of(4)];
  const stream = {
    name: 'a.ts',
    fileBytes: 20_003,
    duration: 1,
    open: async function* () {
      yield* parts;
    },
  };
  const kept: unknown[] = [];
  const coding = codingStream(stream, (codes) => kept.push(codes));
  for await (const _ of coding.open(0)) break;
  for await (const _ of coding.open(2));
  expect(kept).toEqual([]);
  const passed: Uint8Array[] = [];
  for await (const part of coding.open(0)) passed.push(part);
  expect(passed).toEqual(parts);
  expect(kept).toEqual([await isccOfBytes(parts, 256)]);
});
