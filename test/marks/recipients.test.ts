// @module-tag process
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { issueCopies, MarkKey, type MarkSet } from '@streetdate/marks';
import { nameKey } from '@streetdate/marks/internal';
import { expect, test } from 'vitest';
import { streetdate } from '../cli/tools/streetdate.ts';
import { clipFolder } from '../tools/clips.ts';
import { seeded } from '../tools/synthetic-film.ts';

const at = clipFolder();

/** Marks a film that is not there: the list is read first. */
async function markWith(list: string | Buffer) {
  await writeFile(at('list.csv'), list);
  return streetdate(['mark', at('none.mkv'), '--recipients', at('list.csv'), '--out', at('marks'), '--key', at('marks.key')]);
}

test.each([
  [
    'UTF-16, low byte first',
    Buffer.from('\ufeffrecipient\nÅsa\n', 'utf16le'),
    'list.csv: it is in utf-16le, and utf-8 was expected; save it as UTF-8',
  ],
  [
    'UTF-16, high byte first',
    Buffer.from('\ufeffrecipient\nÅsa\n', 'utf16le').swap16(),
    'list.csv: it is in utf-16be, and utf-8 was expected; save it as UTF-8',
  ],
  ['Latin-1', Buffer.from('recipient\nÅsa\n', 'latin1'), 'list.csv: it is not in the encoding utf-8; save it as UTF-8'],
])('a list of recipients in %s is named with what to do', async (_, list, words) => {
  const run = await markWith(list);
  expect(run).toMatchObject({ status: 3 });
  expect(run.stderr).toContain(words);
  expect(run.stderr).not.toContain('mapping');
});

test.each([
  ['normal form', 'Åsa', 'A\u030asa'],
  ['case', 'Straße 1', 'STRASSE 1'],
  ['marks of direction', 'Kino', '\u200fKino\u200e'],
  ['characters that show nothing', 'Ki\u200bno', 'Ki\u2060no'],
  ['spaces', 'Kino  Oslo', 'Kino\u00a0Oslo'],
])('recipients whose names differ only in %s are refused with their lines', async (_, one, other) => {
  const run = await markWith(`recipient\n${one}\nSomebody\n${one}\n${other}\n`);
  expect(run).toMatchObject({ status: 3 });
  expect(run.stderr).toContain('list.csv: lines 4 and 5 name recipients that look alike');
  await expect(stat(at('marks'))).rejects.toThrow('ENOENT');
});

test('a recipient whose name shows nothing is none, and one that looks like that of an issued copy is refused', async () => {
  expect((await markWith('recipient\n\u200b\u200e\n')).stderr).toContain('line 2 names no recipient');
  await mkdir(at('issued'));
  await writeFile(
    at('issued/issued.json'),
    JSON.stringify({ type: 'issued-copies', version: 1, copies: [{ serial: 'ab', recipient: 'Kino' }] }),
  );
  const key = new MarkKey(new Uint8Array(32));
  const set = { set: 'ab', segments: 40, colluders: 1 } as MarkSet;
  const refused = issueCopies('none.mkv', at('issued'), key, set, ['KINO']);
  await expect(refused).rejects.toMatchObject({
    code: 'bad-evidence',
    message: expect.stringContaining('"Kino" has a copy, and "KINO" looks alike'),
  });
  await expect(issueCopies('none.mkv', at('issued'), key, set, ['A', 'a'])).rejects.toThrow(RangeError);
});

test('whatever case, form and invisible characters a random name gets, it has one key, and numbers keep names apart', () => {
  const random = seeded(44);
  const letters = ['a', 'É', 'ß', 'ﬁ', 'İ', 'ж', '書', '😀', ' ', '7', '-', 'ǆ', 'Σ'];
  const invisible = ['\u200b', '\u200e', '\u202e', '\u2060', '\ufeff', '\u00ad'];
  for (let round = 0; round < 2000; round++) {
    const name = `x${Array.from({ length: 1 + Math.floor(8 * random()) }, () => letters[Math.floor(letters.length * random())]).join('')}y`;
    const key = nameKey(name);
    const place = Math.floor(name.length * random());
    const hidden = [...name].flatMap((letter, at) =>
      at === place ? [invisible[Math.floor(invisible.length * random())]!, letter] : [letter],
    );
    for (const form of [name.normalize('NFD'), name.normalize('NFC'), name.toUpperCase(), hidden.join(''), ` ${name}\t`]) {
      expect([name, nameKey(form)]).toEqual([name, key]);
    }
    expect(nameKey(`${name}1`)).not.toBe(nameKey(`${name}2`));
  }
});
