// @module-tag process
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isScanned } from '@streetdate/engine';
import { addServer } from '@streetdate/evidence';
import { describe, expect, test } from 'vitest';
import { IMAGE_READERS, makeExt4 } from '../../tools/disc/disk-images.ts';
import { hasProgram, runProgram } from '../../tools/disc/write-disc.ts';
import { zipOf } from '../../tools/release/zip-of.ts';
import { filmServer, problemsOf, spoolFolder } from '../tools/film-server.ts';

const FACTS = { name: 'FTP', country: 'NL', seenAt: '2026-02-01T00:00:00Z' };

async function prepared() {
  const { folder, server, inside, library, copy } = await filmServer();
  const spool = await spoolFolder();
  const bytes = await readFile(copy);
  const read = async () => {
    const { unscanned } = await addServer(library, server, FACTS);
    const files = await library.catalogue.serverFiles('ftp', 'all', { after: '', most: 1000 });
    const digest = createHash('sha256').update(bytes).digest('hex');
    const problems = [...(await problemsOf(library, 'ftp')), ...unscanned];
    expect(await readdir(spool)).toEqual([]);
    const scanned: string[] = [];
    for await (const outcome of library.scan(server, { iscc: false }))
      for (const each of 'files' in outcome && outcome.files ? outcome.files : [outcome])
        if (isScanned(each)) scanned.push(each.path.slice(server.length + 1));
    expect(await readdir(spool)).toEqual([]);
    return { films: files.filter((file) => file.digest === digest).map(({ path }) => path), problems, scanned: scanned.sort() };
  };
  return { folder, server, inside, bytes, read };
}

/** A file in pieces, in an order in which they need not be. */
function pieces(stem: string, bytes: Uint8Array, count: number, order: readonly number[]): Record<string, Uint8Array> {
  const size = Math.ceil(bytes.length / count);
  return Object.fromEntries(order.map((at) => [`${stem}.00${at + 1}`, bytes.subarray(at * size, (at + 1) * size)]));
}

describe.skipIf(!['genisoimage', 'mkfs.ext4', ...IMAGE_READERS].every(hasProgram))('an image in pieces inside an archive', () => {
  test('is read in whatever order they lie there, and a piece that is not there is named', async () => {
    const { folder, server, inside, read } = await prepared();
    await makeExt4(join(folder, 'raw.img'), inside);
    const disk = await readFile(join(folder, 'raw.img'));
    runProgram('genisoimage', ['-quiet', '-udf', '-J', '-R', '-iso-level', '3', '-V', 'T', '-o', join(folder, 'disc.iso'), inside]);
    const disc = await readFile(join(folder, 'disc.iso'));
    await writeFile(join(server, 'disk.zip'), await zipOf(pieces('pub/split', disk, 3, [2, 0, 1])));
    await writeFile(join(server, 'disc.zip'), await zipOf(pieces('split.iso', disc, 3, [1, 2, 0]), false));
    await writeFile(join(server, 'gap.zip'), await zipOf(pieces('split', disk, 3, [0, 2])));
    const { films, problems, scanned } = await read();
    expect(problems).toEqual([{ path: 'gap.zip//split.001', reason: 'segment 2 of 3 is missing' }]);
    expect(films).toEqual(['disc.zip//split.iso.001//pub/copy.mkv', 'disk.zip//pub/split.001//pub/copy.mkv']);
    expect(scanned).toEqual(films);
  });
});

test('a film or an archive in pieces inside an archive is one, and files that only look like pieces are what they are', async () => {
  const { server, bytes, read } = await prepared();
  await writeFile(join(server, 'film.zip'), await zipOf(pieces('copy.mkv', bytes, 3, [1, 0, 2])));
  await writeFile(join(server, 'zip.zip'), await zipOf(pieces('in.zip', await zipOf({ 'copy.mkv': bytes }, false), 3, [2, 1, 0])));
  await writeFile(join(server, 'alone.zip'), await zipOf({ 'a.001': bytes, 'b.002': bytes, 'text.003': Buffer.from('hello') }));
  const { films, problems, scanned } = await read();
  expect(problems).toEqual([]);
  const expected = ['alone.zip//a.001', 'alone.zip//b.002', 'film.zip//copy.mkv.001//copy.mkv', 'zip.zip//in.zip.001//copy.mkv'];
  expect(films).toEqual(expected);
  expect(scanned).toEqual(expected);
});
