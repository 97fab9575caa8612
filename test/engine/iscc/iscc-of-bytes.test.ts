import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isccCode, isccOfBytes } from '@streetdate/engine';
import { describe, expect, test } from 'vitest';
import { records, streetdate, temporaryFolder } from '../../cli/tools/streetdate.ts';
import { seeded } from '../../tools/synthetic-film.ts';

// Vectors of the standard's reference implementation: iscc/iscc-core, iscc_core/data.json (Apache-2.0).
const NUMBERS = new Uint8Array(Uint32Array.from({ length: 2048 }, (_, at) => at + 1).buffer);
const UNITS = {
  meta: 'AAAYPXW445FTYNJ3',
  content: 'EAARMJLTQCUWAND2',
  data: 'GABVVC5DMJJGYKZ4ZBYVNYABFFYXG',
  instance: 'IADWIK7A7JTUAQ2D6QARX7OBEIK3OOUAM42LOBLCZ4ZOGDLRHMDL6TQ',
};

describe('the published vectors', () => {
  test('of the Data-Code and the Instance-Code', async () => {
    expect(await isccOfBytes([NUMBERS], 256)).toMatchObject({
      dataCode: 'ISCC:GAD2FL7K437RJZK2MMLL4C2672JVQTMGJYYZ3KAINZRWETNWFES3KYA',
      bytes: 8192,
    });
    expect(await isccOfBytes([])).toMatchObject({ instanceCode: 'ISCC:IAA26E2JXH27TING', bytes: 0 });
  });

  test('of the ISCC-CODE, in any order of the units', () => {
    const { meta, content, data, instance } = UNITS;
    const all = 'ISCC:KACYPXW445FTYNJ3CYSXHAFJMA2HUWULUNRFE3BLHRSCXYH2M5AEGQY';
    expect(isccCode([meta, content, data, instance])).toBe(all);
    expect(isccCode([content, meta, instance, data])).toBe(all);
    expect(isccCode([content, data, instance])).toBe('ISCC:KAARMJLTQCUWAND2LKF2GYSSNQVTYZBL4D5GOQCDIM');
    expect(isccCode([data, instance])).toBe('ISCC:KUAFVC5DMJJGYKZ4MQV6B6THIBBUG');
    expect(isccCode(['GAAQQICFKJYKY4KU', instance])).toBe('ISCC:KUAAQICFKJYKY4KUMQV6B6THIBBUG');
  });
});

test('how bytes are cut into parts makes no difference', async () => {
  const random = seeded(5);
  const bytes = Uint8Array.from({ length: 200_000 }, () => Math.floor(random() * 256));
  const whole = await isccOfBytes([bytes], 256);
  for (const size of [1000, 8192, 65_537]) {
    const parts = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.subarray(at * size, (at + 1) * size));
    expect(await isccOfBytes(parts, 256)).toEqual(whole);
  }
});

test('files that share most of their bytes have Data-Codes alike, and Instance-Codes that are not', async () => {
  const random = seeded(6);
  const bytes = Uint8Array.from({ length: 300_000 }, () => Math.floor(random() * 256));
  const changed = Uint8Array.from([...bytes.subarray(0, 5000), 1, 2, 3, ...bytes.subarray(5000)]);
  const other = Uint8Array.from({ length: 300_000 }, () => Math.floor(random() * 256));
  const [one, two, three] = [await isccOfBytes([bytes], 256), await isccOfBytes([changed], 256), await isccOfBytes([other], 256)];
  const apart = (a: string, b: string) => [...a].filter((character, at) => character !== b[at]).length;
  expect(apart(one.dataCode, two.dataCode)).toBeLessThan(10);
  expect(apart(one.dataCode, three.dataCode)).toBeGreaterThan(35);
  expect(apart(one.instanceCode, two.instanceCode)).toBeGreaterThan(35);
});

test('units that do not go together are refused', () => {
  const { meta, content, data, instance } = UNITS;
  for (const units of [[data], [content, data], [data, data, instance], [meta, meta, data, instance], ['hello', instance]]) {
    expect(() => isccCode(units)).toThrow(RangeError);
  }
  expect(() => isccCode([content, 'EIAASAQVM5LVAPIU', data, instance])).toThrow(RangeError);
});

test('the command names files, and says which cannot be read', async () => {
  const folder = await temporaryFolder();
  const path = join(folder, 'numbers.bin');
  await writeFile(path, NUMBERS);
  const run = await streetdate(['iscc', path, join(folder, 'none.bin')]);
  expect(run).toMatchObject({ status: 3, stderr: expect.stringContaining('none.bin') });
  expect(run.stdout).toMatch(/^ISCC:KUA\w+ {2}ISCC:GAA\w{13} {2}ISCC:IAA\w{13} {2}.*numbers\.bin\n$/);
  const [record] = records(await streetdate(['iscc', path, '--json']));
  expect(record).toMatchObject({ type: 'iscc', bytes: 8192, dataCode: expect.stringMatching(/^ISCC:GAA/) });
});
