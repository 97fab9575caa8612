// @module-tag slow
import { type Fingerprint, fingerprintFile } from '@streetdate/core';
import { BandIndex, findMatches } from '@streetdate/matcher';
import { findByMotion } from '@streetdate/matcher/internal';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { clipFolder } from '../../tools/clips.ts';
import { FOOTAGE, runFfmpeg } from '../../tools/footage.ts';

describe('a few seconds of a man before a fixed camera', () => {
  let index: BandIndex;
  const clips = new Map<string, Fingerprint>();
  beforeAll(async () => {
    const file = clipFolder();
    const coded = ['-an', '-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p'];
    const make = async (name: string, from: number, seconds: number, filter: string) => {
      const path = file(`${name}.mp4`);
      await runFfmpeg(['-ss', `${from}`, '-t', `${seconds}`, '-i', FOOTAGE.franck, '-vf', filter, ...coded, '-crf', '28', path]);
      return path;
    };
    index = new BandIndex();
    index.add('film', await fingerprintFile(await make('film', 60, 50, 'null'), { localFeatures: false, role: 'reference' }));
    clips.set('copy', await fingerprintFile(await make('copy', 82.3, 9, 'eq=gamma=1.2'), { localFeatures: false }));
    clips.set('mirrored', await fingerprintFile(await make('mirrored', 91.1, 9, 'hflip,scale=-2:200'), { localFeatures: false }));
    for (const from of [12, 30, 130, 160, 178])
      clips.set(`take ${from}`, await fingerprintFile(await make(`take-${from}`, from, 9, 'null'), { localFeatures: false }));
  });

  /** Some seconds of him between two halves of another film. */
  const shownIn = async (name: string, from: number, seconds: number) => {
    const path = clipFolder()(`${name}.mp4`);
    const shape = 'scale=320:240,setsar=1,fps=25';
    const parts = [`[0:v]${shape}[before]`, `[1:v]${shape}[him]`, `[2:v]${shape}[after]`, '[before][him][after]concat=n=3:v=1'];
    await runFfmpeg([
      ...[
        '-t',
        '5',
        '-i',
        FOOTAGE.sintel,
        '-ss',
        `${from}`,
        '-t',
        `${seconds}`,
        '-i',
        FOOTAGE.franck,
        '-ss',
        '5',
        '-t',
        '5',
        '-i',
        FOOTAGE.sintel,
      ],
      ...['-filter_complex', parts.join(';'), '-an', '-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p', '-crf', '26', path],
    ]);
    return fingerprintFile(path, { localFeatures: false });
  };

  test('of which four are shown inside another film are found, placed by what moves, and those of other takes are not', async () => {
    const [match] = findMatches(await shownIn('inside', 86.4, 4), index);
    expect(match).toMatchObject({ referenceId: 'film', strength: 'strong' });
    const [segment] = match!.segments;
    expect(segment!.motion?.logChance).toBeLessThan(-4);
    expect(Math.abs(segment!.queryStart - 5)).toBeLessThan(0.3);
    expect(Math.abs(segment!.referenceStart - segment!.queryStart - 21.4)).toBeLessThan(0.2);
    for (const from of [20.7, 130.9]) expect(findMatches(await shownIn(`take-${from}`, from, 4), index)).toEqual([]);
  });

  test('of which three are shown inside another film are found by what his light and his shapes say together, neither of which would do', async () => {
    let together = 0;
    for (const from of [79.6, 88.75, 96.07]) {
      const [match] = findMatches(await shownIn(`briefly-inside-${from}`, from, 3), index);
      expect(match).toMatchObject({ referenceId: 'film', strength: 'strong' });
      const { motion } = match!.segments[0]!;
      if (motion?.also === undefined) continue;
      expect([motion.seenIn, motion.also.seenIn].sort()).toEqual(['brightness', 'pictures']);
      if (motion.also.logChance < -1 && motion.also.dependence < 0.5) together++;
    }
    expect(together).toBeGreaterThan(0);
  });

  test('are found in a corner of another film among 300 hours by how his pictures change; those of another take are not', async () => {
    const inCorner = async (from: number) => {
      const path = clipFolder()(`corner-${from}.mp4`);
      const films = ['-stream_loop', '-1', '-t', '25', '-i', FOOTAGE.sintel, '-ss', `${from}`, '-t', '25', '-i', FOOTAGE.franck];
      const layout = '[0:v]scale=640:360,setsar=1,fps=25[host];[1:v]scale=-2:180,setsar=1,fps=25[him];[host][him]overlay=W-w-16:H-h-16';
      const coded = ['-an', '-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p', '-crf', '22'];
      await runFfmpeg([...films, '-filter_complex', layout, ...coded, path]);
      return fingerprintFile(path, { localFeatures: false });
    };
    const [match] = findMatches(await inCorner(82.3), index, { libraryHours: 300 });
    expect(match).toMatchObject({ referenceId: 'film', strength: 'strong' });
    const [segment] = match!.segments;
    expect(segment!.queryView).toMatch(/^inset-/);
    expect(segment!.motion).toMatchObject({ seenIn: 'pictures' });
    expect(Math.abs(segment!.referenceStart - segment!.queryStart - 22.3)).toBeLessThan(0.15);
    const others = findMatches(await inCorner(140), index, { libraryHours: 300 });
    expect(others.filter(({ strength }) => strength === 'strong')).toEqual([]);
  });

  const stretchOf = ({ duration }: Fingerprint) => [{ start: 0, end: duration }];

  test('are found by what moves in them, with their place', () => {
    const [found] = findByMotion(clips.get('copy')!, index, stretchOf(clips.get('copy')!));
    expect(found).toMatchObject({ referenceId: 'film', mirrored: false });
    expect(Math.abs(found!.offset - 22.3)).toBeLessThan(0.2);
    expect(found!.logExpectedFalse).toBeLessThan(-4);
  });

  test.each([
    ['copy', 22.3, false],
    ['mirrored', 31.1, true],
  ])('are a strong match of their moment: %s', (name, from, mirrored) => {
    const [match] = findMatches(clips.get(name)!, index);
    expect(match).toMatchObject({ referenceId: 'film', strength: 'strong' });
    const [segment] = match!.segments;
    expect(segment!.mirrored).toBe(mirrored);
    expect(Math.abs(segment!.referenceStart - segment!.queryStart - from)).toBeLessThan(0.2);
    expect(segment!.motion?.logChance).toBeLessThan(-4);
  });

  test('ask nothing of the references where all is explained', () => {
    const library = new BandIndex();
    library.add('film', index.get('film')!);
    const asked = vi.spyOn(library, 'get');
    expect(findByMotion(clips.get('copy')!, library, [])).toEqual([]);
    expect(findByMotion(clips.get('copy')!, library, [{ start: 3, end: 4 }])).toEqual([]);
    expect(asked).not.toHaveBeenCalled();
  });

  test('of another take are no strong match, however alike he looks', () => {
    for (const [name, clip] of clips) {
      if (name.startsWith('take'))
        expect(
          findMatches(clip, index).filter(({ strength }) => strength === 'strong'),
          name,
        ).toEqual([]);
    }
  });
});
