import { expect, test, vi } from 'vitest';
import { Console } from '../../../packages/cli/src/output/console.ts';
import { escapeText } from '../../../packages/cli/src/output/escape.ts';
import { formatTime } from '../../../packages/cli/src/output/format-time.ts';
import { Pace } from '../../../packages/cli/src/output/pace.ts';
import { formatLeft, formatSpeed, showProgress } from '../../../packages/cli/src/output/progress.ts';
import { capture } from '../tools/streetdate.ts';

test('what a terminal would act on is written as an escape', () => {
  expect(escapeText('a\nb\rc\td\u001b[31me\u0007')).toBe('a\\nb\\u000dc\\u0009d\\u001b[31me\\u0007');
  // Right-to-left override: "gpj.exe" would read as "exe.jpg".
  expect(escapeText('\u202egpj.exe')).toBe('\\u202egpj.exe');
  expect(escapeText('naïve “Ünïcödé” 映画 🎬 - ok')).toBe('naïve “Ünïcödé” 映画 🎬 - ok');
});

test('times are written to a tenth of a second', () => {
  expect([0, 59.96, 61.25, 3600, 7322.04].map(formatTime)).toEqual(['0:00.0', '1:00.0', '1:01.3', '1:00:00.0', '2:02:02.0']);
});

test('the pace of a batch takes unopened files to be as long as the mean of the opened ones', () => {
  const pace = new Pace(4, 0);
  expect(pace.read(100)).toEqual({ speed: undefined, share: 0, left: undefined });
  pace.reached('a', 30, 60);
  // 30 of about 240 seconds of film in 2 seconds: 15 × real time, 14 seconds to go.
  expect(pace.read(2000)).toEqual({ speed: 15, share: 0.125, left: 14 });
  pace.reached('a', 60, 60);
  pace.finish('a');
  pace.reached('b', 60, 120);
  expect(pace.read(4000)).toEqual({ speed: 30, share: 120 / 360, left: 8 });
  for (const path of ['b', 'c', 'd']) pace.finish(path);
  expect(pace.read(5000)).toMatchObject({ share: 1 });
});

test('a file that failed counts as read', () => {
  const pace = new Pace(2, 0);
  pace.finish('broken');
  pace.reached('good', 5, 10);
  const { share } = pace.read(1000);
  expect(share).toBe(0.5);
});

test('speed and time left are short', () => {
  expect([0.42, 9.96, 123.4].map(formatSpeed)).toEqual(['0.4×', '10.0×', '123×']);
  expect([0.2, 59, 61, 3599, 3660].map(formatLeft)).toEqual(['1 s', '59 s', '2 min', '1 h 0 min', '1 h 1 min']);
});

function progressOn({ isTerminal, quiet = false }: { isTerminal: boolean; quiet?: boolean }) {
  const [stdout, stderr] = [capture(isTerminal), capture(isTerminal)];
  const io = { stdout, stderr, signal: new AbortController().signal, now: () => new Date() };
  const console = new Console(io, { quiet });
  const display = showProgress(io, console, 2);
  display.reached('uploads/a.mkv', 10, 20);
  console.result({}, 'a result');
  display.reached('uploads/b.mkv', 20, 20);
  display.finish('uploads/a.mkv');
  display.stop();
  return { stdout: stdout.text, stderr: stderr.text };
}

test('a message that names its file, or the archive that it is in, is not given the name again', () => {
  const [stdout, stderr] = [capture(false), capture(false)];
  const console = new Console({ stdout, stderr, signal: new AbortController().signal, now: () => new Date() });
  console.warn('a/b.mkv', 'a/b.mkv is empty');
  console.warn('a/c.rar//d.mkv', 'a/c.rar: d.mkv is damaged');
  console.warn('a/c.rar//d.mkv', 'it is short');
  expect(stderr.text).toBe(
    'streetdate: a/b.mkv is empty\nstreetdate: a/c.rar: d.mkv is damaged\nstreetdate: a/c.rar//d.mkv: it is short\n',
  );
});

test('on a terminal there is a bar, which leaves its line to the results and is gone at the end', () => {
  const { stdout, stderr } = progressOn({ isTerminal: true });
  expect(stdout).toBe('a result\n');
  expect(stderr).toContain('░');
  expect(stderr).toContain('1/2 files');
  expect(stderr).toContain('\r\u001b[K');
  // The line that the bar clears at its end is its own, not that of a result: the cursor is saved after the last of them.
  expect(stderr.lastIndexOf('\u001b7')).toBeGreaterThan(stderr.lastIndexOf('\r\u001b[K'));
  // Cursor shown again.
  expect(stderr).toContain('\u001b[?25h');
});

test('in a pipe nothing moves, and short work says nothing', () => {
  expect(progressOn({ isTerminal: false })).toEqual({ stdout: 'a result\n', stderr: '' });
});

test('with --quiet there is no bar either', () => {
  expect(progressOn({ isTerminal: true, quiet: true })).toEqual({ stdout: 'a result\n', stderr: '' });
});

test('long work in a pipe says now and then where it is, in plain lines', ({ onTestFinished }) => {
  vi.useFakeTimers({ toFake: ['performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const [stdout, stderr] = [capture(false), capture(false)];
  const io = { stdout, stderr, signal: new AbortController().signal, now: () => new Date() };
  const display = showProgress(io, new Console(io), 2);
  for (let second = 0; second < 40; second++) {
    vi.advanceTimersByTime(1000);
    display.reached('up\nloads/a.mkv', second * 10, 1000);
  }
  expect(stderr.text.split('\n')).toEqual([
    'streetdate: 7%, 0/2 files, 9.3× real time, 4 min left, reading up\\nloads/a.mkv',
    'streetdate: 14%, 0/2 files, 9.7× real time, 3 min left, reading up\\nloads/a.mkv',
    '',
  ]);
});
