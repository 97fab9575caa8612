import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LOG_FORMS, readLog } from '@streetdate/evidence';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../cli/tools/streetdate.ts';

const read = (form: string, text: string, zone = '+00:00') => LOG_FORMS.find(({ name }) => name === form)!.read(text, zone);

test('xferlog: transfers with account, address and size, in the zone that is given', () => {
  const line = 'Thu Mar  4 08:12:30 2021 12 ::ffff:192.0.2.7 734003200 /site/Film A/a_b.avi b _ i r smurf ftp 1 * c';
  expect(read('xferlog', line, '+02:00')).toEqual({
    ...{ at: '2021-03-04T06:12:30.000Z', action: 'upload', path: '/site/Film A/a_b.avi', bytes: 734003200 },
    ...{ account: 'smurf', address: '::ffff:192.0.2.7', isDone: true },
  });
  expect(read('xferlog', line.replace(' i r ', ' o a ').replace(/c$/, 'i'))).toMatchObject({ action: 'download', isDone: false });
  for (const bad of [
    '',
    'x',
    line.slice(0, -2),
    line.replace('Mar  4', 'Feb 30'),
    line.replace('08:12', '25:12'),
    line.replace('Mar', 'Mrz'),
  ]) {
    expect(read('xferlog', bad), bad).toBeUndefined();
  }
});

test('glftpd: folders that are made and released; a release names its group before the account', () => {
  const at = 'Thu Mar  4 08:12:30 2021';
  expect(read('glftpd', `${at} NEWDIR: "/site/x/Film.A" "smurf" "GRP" "tag line"`)).toEqual({
    ...{ at: '2021-03-04T08:12:30.000Z', action: 'make-folder', path: '/site/x/Film.A', account: 'smurf', isDone: true },
  });
  expect(read('glftpd', `${at} PRE: "/site/x/Film.A" "GRP" "gargamel" "DVDR" "4700" "50"`)).toMatchObject({
    action: 'upload',
    account: 'gargamel',
  });
  expect(read('glftpd', `${at} LOGIN: "smurf@192.0.2.7" "x"`)).toBeNull();
  expect(read('glftpd', 'nonsense')).toBeUndefined();
});

test('access logs: common and combined lines have their own zone, and paths without queries', () => {
  const line = '192.0.2.7 - smurf [04/Mar/2021:08:12:30 +0100] "PUT /up/Film%20A.mkv?x=1 HTTP/1.1" 201 512 "-" "curl \\"x\\""';
  expect(read('access', line, '+09:00')).toEqual({
    ...{ at: '2021-03-04T07:12:30.000Z', action: 'upload', path: '/up/Film A.mkv', bytes: 512, account: 'smurf' },
    ...{ address: '192.0.2.7', isDone: true },
  });
  expect(read('access', line.replace('PUT', 'GET').replace('201', '404').replace('smurf', '-'))).toMatchObject({
    action: 'download',
    isDone: false,
  });
  expect(read('access', line.replace('smurf', '-'))).not.toHaveProperty('account');
  expect(read('access', line.replace('%20', '%ff'))).toMatchObject({ path: '/up/Film%ffA.mkv' });
  expect(read('access', '192.0.2.7 - - [04/Mar/2021:08:12:30 +0100] "\\x16\\x03" 400 0')).toBeNull();
  expect(read('access', 'x'.repeat(100_000))).toBeUndefined();
});

test('a log is read line by line, and ends with what the file is; a line that is none is named', async () => {
  const path = join(await temporaryFolder(), 'log');
  await writeFile(path, '192.0.2.7 - - [04/Mar/2021:08:12:30 +0100] "GET /a HTTP/1.1" 200 1\r\n\n\0\0\nnonsense\n');
  const lines = readLog(path, 'access');
  const yielded = [];
  let end = await lines.next();
  for (; !end.done; end = await lines.next()) yielded.push(end.value);
  expect(yielded).toMatchObject([
    { line: 1, path: '/a' },
    { line: 3, reason: 'it is no text in UTF-8' },
    { line: 4, reason: 'it is no line of the form access' },
  ]);
  expect(end.value).toMatchObject({ lines: 4, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
  await expect(readLog(join(path, 'none'), 'access').next()).rejects.toThrow(/none/);
  await expect(readLog(path, 'syslog' as never).next()).rejects.toThrow('form must be one of xferlog, glftpd, access, got syslog');
  await expect(readLog(path, 'xferlog', 'CET').next()).rejects.toThrow('zone must be an offset from UTC such as +01:00, got CET');
});
