import { readZip } from '@streetdate/evidence';
import { expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { writeZip } from '../../packages/evidence/src/bag/write-zip.ts';

/** A ZIP with these members, in this order. Names are written as they are given, however bad. */
async function zipOf(members: readonly (readonly [name: string, bytes: Uint8Array])[], compress = false): Promise<Uint8Array> {
  const zip = new ZipFile();
  // yazl refuses bad names; names of the same length are put in their place afterwards.
  const names = members.map(([name], at) => `${at}`.padEnd(Buffer.byteLength(name), 'x'));
  for (const [at, [, bytes]] of members.entries()) zip.addBuffer(Buffer.from(bytes), names[at]!, { compress });
  zip.end();
  const chunks: Uint8Array[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Uint8Array);
  let text = Buffer.concat(chunks).toString('latin1');
  for (const [at, [name]] of members.entries()) text = text.replaceAll(names[at]!, Buffer.from(name).toString('latin1'));
  return Buffer.from(text, 'latin1');
}

const some = Uint8Array.of(1, 2, 3);

test('members are read, packed or not', async () => {
  for (const compress of [true, false]) {
    const members = await readZip(
      await zipOf(
        [
          ['one.txt', some],
          ['folder/two.txt', new Uint8Array(5000)],
        ],
        compress,
      ),
    );
    expect([...members.keys()]).toEqual(['one.txt', 'folder/two.txt']);
    expect([...members.get('one.txt')!]).toEqual([1, 2, 3]);
  }
});

test.each([
  ['../../out.txt', /its member "..\/..\/out.txt" leads out of the bundle/],
  ['/etc/passwd', /its member "\/etc\/passwd" leads out/],
  ['C:/windows.txt', /its member "C:\/windows.txt" leads out/],
  ['a/../../b.txt', /its member "a\/..\/..\/b.txt" leads out/],
  ['a\\..\\..\\b.txt', /leads out/],
  ['~root/x.txt', /leads out/],
])('the climbing path %s is refused and named', async (name, reason) => {
  await expect(
    readZip(
      await zipOf([
        ['good.txt', some],
        [name, some],
      ]),
    ),
  ).rejects.toMatchObject({ code: 'bad-evidence', message: expect.stringMatching(reason) });
});

test('a doubled member is refused, also where only the case differs', async () => {
  await expect(
    readZip(
      await zipOf([
        ['case.json', some],
        ['case.json', some],
      ]),
    ),
  ).rejects.toThrow('its member "case.json" is there twice');
  await expect(
    readZip(
      await zipOf([
        ['case.json', some],
        ['CASE.json', some],
      ]),
    ),
  ).rejects.toThrow('its member "CASE.json" is there twice');
});

test('names that differ only in how letters are composed, or that have marks nobody sees, are refused', async () => {
  const composed = [
    ['caf\u00e9.json', some],
    ['cafe\u0301.json', some],
  ] as const;
  await expect(readZip(await zipOf(composed))).rejects.toThrow(/is there twice, but for case or how its letters are composed/);
  for (const mark of ['\u202e', '\u200f', '\u2066', '\u200d', '\u0007']) {
    const number = mark.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
    await expect(readZip(await zipOf([[`case${mark}nosj.json`, some]]))).rejects.toThrow(
      `its member "case[U+${number}]nosj.json" has a mark that nobody sees`,
    );
  }
});

test('a bomb is refused before it is unpacked', async () => {
  const bomb = await zipOf(
    [
      ['small.txt', some],
      ['zeros.bin', new Uint8Array(50e6)],
    ],
    true,
  );
  expect(bomb.length).toBeLessThan(100_000);
  await expect(readZip(bomb)).rejects.toThrow(/its member "zeros.bin" is a bomb: \d+ bytes unpack to 50000000/);
});

test('a member that unpacks to more than its header says is refused', async () => {
  const zip = Buffer.from(await zipOf([['zeros.bin', new Uint8Array(50e6)]], true));
  // The uncompressed size in the central directory, 24 bytes in.
  zip.writeUInt32LE(1000, zip.indexOf('PK\x01\x02', 0, 'latin1') + 24);
  await expect(readZip(zip)).rejects.toMatchObject({ code: 'bad-evidence' });
});

test('huge and countless members are refused by the limits', async () => {
  const zip = await zipOf([
    ['a.bin', new Uint8Array(600)],
    ['b.bin', new Uint8Array(600)],
  ]);
  await expect(readZip(zip, { maxBytes: 1000 })).rejects.toThrow(
    'its member "b.bin" is too large: with it, the members have more than 1000 bytes',
  );
  await expect(readZip(zip, { maxMembers: 1 })).rejects.toThrow('it has 2 members, more than 1');
});

test('what is no ZIP, cut off or flipped is refused', async () => {
  const zip = await zipOf([['a.bin', new Uint8Array(600)]]);
  await expect(readZip(new Uint8Array())).rejects.toMatchObject({ code: 'bad-evidence' });
  await expect(readZip(zip.subarray(0, 300))).rejects.toMatchObject({ code: 'bad-evidence' });
  const flipped = Uint8Array.from(zip);
  flipped[100]! ^= 1;
  await expect(readZip(flipped)).rejects.toThrow('its member "a.bin" is damaged: its CRC differs');
});

test('a written ZIP has the bytes that another writer gives with the same settings', async () => {
  const files = new Map([
    ['case/b.txt', some],
    ['case/a/ü.bin', new Uint8Array(70_000).fill(7)],
    ['case/empty', new Uint8Array()],
  ]);
  const zip = new ZipFile();
  const options = { mtime: new Date(2000, 0, 1, 12), mode: 0o100644, compress: false, forceDosTimestamp: true };
  for (const path of [...files.keys()].sort()) zip.addBuffer(Buffer.from(files.get(path)!), path, options);
  zip.end();
  const chunks: Uint8Array[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Uint8Array);
  const written = writeZip(files);
  expect(Buffer.from(written).equals(Buffer.concat(chunks))).toBe(true);
  expect(new Map([...(await readZip(written))].sort())).toEqual(new Map([...files].sort()));
});
