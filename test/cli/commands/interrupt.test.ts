// @module-tag process
import { copyFile, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Interrupt, run } from 'streetdate';
import { expect, test } from 'vitest';
import { commandLine } from '../../../packages/cli/src/output/command-line.ts';
import { FOOTAGE } from '../../tools/footage.ts';
import { writeCopy, writeReference } from '../tools/prints.ts';
import { capture, records, streetdate, temporaryFolder } from '../tools/streetdate.ts';

async function setUp() {
  const folder = await temporaryFolder();
  const [home, uploads] = [join(folder, 'library'), join(folder, 'uploads')];
  await mkdir(uploads);
  const film = await writeReference(folder, 'film.sdfp', 1);
  await streetdate(['enroll', film, '--home', home, '--title', 'Film', '--street-date', '2026-03-10', '--territory', 'US']);
  for (const seed of [1, 2, 3]) await writeCopy(uploads, `it's ${seed}.sdfp`, seed);
  return { folder, home, uploads, film };
}

/** Runs the command as a shell would, and presses Ctrl-C once it has written what is waited for. */
async function interrupted(argv: readonly string[], when: { readonly stdout?: RegExp; readonly stderr?: RegExp }) {
  const stop = new AbortController();
  const [stdout, stderr] = [capture(false), capture(false)];
  const press = () => {
    if (when.stdout?.test(stdout.text) || when.stderr?.test(stderr.text)) stop.abort(new Interrupt('SIGINT'));
  };
  for (const stream of [stdout, stderr]) {
    const write = stream.write.bind(stream);
    stream.write = ((text: string) => {
      const taken = write(text);
      setImmediate(press);
      return taken;
    }) as typeof stream.write;
  }
  const status = await run(argv, { stdout, stderr, signal: stop.signal, now: () => new Date('2026-02-01T12:00:00Z') });
  return { status, stdout: stdout.text, stderr: stderr.text };
}

const told = (stderr: string) => /^streetdate: stopped: (.*); to go on: (.*)$/m.exec(stderr)?.slice(1) ?? [];

test('a scan that is stopped says how many files are stored, and the line that goes on does the rest', async () => {
  const { home, uploads } = await setUp();
  const argv = ['scan', uploads, '--home', home, '--concurrency', '1', '--json'];
  const stopped = await interrupted(argv, { stdout: /\n/ });
  expect(stopped.status).toBe(130);
  const [done = '', line] = told(stopped.stderr);
  expect(done).toMatch(/^[1-3] of 3 files are stored$/);
  expect(line).toBe(`streetdate ${argv.join(' ')}`);
  expect(records(await streetdate(['judge', '--home', home, '--json'])).length).toBeGreaterThanOrEqual(Number(done[0]));
  const reused = records(await streetdate(argv)).filter((record) => record.reused);
  expect(reused.length).toBeGreaterThanOrEqual(Number(done[0]));
});

test('an enrollment that is stopped says the same', async () => {
  const { folder, home } = await setUp();
  const films = await Promise.all([4, 5, 6].map((seed) => writeReference(folder, `more ${seed}.sdfp`, seed)));
  const argv = ['enroll', ...films, '--title', 'More', '--home', home, '--concurrency', '1'];
  const stopped = await interrupted(argv, { stdout: /more\.1/ });
  expect(stopped.status).toBe(130);
  const [done = '', line = ''] = told(stopped.stderr);
  expect(done).toMatch(/^[1-3] of 3 files are stored$/);
  expect(line).toBe(`streetdate enroll ${films.map((film) => `'${film}'`).join(' ')} --title More --home ${home} --concurrency 1`);
  const references = records(await streetdate(['show', 'more', '--home', home, '--json'])).find(({ type }) => type === 'title');
  expect([references?.referenceIds].flat().length).toBeGreaterThanOrEqual(Number(done[0]));
});

test('a watch says what it has scanned since it began', async () => {
  const { home, uploads } = await setUp();
  const argv = ['watch', uploads, '--home', home, '--settle', '0', '--every', '0.05', '--concurrency', '1'];
  const stopped = await interrupted(argv, { stdout: /(no match|LEAK|REVIEW)[\s\S]*(no match|LEAK|REVIEW)/ });
  expect(stopped.status).toBe(130);
  expect(told(stopped.stderr)[0]).toMatch(/^[23] files were scanned and stored$/);
});

test('a sweep says how many findings are stored', async () => {
  const { home, uploads } = await setUp();
  const stopped = await interrupted(['sweep', uploads, '--home', home], { stdout: /LEAK|REVIEW/ });
  // The sweep may have been over when the key was pressed.
  if (stopped.status === 130) expect(told(stopped.stderr)[0]).toBe('1 finding is stored, and all files are compared again');
  else expect(stopped.stdout).toContain('compared with');
});

test('a report says that no page is written', async () => {
  const { folder, home } = await setUp();
  const upload = join(folder, 'upload.ts');
  await copyFile(FOOTAGE.sintel, upload);
  await streetdate(['enroll', FOOTAGE.sintel, '--home', home, '--title', 'Sintel']);
  await streetdate(['scan', upload, '--home', home]);
  const page = join(folder, 'page.html');
  const stop = new AbortController();
  const [stdout, stderr] = [capture(false), capture(false)];
  const done = run(['report', '--home', home, '-o', page], { stdout, stderr, signal: stop.signal, now: () => new Date() });
  setTimeout(() => stop.abort(new Interrupt('SIGINT')), 150);
  const status = await done;
  if (status === 130) {
    expect(told(stderr.text)[0]).toMatch(
      new RegExp(`^\\d+ of \\d+ pictures were decoded; ${page} is not written, and scans stay as they were$`),
    );
    expect(await readdir(folder)).not.toContain('page.html');
  } else expect(await readdir(folder)).toContain('page.html');
});

test('with --quiet nothing is said', async () => {
  const { home, uploads } = await setUp();
  const stopped = await interrupted(['scan', uploads, '--home', home, '--concurrency', '1', '-q'], { stdout: /\n/ });
  expect(stopped).toMatchObject({ status: 130, stderr: '' });
});

test('a command line is written as a shell takes it', () => {
  expect(commandLine(['streetdate', 'scan', 'a b', "it's", '$x', '--seen-at', '2026-03-01T12:00:00+01:00', ''])).toBe(
    `streetdate scan 'a b' 'it'\\''s' '$x' --seen-at 2026-03-01T12:00:00+01:00 ''`,
  );
});
