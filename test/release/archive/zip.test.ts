import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type ArchiveEntry, openArchive, volumeSets } from '@streetdate/release';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ZipFile } from 'yazl';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'streetdate-zip-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let made = 0;
async function zipOf(files: readonly (readonly [name: string, bytes: Buffer, compress: boolean])[]): Promise<string> {
  const zip = new ZipFile();
  for (const [name, bytes, compress] of files) zip.addBuffer(bytes, name, { compress });
  zip.end();
  const name = `${made++}.zip`;
  await pipeline(zip.outputStream, createWriteStream(join(folder, name)));
  return name;
}

const open = (name: string) => openArchive(folder, volumeSets([name])[0]!);

async function bytesOf(entry: ArchiveEntry): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of entry.open()) chunks.push(chunk);
  return Buffer.concat(chunks);
}

test('stored and deflated files are read as they were', async () => {
  const film = Buffer.from('a film '.repeat(5000));
  const { entries } = await open(
    await zipOf([
      ['film.mkv', film, false],
      ['Subs/film.srt', film, true],
    ]),
  );
  expect(entries.map(({ name, fileBytes, stored }) => [name, fileBytes, stored])).toEqual([
    ['film.mkv', film.length, true],
    ['Subs/film.srt', film.length, false],
  ]);
  for (const entry of entries) expect(await bytesOf(entry)).toEqual(film);
});

test('a bomb is refused before it is unpacked', async () => {
  const bomb = Buffer.alloc(70 * 1024 * 1024);
  const other = Buffer.from(Uint8Array.from({ length: 2 * 1024 * 1024 }, (_, at) => (at * 7 + (at >> 9)) & 255));
  const { entries } = await open(
    await zipOf([
      ['film.mkv', bomb, true],
      ['other.mkv', other, false],
    ]),
  );
  expect(await bytesOf(entries[1]!)).toEqual(other);
  expect(entries.map(({ refusal }) => refusal?.code)).toEqual(['archive-bomb', undefined]);
  await expect(bytesOf(entries[0]!)).rejects.toMatchObject({
    code: 'archive-bomb',
    message: expect.stringMatching(/film\.mkv would unpack \d+ bytes to 73400320/),
  });
});

test('an archive of many files that are no bombs each is refused as a whole', async () => {
  const name = await zipOf(
    Array.from({ length: 5 }, (_, at): [string, Buffer, boolean] => [`${at}.mkv`, Buffer.alloc(20 * 1024 * 1024), true]),
  );
  await expect(open(name)).rejects.toMatchObject({
    code: 'archive-bomb',
    message: expect.stringMatching(/its files would unpack \d+ bytes to 104857600, more than 100 times as much/),
  });
});

test('a size that is stated too small does not let more through', async () => {
  const name = await zipOf([['film.mkv', Buffer.alloc(1024 * 1024), true]]);
  const bytes = await readFile(join(folder, name));
  const directory = bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  bytes.writeUInt32LE(1000, directory + 24);
  await writeFile(join(folder, name), bytes);
  const { entries } = await open(name);
  await expect(bytesOf(entries[0]!)).rejects.toMatchObject({ code: 'archive-damaged' });
});

test('an encrypted file is refused, and a name that climbs out is only shown', async () => {
  const name = await zipOf([['aa/aa/film.mkv', Buffer.from('x'), true]]);
  const bytes = await readFile(join(folder, name));
  for (let at = bytes.indexOf('aa/aa/film'); at >= 0; at = bytes.indexOf('aa/aa/film')) bytes.write('../../film', at);
  const directory = bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  bytes.writeUInt16LE(bytes.readUInt16LE(directory + 8) | 1, directory + 8);
  await writeFile(join(folder, name), bytes);
  const { entries } = await open(name);
  expect(entries[0]!.name).toBe('../../film.mkv');
  expect(entries[0]!.refusal).toMatchObject({
    code: 'archive-encrypted',
    message: expect.stringMatching(/\.zip: \.\.\/\.\.\/film\.mkv is encrypted, and no password is tried$/),
  });
  await expect(bytesOf(entries[0]!)).rejects.toBe(entries[0]!.refusal);
});

test('a link is no file', async () => {
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from('/etc/passwd'), 'link.mkv', { mode: 0o120777 });
  zip.addBuffer(Buffer.from('film'), 'film.mkv');
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(join(folder, 'links.zip')));
  expect((await open('links.zip')).entries.map(({ name }) => name)).toEqual(['film.mkv']);
});

test('a file that is packed in another way is refused when the archive is opened', async () => {
  const name = await zipOf([['film.mkv', Buffer.from('x'.repeat(100)), true]]);
  const bytes = await readFile(join(folder, name));
  bytes.writeUInt16LE(14, bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 10);
  await writeFile(join(folder, name), bytes);
  const { entries } = await open(name);
  expect(entries[0]!.refusal).toMatchObject({
    code: 'archive-unsupported',
    message: expect.stringContaining('film.mkv is packed by method 14, which is not read'),
  });
});

test('whatever its bytes are, it ends with a code', async () => {
  const name = await zipOf([
    ['film.mkv', Buffer.from('a film '.repeat(20)), true],
    ['b.srt', Buffer.from('text'), false],
  ]);
  const whole = await readFile(join(folder, name));
  const changes = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(changes, fc.nat(whole.length), async (list, cut) => {
      const bytes = Buffer.from(whole.subarray(0, cut % 3 === 0 ? cut : whole.length));
      for (const [at, byte] of list) if (at < bytes.length) bytes[at] = byte;
      await writeFile(join(folder, 'fuzz.zip'), bytes);
      try {
        const { entries } = await open('fuzz.zip');
        for (const entry of entries) await bytesOf(entry);
      } catch (error) {
        expect(error).toMatchObject({ code: expect.stringMatching(/^archive-/) });
      }
    }),
    { numRuns: 150 },
  );
});
