// @module-tag process
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Library, openLibrary } from '@streetdate/engine';
import { type ArchiveFiles, Spool, unpack } from '@streetdate/engine/internal';
import { addServer, type ServerProgress } from '@streetdate/evidence';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { temporaryFolder } from '../../cli/tools/streetdate.ts';
import { EWF_READERS, IMAGE_READERS, makeE01, makeExt4 } from '../../tools/disc/disk-images.ts';
import { hasProgram, runProgram } from '../../tools/disc/write-disc.ts';
import { buildRar } from '../../tools/release/rar-builder.ts';
import { zipOf } from '../../tools/release/zip-of.ts';
import { filmTree } from '../tools/film-tree.ts';

const FACTS = { name: 'FTP', country: 'NL', seenAt: '2026-02-01T00:00:00Z' };
const PROGRAMS = ['genisoimage', ...IMAGE_READERS, ...EWF_READERS, 'mkfs.ext4', 'ewfacquire'];

/** A server with films in what is packed, each with a tail of its own, so that all of them are scanned. */
async function packedServer(folder: string): Promise<string> {
  const film = await readFile((await filmTree()).copy);
  // An EBML void element behind the film makes its bytes differ from all others.
  const copy = (name: string) => Buffer.concat([film, Buffer.from([0xec, 0x84]), Buffer.from(name.padEnd(4))]);
  const [server, inside] = [join(folder, 'server'), join(folder, 'inside')];
  await mkdir(join(inside, 'pub'), { recursive: true });
  await mkdir(server);
  await writeFile(join(server, 'plain.mkv'), copy('a'));
  await writeFile(join(server, 'a.zip'), await zipOf({ 'one.mkv': copy('b'), 'two.mkv': copy('c') }, false));
  await writeFile(join(inside, 'pub', 'film.mkv'), copy('d'));
  runProgram('genisoimage', ['-quiet', '-udf', '-J', '-R', '-iso-level', '3', '-V', 'T', '-o', join(folder, 'disc.iso'), inside]);
  await writeFile(join(server, 'b.zip'), await zipOf({ 'disc.iso': await readFile(join(folder, 'disc.iso')) }, false));
  const volumes = buildRar(5, [{ name: 'film.mkv', bytes: copy('e') }], Math.ceil(film.length / 3));
  const named = Object.fromEntries(volumes.map((bytes, at) => [at === 0 ? 'f.rar' : `f.r0${at - 1}`, bytes]));
  await writeFile(join(server, 'c.zip'), await zipOf(named, false));
  await writeFile(join(inside, 'pub', 'film.mkv'), copy('f'));
  await makeExt4(join(folder, 'raw.img'), inside);
  makeE01(join(folder, 'raw.img'), join(folder, 'exhibit'));
  await copyFile(join(folder, 'exhibit.E01'), join(server, 'd.E01'));
  await writeFile(join(server, 'e.zip'), await zipOf({ 'exhibit.E01': await readFile(join(folder, 'exhibit.E01')) }, false));
  return server;
}

/** What a case has of a server. */
async function stateOf({ catalogue }: Library) {
  const page = { after: '', most: 1000 };
  const copies = await catalogue.filmCopies(page);
  return {
    files: await catalogue.serverFiles('ftp', 'all', page),
    images: await catalogue.serverImages('ftp'),
    problems: await catalogue.serverProblems('ftp'),
    films: copies.map(({ scanId, ...copy }) => ({ ...copy, isScanned: scanId !== undefined })),
  };
}

describe.skipIf(!PROGRAMS.every(hasProgram))('a signal that stops the reading of archives and images', () => {
  test('leaves no temporary file and nothing half read, whenever it comes, and what was done is kept', { timeout: 300_000 }, async () => {
    const folder = await temporaryFolder();
    const server = await packedServer(folder);
    const spool = await temporaryFolder();
    vi.stubEnv('TMPDIR', spool);
    onTestFinished(() => void vi.unstubAllEnvs());
    const leftBehind = () => readdir(spool);
    const open = async (name: string) => {
      const library = await openLibrary(join(folder, name));
      onTestFinished(() => library.close());
      await library.enroll((await filmTree()).film, { title: 'Film' });
      return library;
    };
    const whole = await open('whole');
    const started = performance.now();
    await addServer(whole, server, FACTS);
    const wholeMs = performance.now() - started;
    const expected = await stateOf(whole);
    expect(expected.problems).toEqual([]);
    expect(expected.films.map(({ path, isScanned }) => [path, isScanned])).toHaveLength(7);

    const library = await open('stopped');
    const known = new Map(expected.files.map((file) => [file.path, file]));
    const done = new Map<string, string>();
    const stoppedIn = new Set<string>();
    let isDone = false;
    for (let stops = 0; !isDone; stops++) {
      const stop = new AbortController();
      const reason = new Error(`stop ${stops}`);
      let step: ServerProgress['step'] | 'start' = 'start';
      const late = wait((stops * wholeMs) / 40, undefined, { ref: false }).then(() => stop.abort(reason));
      try {
        await addServer(library, server, FACTS, { signal: stop.signal, onProgress: (each) => (step = each.step) });
        isDone = true;
      } catch (error) {
        expect(error).toBe(reason);
        stoppedIn.add(step);
      }
      await late;
      expect(await leftBehind()).toEqual([]);
      const { files, images, problems } = await stateOf(library);
      expect(problems).toEqual([]);
      for (const file of files.filter(({ digest }) => digest !== undefined)) expect(file).toEqual(known.get(file.path));
      for (const image of images) expect(expected.images).toContainEqual(image);
      // What was known before the stop is known after it.
      const digests = new Map(files.map(({ path, digest }) => [path, digest]));
      for (const [path, digest] of done) expect(digests.get(path)).toBe(digest);
      for (const { path, digest } of files) if (digest !== undefined) done.set(path, digest);
    }
    expect([...stoppedIn]).toEqual(expect.arrayContaining(['unpack']));
    expect(await stateOf(library)).toEqual(expected);
  });
});

test.skipIf(!hasProgram('genisoimage'))('a signal stops the reading of a long film in the image of a disc between two chunks', async () => {
  const folder = await temporaryFolder();
  const film = await readFile((await filmTree()).copy);
  await mkdir(join(folder, 'inside'));
  await writeFile(join(folder, 'inside', 'film.mkv'), Buffer.concat([film, Buffer.alloc(8_000_000)]));
  const image = join(folder, 'disc.iso');
  runProgram('genisoimage', ['-quiet', '-udf', '-J', '-R', '-iso-level', '3', '-V', 'T', '-o', image, join(folder, 'inside')]);
  const spool = new Spool(undefined, folder);
  onTestFinished(() => spool.close());
  const stop = new AbortController();
  const reason = new Error('stopped');
  let chunks = 0;
  const read = async () => {
    const archive: ArchiveFiles = { volumes: [image], format: { format: 'iso', name: 'a disc image' } };
    for await (const input of unpack(archive, { spool, asStreams: true, signal: stop.signal })) {
      if (input.kind !== 'media') throw new Error('it was not read');
      for await (const _ of input.stream!.chunks) if (++chunks === 2) stop.abort(reason);
    }
  };
  await expect(read()).rejects.toBe(reason);
  expect(chunks).toBe(2);
});
