// @module-tag process
import { createHash } from 'node:crypto';
import { readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addServer } from '@streetdate/evidence';
import { expect, test } from 'vitest';
import { zipOf } from '../../tools/release/zip-of.ts';
import { make7z, SEVEN_ZIP } from '../../tools/seven-zip.ts';
import { filmServer, problemsOf } from '../tools/film-server.ts';

const FACTS = { name: 'FTP', country: 'NL', seenAt: '2026-02-01T00:00:00Z' };

async function prepared() {
  const { folder, server, inside, library, copy } = await filmServer();
  const digest = createHash('sha256')
    .update(await readFile(copy))
    .digest('hex');
  const read = async () => {
    const { scanned } = await addServer(library, server, FACTS);
    const films = (await library.catalogue.filmCopies({ after: '', most: 100 })).flatMap((film) =>
      film.digest === digest ? [film.path] : [],
    );
    return { films, scanned, problems: await problemsOf(library, 'ftp') };
  };
  return { folder, server, inside, read };
}

test.skipIf(SEVEN_ZIP === undefined)(
  `films in 7z archives are read, whole, in pieces and inside another archive${SEVEN_ZIP === undefined ? ' (without a program that writes them)' : ''}`,
  async () => {
    const { folder, server, inside, read } = await prepared();
    make7z(join(folder, 'pack.7z'), inside);
    const bytes = await readFile(join(folder, 'pack.7z'));
    await writeFile(join(server, 'a.7z'), bytes);
    const half = Math.ceil(bytes.length / 2);
    await writeFile(join(server, 'b.7z.001'), bytes.subarray(0, half));
    await writeFile(join(server, 'b.7z.002'), bytes.subarray(half));
    await writeFile(join(server, 'c.zip'), await zipOf({ 'in.7z': bytes }));
    await writeFile(join(server, 'cut.7z'), bytes.subarray(0, half));
    const { films, scanned, problems } = await read();
    expect(films).toEqual(['a.7z//pub/copy.mkv', 'b.7z.001//pub/copy.mkv', 'c.zip//in.7z//pub/copy.mkv']);
    expect(scanned).toBe(1);
    expect(problems).toEqual([{ path: 'cut.7z', reason: `cut.7z is cut short: ${half} of ${bytes.length} bytes are there` }]);
  },
);

test.skipIf(SEVEN_ZIP === undefined || SEVEN_ZIP === 'bsdtar')(
  `a 7z archive that is locked is named${SEVEN_ZIP === undefined || SEVEN_ZIP === 'bsdtar' ? ' (without 7-Zip, which locks them)' : ''}`,
  async () => {
    const { server, inside, read } = await prepared();
    make7z(join(server, 'locked.7z'), inside, ['-psecret']);
    make7z(join(server, 'names too.7z'), inside, ['-psecret', '-mhe=on']);
    const { films, problems } = await read();
    expect(films).toEqual([]);
    expect(problems.map(({ path }) => path)).toEqual(['locked.7z', 'names too.7z']);
    for (const { reason } of problems) expect(reason).toMatch(/encrypted|[Pp]assphrase/);
  },
);

test('a 7z archive that is too large for memory is named with the limit', async () => {
  const { server, read } = await prepared();
  await writeFile(join(server, 'large.7z'), Buffer.from('7z\xbc\xaf\x27\x1c', 'latin1'));
  await truncate(join(server, 'large.7z'), 513 * 2 ** 20);
  const { films, problems } = await read();
  expect(films).toEqual([]);
  const reason = `it is compressed and has ${513 * 2 ** 20} bytes; compressed archives are read up to ${512 * 2 ** 20}`;
  expect(problems).toEqual([{ path: 'large.7z', reason }]);
});
