// @module-tag slow
import { join } from 'node:path';
import { scanRecord } from 'streetdate';
import { expect, test } from 'vitest';
import { FOOTAGE, runFfmpeg } from '../../tools/footage.ts';
import { records, streetdate, temporaryFolder } from '../tools/streetdate.ts';

/** Enrolls Sintel, scans a copy of it, and gives the segment that was found and what `show` and the report say of it. */
async function found(name: string, ffmpeg: (copy: string) => readonly string[]) {
  const folder = await temporaryFolder();
  const [copy, home] = [join(folder, `${name}.mp4`), join(folder, 'library')];
  await runFfmpeg(ffmpeg(copy));
  await streetdate(['enroll', FOOTAGE.sintel, '--home', home, '--title', 'Sintel']);
  const scanned = await streetdate(['scan', copy, '--home', home, '--json']);
  const scan = scanRecord.parse(records(scanned).find(({ type }) => type === 'scan'));
  const shown = await streetdate(['show', copy, '--home', home]);
  return { segment: scan.matches[0]!.segments[0]!, shown: shown.stdout };
}

const ENCODED = ['-an', '-c:v', 'libx264', '-crf', '22', '-pix_fmt', 'yuv420p'] as const;

test('of a film inside another picture the match says where its corners lie', async () => {
  // 240 × 136 at 380, 40 of 640 × 360, over a film that is not enrolled.
  const { segment, shown } = await found('inside', (copy) => [
    ...['-i', FOOTAGE.ocean, '-i', FOOTAGE.sintel],
    ...['-filter_complex', '[0]scale=640:360[host];[1]scale=240:136[film];[host][film]overlay=380:40:shortest=1'],
    ...[...ENCODED, copy],
  ]);
  expect(segment.queryView).toMatch(/^inset-/);
  const truth = [
    [380, 40],
    [620, 40],
    [620, 176],
    [380, 176],
  ] as const;
  for (const [corner, [x, y]] of truth.entries()) {
    expect(Math.abs(segment.inset![corner]!.x - x / 640), `x of corner ${corner}`).toBeLessThan(0.01);
    expect(Math.abs(segment.inset![corner]!.y - y / 360), `y of corner ${corner}`).toBeLessThan(0.01);
  }
  expect(shown).toMatch(/inset, at (59|60) to 97 % of its width and 11 to (49|50) % of its height/);
});

test('of a film between bars the match says where the picture lies, and nothing of an inset', async () => {
  const { segment, shown } = await found('bars', (copy) => [
    ...['-i', FOOTAGE.sintel, '-vf', 'hflip,scale=640:272,pad=640:360:0:44'],
    ...[...ENCODED, copy],
  ]);
  expect(segment).toMatchObject({ queryView: 'active', mirrored: true });
  expect(segment.inset).toBeUndefined();
  const { left, top, right, bottom } = segment.activeArea!;
  expect([left, right]).toEqual([0, 1]);
  expect(Math.abs(top - 44 / 360)).toBeLessThan(0.01);
  expect(Math.abs(bottom - 316 / 360)).toBeLessThan(0.01);
  expect(shown).toContain('within bars, at 0 to 100 % of its width and 12 to 88 % of its height, mirrored');
});
