// @module-tag process
import { copyFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { addServer } from '@streetdate/evidence';
import { expect, test } from 'vitest';
import { buildRar } from '../../tools/release/rar-builder.ts';
import { zipOf } from '../../tools/release/zip-of.ts';
import { filmServer, problemsOf, spoolFolder } from '../tools/film-server.ts';

const FACTS = { name: 'FTP', country: 'NL', seenAt: '2026-02-01T00:00:00Z' };
const MIB = 2 ** 20;

async function prepared() {
  const { server, library, copy } = await filmServer();
  const spool = await spoolFolder();
  const read = async (options: Parameters<typeof addServer>[3]) => {
    const added = await addServer(library, server, FACTS, options);
    const problems = (await problemsOf(library, 'ftp')).sort((one, other) => (one.path < other.path ? -1 : 1));
    const films = (await library.catalogue.filmCopies({ after: '', most: 100 }))
      .map(({ path, scanId }) => [path, scanId !== undefined] as const)
      .sort(([one], [other]) => (one < other ? -1 : 1));
    return { added, problems, films };
  };
  return { server, copy, read, leftBehind: () => readdir(spool) };
}

test('what passes the limit of unpacked bytes is named with the limit, and the rest of the server is read', async () => {
  const { server, copy, read, leftBehind } = await prepared();
  const film = await readFile(copy);
  const inner = await zipOf({ 'film.mkv': film, 'noise.bin': Buffer.alloc(2 * MIB, 0x5a) }, false);
  await copyFile(copy, join(server, 'a.mkv'));
  await writeFile(
    join(server, 'b.zip'),
    await zipOf({ 'inner.zip': inner, 'beside.mkv': Buffer.concat([film, Buffer.from([0xec, 0x80])]) }),
  );
  // Volumes lie in the temporary folder together: the second one does not fit.
  const volumes = buildRar(5, [{ name: 'film.mkv', bytes: Buffer.concat([film, Buffer.alloc(2 * MIB)]) }], 1_200_000);
  expect(volumes.length).toBe(2);
  await writeFile(join(server, 'c.zip'), await zipOf({ 'f.rar': volumes[0]!, 'f.r00': volumes[1]! }, false));
  await copyFile(copy, join(server, 'z.mkv'));
  const small = await read({ spoolBytes: 1.5 * MIB });
  expect(small.films).toEqual([
    ['a.mkv', true],
    ['b.zip//beside.mkv', true],
    ['z.mkv', true],
  ]);
  expect(small.problems).toEqual([
    { path: 'b.zip//inner.zip', reason: 'it does not fit into the temporary space of 1572864 bytes' },
    { path: 'c.zip//f.r00', reason: 'it does not fit into the temporary space of 1572864 bytes' },
    { path: 'c.zip//f.rar', reason: 'c.zip//f.rar is incomplete: f.r00 could not be unpacked' },
    { path: 'c.zip//f.rar//film.mkv', reason: `it has ${1_200_000} bytes, and ${film.length + 2 * MIB} were listed` },
  ]);
  expect(await leftBehind()).toEqual([]);
  // With more space the same places are read.
  const whole = await read({});
  expect(whole.problems).toEqual([]);
  expect(whole.films.map(([path]) => path)).toEqual([
    'a.mkv',
    'b.zip//beside.mkv',
    'b.zip//inner.zip//film.mkv',
    'c.zip//f.rar//film.mkv',
    'z.mkv',
  ]);
});

test('a bomb is named with what it unpacks to, also one inside another archive, and the rest of the server is read', async () => {
  const { server, copy, read, leftBehind } = await prepared();
  const zeros = Buffer.alloc(80 * MIB);
  zeros.set((await readFile(copy)).subarray(0, 4096));
  const bomb = await zipOf({ 'film.mkv': zeros });
  expect(bomb.length).toBeLessThan(MIB);
  await copyFile(copy, join(server, 'a.mkv'));
  await writeFile(join(server, 'bomb.zip'), bomb);
  const packed = gzipSync(zeros);
  await writeFile(join(server, 'bomb.mkv.gz'), packed);
  await writeFile(join(server, 'nested.zip'), await zipOf({ 'bomb.zip': bomb, 'good.mkv': await readFile(copy) }));
  await copyFile(copy, join(server, 'z.mkv'));
  const { films, problems } = await read({});
  const reason = `its files would unpack ${bomb.length} bytes to ${zeros.length}, more than 100 times as much`;
  expect(problems).toEqual([
    { path: 'bomb.mkv.gz//bomb.mkv', reason: `it unpacks ${packed.length} bytes to more than 100 times as much` },
    { path: 'bomb.zip', reason: reason },
    { path: 'nested.zip//bomb.zip', reason: reason },
  ]);
  expect(films.map(([path]) => path)).toEqual(['a.mkv', 'nested.zip//good.mkv', 'z.mkv']);
  expect(await leftBehind()).toEqual([]);
});
