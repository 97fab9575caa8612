import { expect } from 'vitest';
import type { MixedTree } from '../../tools/mixed-tree.ts';
import { type Run, records, summaryOf } from './streetdate.ts';

/** Checks that a scan of a tree, as JSON, says of every file what became of it, and that no readable leak is missed. */
export function expectAllAccounted({ files, planted }: MixedTree, run: Run): void {
  const lines = records(run).map((line) => ({
    path: String(line.path),
    kind: line.type === 'scan' ? (line.verdict as { kind: string }).kind : String(line.type),
  }));
  const byFile = new Map<string, string[]>(files.map((file) => [file, []]));
  for (const { path, kind } of lines) {
    const file = files.find((each) => path === each || path.startsWith(`${each}//`));
    expect(file, `${path} is none of the files`).toBeDefined();
    byFile.get(file!)!.push(kind);
  }
  const isFound = (kind: string) => kind === 'pre-release-leak' || kind === 'needs-review';
  const missed: string[] = [];
  const unnamed: string[] = [];
  for (const [file, kinds] of byFile) {
    const { layers, contents, isReadable } = planted.get(file)!;
    const leaks = contents.filter((content) => content === 'leak').length;
    const found = kinds.filter((kind) => kind === 'pre-release-leak').length;
    const what = `${file}: ${layers.join(' in ')} with ${contents.join(', ')} gave ${kinds.join(', ') || 'nothing'}`;
    if (isReadable && found < leaks) missed.push(what);
    if (kinds.length === 0 || (!isReadable && leaks > found && !kinds.includes('error'))) unnamed.push(what);
    if (isReadable && contents.includes('still') && !kinds.some(isFound)) missed.push(what);
  }
  expect(missed, 'leaks that were missed').toEqual([]);
  expect(unnamed, 'files of which nothing is said').toEqual([]);

  const summary = summaryOf(run) as Record<string, number>;
  const count = (...kinds: readonly string[]) => lines.filter(({ kind }) => kinds.includes(kind)).length;
  expect(summary).toMatchObject({
    files: lines.length,
    leaks: count('pre-release-leak'),
    review: count('needs-review'),
    noMatch: count('no-match'),
    failed: count('error'),
    notMedia: count('not-media'),
    skipped: 0,
  });
  expect(summary.files).toBe(summary.judged! + summary.failed! + summary.notMedia! + summary.skipped!);
  expect(run.status).toBe(3);
}
