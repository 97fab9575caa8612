// @module-tag process
import { copyFile, mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addServer, Ledger, recordServers } from '@streetdate/evidence';
import { expect, onTestFinished, test, vi } from 'vitest';
import { EWF_READERS, IMAGE_READERS, makeE01, makeExt4 } from '../../tools/disc/disk-images.ts';
import { hasProgram } from '../../tools/disc/write-disc.ts';
import { buildRar } from '../../tools/release/rar-builder.ts';
import { zipOf } from '../../tools/release/zip-of.ts';
import { filmServer } from '../tools/film-server.ts';

const FACTS = { name: 'FTP', country: 'NL', seenAt: '2026-02-01T00:00:00Z' };

async function prepared() {
  const { folder, server, library, copy } = await filmServer();
  const bytes = await readFile(copy);
  /** The film with a tail, so that its bytes are no other's. */
  const film4 = (tail: string) => Buffer.concat([bytes, Buffer.from([0xec, 0x84]), Buffer.from(tail.padEnd(4))]);
  let seconds = 1_700_000_000;
  /** Writes a file with a time of its own: a file that is as large and as old as before is not read again. */
  const put = async (name: string, content: Uint8Array) => {
    await writeFile(join(server, name), content);
    await utimes(join(server, name), ++seconds, seconds);
  };
  const notes: string[] = [];
  const read = async (options: Parameters<typeof addServer>[3] = {}) => {
    notes.length = 0;
    const { scanned } = await addServer(library, server, FACTS, { ...options, onNote: (text) => notes.push(text) });
    const films = (await library.catalogue.filmCopies({ after: '', most: 100 })).map(({ path }) => path).sort();
    return { films, scanned, notes: [...notes], problems: await library.catalogue.serverProblems('ftp') };
  };
  return { folder, server, library, film4, put, read };
}

test('films of an archive that another one replaced are listed no more, which is said, and the ledger keeps what it had', async () => {
  const { server, library, film4, put, read } = await prepared();
  const inner = await zipOf({ 'deep.mkv': film4('deep') }, false);
  await put('pack.zip', await zipOf({ 'one.mkv': film4('one'), 'two.mkv': film4('two'), 'in.zip': inner }, false));
  await put('same.zip', await zipOf({ 'same.mkv': film4('same') }, false));
  await put('gone.zip', await zipOf({ 'gone.mkv': film4('gone') }, false));
  const volumes = buildRar(5, [{ name: 'film.mkv', bytes: film4('rar') }], 150_000);
  for (const [at, volume] of volumes.entries()) await put(at === 0 ? 'f.rar' : `f.r0${at - 1}`, volume);
  const first = [
    'f.rar//film.mkv',
    'gone.zip//gone.mkv',
    'pack.zip//in.zip//deep.mkv',
    'pack.zip//one.mkv',
    'pack.zip//two.mkv',
    'same.zip//same.mkv',
  ];
  expect(await read()).toEqual({ films: first, scanned: 6, notes: [], problems: [] });
  const ledger = new Ledger(library);
  const [before] = await recordServers(ledger, library, 'Ann');

  await put('pack.zip', await zipOf({ 'one.mkv': film4('new'), 'two.mkv': film4('two') }, false));
  await put('gone.zip', Buffer.from('a text'));
  const second = ['f.rar//film.mkv', 'pack.zip//one.mkv', 'pack.zip//two.mkv', 'same.zip//same.mkv'];
  const notes = ['pack.zip', 'gone.zip'].map(
    (name) => `${name} has other bytes than when it was read before: 1 of its earlier films are listed no more`,
  );
  expect(await read()).toEqual({ films: second, scanned: 1, notes, problems: [] });
  const [after] = await recordServers(ledger, library, 'Ann');
  expect(after!.position).toBeGreaterThan(before!.position);
  expect((await library.catalogue.ledgerEntries(before!.position, 1))[0]?.text).toContain('"server"');
  expect(await read()).toEqual({ films: second, scanned: 0, notes: [], problems: [] });

  // One that cannot be read to its end is another one too. One that cannot be read at all tells nothing.
  const whole = await readFile(join(server, 'pack.zip'));
  await put('pack.zip', whole.subarray(0, whole.length / 4));
  const cut = await read();
  expect(cut.films).toEqual(['f.rar//film.mkv', 'same.zip//same.mkv']);
  expect(cut.notes).toEqual(['pack.zip has other bytes than when it was read before: 2 of its earlier films are listed no more']);
  expect(cut.problems.map(({ path }) => path)).toEqual(['pack.zip', 'pack.zip//one.mkv']);
}, 60_000);

test.skipIf(!['mkfs.ext4', 'ewfacquire', ...IMAGE_READERS, ...EWF_READERS].every(hasProgram))(
  'an E01 image that did not change is not exported again, unless more of it is to be read',
  async () => {
    const { folder, server, film4, put, read } = await prepared();
    const inside = join(folder, 'disk');
    await mkdir(inside);
    await writeFile(join(inside, 'film.mkv'), film4('one'));
    await makeExt4(join(folder, 'raw.img'), inside);
    makeE01(join(folder, 'raw.img'), join(folder, 'exhibit'));
    await copyFile(join(folder, 'exhibit.E01'), join(server, 'exhibit.E01'));
    await put('pack.zip', await zipOf({ 'exhibit.E01': await readFile(join(folder, 'exhibit.E01')) }, false));
    const films = ['exhibit.E01//film.mkv', 'pack.zip//exhibit.E01//film.mkv'];
    expect(await read()).toEqual({ films, scanned: 1, notes: [expect.stringContaining('as the image states')], problems: [] });
    // Nothing could be exported to a temporary folder that is not there.
    vi.stubEnv('TMPDIR', join(folder, 'none'));
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(await read()).toEqual({ films, scanned: 0, notes: [], problems: [] });
    await expect(read({ pictures: true })).resolves.toMatchObject({
      films,
      problems: [{ path: 'exhibit.E01' }, { path: 'pack.zip//exhibit.E01' }],
    });
    vi.stubEnv('TMPDIR', folder);
    expect(await read({ pictures: true })).toEqual({ films, scanned: 0, notes: [], problems: [] });
    expect((await readdir(folder)).filter((name) => name.startsWith('streetdate-'))).toEqual([]);
    vi.stubEnv('TMPDIR', join(folder, 'none'));
    expect(await read({ pictures: true })).toEqual({ films, scanned: 0, notes: [], problems: [] });
  },
);
