// @module-tag slow
import { join } from 'node:path';
import { scanRecord } from 'streetdate';
import { expect, test } from 'vitest';
import { FOOTAGE, runFfmpeg } from '../../tools/footage.ts';
import { records, streetdate, temporaryFolder } from '../tools/streetdate.ts';

const NTSC = '30000/1001';

test('a copy in whose frames the fields of an NTSC disc were merged is rather of the disc than of what is sold as files', async () => {
  const folder = await temporaryFolder();
  const at = (name: string) => join(folder, name);
  // What is sold has 23.976 frames a second, the disc the same frames in fields of 2:3 pulldown.
  const film = ['-i', FOOTAGE.sintel, '-an'];
  const slowed = 'scale=720:480,setsar=1,setpts=N*1001/24000/TB,fps=24000/1001';
  const x264 = ['-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p'];
  await runFfmpeg([...film, '-vf', slowed, ...x264, at('sold.mp4')]);
  const fields = ['-r', NTSC, '-c:v', 'mpeg2video', '-b:v', '6M', '-flags', '+ildct+ilme'];
  await runFfmpeg([...film, '-vf', `${slowed},telecine=pattern=23`, ...fields, at('disc.mpg')]);
  await runFfmpeg(['-i', at('disc.mpg'), '-vf', 'scale=320:180', ...x264, '-crf', '26', at('merged.mp4')]);
  await runFfmpeg(['-i', at('sold.mp4'), '-vf', `scale=320:180,fps=${NTSC}`, ...x264, '-crf', '26', at('repeated.mp4')]);

  const home = at('home');
  for (const [file, kind] of [
    ['disc.mpg', 'disc'],
    ['sold.mp4', 'master'],
  ]) {
    const enrolled = await streetdate(['--home', home, '-q', 'enroll', at(file!), '--title', 'Sintel', '--id', kind!, '--kind', kind!]);
    expect(enrolled).toMatchObject({ status: 0, stderr: '' });
  }
  const reasonsOf = async (name: string) => {
    const scanned = await streetdate(['--home', home, '-q', 'scan', at(name), '--json']);
    return scanRecord.parse(records(scanned)[0]).matches[0]!.sources!.evidence.map(({ source, reason }) => `${source}: ${reason}`);
  };
  expect(await reasonsOf('merged.mp4')).toContainEqual(
    expect.stringMatching(
      /^digital: In \d of \d intervals two of five frames have merged fields of 2:3 pulldown, as a copy of the disc disc would; /,
    ),
  );
  expect((await reasonsOf('repeated.mp4')).join('\n')).not.toContain('merged');
});
