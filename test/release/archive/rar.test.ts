// @module-tag slow
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type ArchiveEntry, openArchive, volumeSets } from '@streetdate/release';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildHeaders, buildRar, type RarFile } from '../../tools/release/rar-builder.ts';
import { packRar5 } from '../../tools/release/rar5-packer.ts';

const run = promisify(execFile);
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'streetdate-rar-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const noise = (length: number) => Uint8Array.from({ length }, (_, at) => (Math.imul(at + 1, 2654435761) >>> 13) & 255);
const FILES: readonly RarFile[] = [
  { name: 'film.mkv', bytes: noise(100_000) },
  { name: 'Subs/film.srt', bytes: noise(700) },
];

let made = 0;
/** Writes volumes into a folder of their own, by their names; undefined leaves one out. */
async function put(
  volumes: readonly (Uint8Array | undefined)[],
  nameOf: (number: number) => string,
): Promise<{ path: string; names: string[] }> {
  const path = await mkdtemp(join(folder, `${made++}-`));
  const names: string[] = [];
  for (const [number, bytes] of volumes.entries()) {
    if (bytes === undefined) continue;
    names.push(nameOf(number));
    await writeFile(join(path, nameOf(number)), bytes);
  }
  return { path, names };
}

const OLD = (number: number) => (number === 0 ? 'x.rar' : `x.r${String(number - 1).padStart(2, '0')}`);
const NEW = (number: number) => `x.part${String(number + 1).padStart(2, '0')}.rar`;

async function open({ path, names }: { path: string; names: string[] }) {
  const [set] = volumeSets(names);
  return openArchive(path, set!);
}

async function bytesOf(entry: ArchiveEntry): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of entry.open()) chunks.push(chunk);
  return new Uint8Array(Buffer.concat(chunks));
}

describe.each([4, 5] as const)('RAR %i', (format) => {
  describe.each([
    ['old names', OLD],
    ['new names', NEW],
  ] as const)('with %s', (_, nameOf) => {
    test('files are read over volumes, as they were', async () => {
      const { entries, damage } = await open(await put(buildRar(format, FILES, 30_000), nameOf));
      expect(damage).toBeUndefined();
      expect(entries.map(({ name, fileBytes, stored }) => ({ name, fileBytes, stored }))).toEqual(
        FILES.map(({ name, bytes }) => ({ name, fileBytes: bytes.length, stored: true })),
      );
      for (const [at, entry] of entries.entries()) expect(await bytesOf(entry)).toEqual(FILES[at]!.bytes);
    });

    test('without a volume in the middle the part before it is read, and said to be a part', async () => {
      const volumes = buildRar(format, FILES, 30_000).map((bytes, number) => (number === 2 ? undefined : bytes));
      const { entries, damage } = await open(await put(volumes, nameOf));
      expect(damage?.reason).toBe('volume 3 is missing');
      expect(entries.map(({ name, damage }) => [name, damage?.reason])).toEqual([
        ['film.mkv', 'volume 3 is missing'],
        ['Subs/film.srt', undefined],
      ]);
      expect(await bytesOf(entries[0]!)).toEqual(FILES[0]!.bytes.subarray(0, 60_000));
      expect(await bytesOf(entries[1]!)).toEqual(FILES[1]!.bytes);
    });
  });

  test('without its last volume it says so', async () => {
    const { entries, damage } = await open(await put(buildRar(format, FILES, 30_000).slice(0, 2), OLD));
    expect(damage?.reason).toBe('the volume after x.r00 is missing');
    expect(entries).toHaveLength(1);
  });

  test('a volume that is cut within a file is told when the archive is opened, and read up to there', async () => {
    const volumes = buildRar(format, FILES, 30_000);
    volumes[1] = volumes[1]!.subarray(0, 20_000);
    const { entries, damage } = await open(await put(volumes, NEW));
    expect(damage?.reason).toBe('x.part02.rar is cut off');
    expect(entries.map(({ name, damage }) => [name, damage?.reason])).toEqual([
      ['film.mkv', 'x.part02.rar is cut off'],
      ['Subs/film.srt', undefined],
    ]);
    const read = await bytesOf(entries[0]!);
    expect(read.length).toBeGreaterThan(49_000);
    expect(read).toEqual(FILES[0]!.bytes.subarray(0, read.length));
    expect(await bytesOf(entries[1]!)).toEqual(FILES[1]!.bytes);
  });

  test('the first of many volumes is read, however little of the film it holds', async () => {
    const [first] = buildRar(format, [{ name: 'film.mkv', bytes: new Uint8Array(70 * 1024 * 1024) }], 500_000);
    const { entries } = await open(await put([first], NEW));
    expect(entries[0]).toMatchObject({ refusal: undefined, damage: { reason: 'the volume after x.part01.rar is missing' } });
    expect((await bytesOf(entries[0]!)).length).toBe(500_000);
  });

  test('a changed byte in a file is told by its checksum', async () => {
    const [volume] = buildRar(format, FILES);
    volume![5000]! ^= 1;
    const { entries } = await open(await put([volume], OLD));
    await expect(bytesOf(entries[0]!)).rejects.toMatchObject({
      code: 'archive-damaged',
      message: expect.stringMatching(/x\.rar: film\.mkv is damaged: .*checksum/),
    });
  });

  test('an encrypted file is refused, as its header tells', async () => {
    const { entries } = await open(await put(buildRar(format, [{ ...FILES[0]!, encrypted: true }, FILES[1]!]), OLD));
    const [refusal, none] = entries.map((entry) => entry.refusal);
    expect(refusal).toMatchObject({
      code: 'archive-encrypted',
      message: expect.stringMatching(/x\.rar: film\.mkv is encrypted, and no password is tried$/),
    });
    expect(none).toBeUndefined();
    await expect(bytesOf(entries[0]!)).rejects.toBe(refusal);
    expect(await bytesOf(entries[1]!)).toEqual(FILES[1]!.bytes);
  });

  test('a name that climbs out is shown as it is, and nothing is written', async () => {
    const { entries } = await open(await put(buildRar(format, [{ name: '../../etc/passwd', bytes: noise(4) }]), OLD));
    expect(entries[0]!.name).toBe('../../etc/passwd');
  });

  test('a link is no file', async () => {
    const { entries } = await open(await put(buildRar(format, [{ name: 'link.mkv', bytes: noise(11), link: true }, FILES[1]!]), OLD));
    expect(entries.map(({ name }) => name)).toEqual(['Subs/film.srt']);
  });

  test('a volume cut at any byte gives an error with a code or a part', async () => {
    const [volume] = buildRar(format, [{ name: 'a.mkv', bytes: noise(40) }]);
    for (let length = 0; length < volume!.length; length++) {
      const place = await put([volume!.subarray(0, length)], OLD);
      try {
        const { entries } = await open(place);
        expect(entries).toHaveLength(1);
        await bytesOf(entries[0]!);
      } catch (error) {
        expect(error, `cut at ${length}`).toMatchObject({ code: 'archive-damaged' });
      }
    }
  });

  test('of headers that name no file no more are read than an archive may have', async () => {
    await expect(open(await put([buildHeaders(format, 25_000)], OLD))).rejects.toMatchObject({
      code: 'archive-damaged',
      message: expect.stringMatching(/^\S+\/x\.rar has more than 20000 headers$/),
    });
  });

  test('whatever its bytes are, it ends in bounded time', async () => {
    const [volume] = buildRar(
      format,
      FILES.map((file) => ({ ...file, bytes: file.bytes.subarray(0, 50) })),
    );
    const changes = fc.array(fc.tuple(fc.nat(volume!.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(changes, async (list) => {
        const bytes = volume!.slice();
        for (const [at, byte] of list) bytes[at] = byte;
        try {
          const { entries } = await open(await put([bytes], OLD));
          for (const entry of entries) await bytesOf(entry);
        } catch (error) {
          expect(error).toMatchObject({ code: expect.stringMatching(/^archive-/) });
        }
      }),
      { numRuns: 150 },
    );
  });

  test('other programs read what is built here', async (context) => {
    const { path, names } = await put(buildRar(format, FILES, 30_000), NEW);
    const list = await run('lsar', ['-t', join(path, names[0]!)]).catch(() => undefined);
    if (list === undefined) context.skip('lsar is not installed');
    expect(list!.stdout).toContain('film.mkv');
    expect(list!.stdout).toMatch(/2 passed, 0 failed/);
  });
});

describe('compressed RAR 4, from the package unrar-js', () => {
  const sample = join(dirname(createRequire(import.meta.url).resolve('unrar-js/package.json')), 'test', 'test.rar');

  test('is unpacked, its checksum compared', async () => {
    const { entries } = await open(await put([await readFile(sample)], OLD));
    expect(entries.map(({ name, stored }) => [name, stored])).toEqual([
      ['testContent/hello.txt', false],
      ['testContent/pug.jpg', false],
    ]);
    expect((await bytesOf(entries[1]!)).length).toBe(34_830);
  });

  test('also in volumes', async () => {
    const whole = await put([await readFile(sample)], OLD);
    const { entries } = await open(whole);
    const bytes = await bytesOf(entries[1]!);
    const packed = (await readFile(sample)).subarray(7 + 13 + 55 + 48 + 51, 7 + 13 + 55 + 48 + 51 + 34_789);
    const volumes = buildRar(4, [{ name: 'pug.jpg', bytes, packed }], 10_000);
    const { entries: split } = await open(await put(volumes, OLD));
    expect(await bytesOf(split[0]!)).toEqual(bytes);
    // Without its second volume it cannot be unpacked at all.
    const gap = volumes.map((volume, number) => (number === 1 ? undefined : volume));
    const { entries: cut } = await open(await put(gap, OLD));
    expect(cut[0]!.damage?.reason).toBe('volume 2 is missing');
    await expect(bytesOf(cut[0]!)).rejects.toMatchObject({
      code: 'archive-damaged',
      message: expect.stringMatching(/pug\.jpg cannot be unpacked/),
    });
  });
});

describe('compressed RAR 5', () => {
  /** Words in an order without order: there is something to match, near and far, and something to spell. */
  const WORDS = ['leak', 'disc', 'copy', 'film', 'edition'];
  const text = Array.from(noise(60_000), (byte) => `${WORDS[byte % 5]}${byte % 7} `).join('');
  const bytes = new TextEncoder().encode(text);
  const file = { name: 'film.mkv', bytes, packed: packRar5(bytes) };

  test('is unpacked, its checksum compared', async () => {
    expect(file.packed.length).toBeLessThan(file.bytes.length / 2);
    const { entries } = await open(await put(buildRar(5, [file]), OLD));
    expect(entries).toMatchObject([{ name: 'film.mkv', stored: false }]);
    expect(await bytesOf(entries[0]!)).toEqual(file.bytes);
    const changed = file.packed.slice();
    changed[changed.length >> 1]! ^= 1;
    const { entries: damaged } = await open(await put(buildRar(5, [{ ...file, packed: changed }]), OLD));
    await expect(bytesOf(damaged[0]!)).rejects.toMatchObject({ code: 'archive-damaged' });
  });

  test('also in volumes, and without one in the middle as far as the one before', async () => {
    const volumes = buildRar(5, [file], Math.ceil(file.packed.length / 3));
    expect(volumes).toHaveLength(3);
    const { entries } = await open(await put(volumes, NEW));
    expect(await bytesOf(entries[0]!)).toEqual(file.bytes);
    const { entries: cut } = await open(await put([volumes[0], undefined, volumes[2]], NEW));
    expect(cut[0]!.damage?.reason).toBe('volume 2 is missing');
    const beginning = await bytesOf(cut[0]!);
    expect(beginning.length).toBeGreaterThan(file.bytes.length / 6);
    expect(beginning).toEqual(file.bytes.subarray(0, beginning.length));
  });

  test('other programs unpack what is built here', async (context) => {
    const { path, names } = await put(buildRar(5, [file]), OLD);
    const list = await run('lsar', ['-t', join(path, names[0]!)]).catch(() => undefined);
    if (list === undefined) context.skip('lsar is not installed');
    expect(list!.stdout).toMatch(/1 passed, 0 failed/);
  });
});

test('volumes are sorted by their numbers, and gaps are told', () => {
  expect(
    volumeSets(
      [
        'b.r01',
        'b.rar',
        'b.nfo',
        'a.part10.rar',
        'a.part09.rar',
        'c.zip',
        'd.s00',
        'E.zip',
        'e.z01',
        'e.z02',
        'f.z00',
        'g.zip.001',
      ].reverse(),
    ).map(({ stem, kind, volumes }) => [stem, kind, volumes.length, volumes.filter(Boolean).length]),
  ).toEqual([
    ['E', 'zip', 3, 3],
    ['a', 'rar', 10, 2],
    ['b', 'rar', 3, 2],
    ['c', 'zip', 1, 1],
    ['d', 'rar', 102, 1],
    // Without a ZIP of its name: volume 802 of RAR.
    ['f', 'rar', 802, 1],
    ['g.zip', 'zip', 1, 1],
  ]);
});

test('what is no archive is said to be none', async () => {
  await expect(open(await put([noise(100)], OLD))).rejects.toMatchObject({
    code: 'archive-damaged',
    message: expect.stringMatching(/^\S+\/x\.rar is no RAR volume$/),
  });
});
