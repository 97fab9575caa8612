// @module-tag process
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { measureFlicker } from '../../packages/bench/src/marks/flicker.ts';
import { qualityPlot } from '../../packages/bench/src/marks/quality-plot.ts';
import { clipFolder } from '../tools/clips.ts';
import { runFfmpeg } from '../tools/footage.ts';

const at = clipFolder();

test('flicker counts what comes and goes, and nothing that stands still', async () => {
  const make = (name: string, filter: string) =>
    runFfmpeg(['-f', 'lavfi', '-i', 'testsrc2=s=320x180:r=10:d=1', '-vf', filter, '-c:v', 'ffv1', '-pix_fmt', 'yuv420p', at(name)]);
  await make('master.mkv', 'null');
  await make('brighter.mkv', "lutyuv=y='val+4'");
  await make('flickering.mkv', "geq=lum='lum(X,Y)+4*mod(N,2)':cb='cb(X,Y)':cr='cr(X,Y)'");
  const of = (name: string) => measureFlicker(at(name), at('master.mkv'), join(at('.')));
  const [still, moving] = [await of('brighter.mkv'), await of('flickering.mkv')];
  expect(still).toHaveLength(10);
  expect(Math.max(...still)).toBeLessThan(0.6);
  expect(moving[0]).toBe(0);
  for (const value of moving.slice(1)) expect(value).toBeGreaterThan(3);
});

test('a plot shows the worst frame of each moment for all three copies', () => {
  const quality = (dip: number) => {
    const ssim = Array.from({ length: 1000 }, (_, frame) => (frame === 500 ? dip : 0.99));
    return { psnr: 40, ssim: 0.99, frames: { psnr: ssim, ssim, flicker: ssim } };
  };
  const svg = qualityPlot({ seconds: 40, plain: quality(0.98), grouped: quality(0.97), marked: quality(0.5) });
  expect(svg.match(/class="curve c\d"/g)).toHaveLength(6);
  expect(svg).toContain('marked copy');
  expect(svg).toContain('flicker (code values), highest');
  // The lowest SSIM is one frame of a thousand, and decides where the axis ends.
  expect(svg).toMatch(/>0\.5</);
});
