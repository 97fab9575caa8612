import { even } from '../copy-draft.ts';
import type { AttackFamily } from './attack.ts';

/** Other codecs, low bit rates, small pictures. */
export const ENCODE: AttackFamily = {
  name: 'encode',
  attacks: [
    {
      name: 'h264',
      ranges: 'H.264, quality (CRF) 20 to 34',
      alter: (draft, random) => {
        const crf = random.integer(20, 34);
        draft.note({ crf }).encode(['-c:v', 'libx264', '-preset', 'veryfast', '-crf', String(crf)]);
      },
    },
    {
      name: 'hevc',
      ranges: 'HEVC, quality (CRF) 22 to 36',
      alter: (draft, random) => {
        const crf = random.integer(22, 36);
        const single = 'log-level=error:pools=1:frame-threads=1';
        draft.note({ crf }).encode(['-c:v', 'libx265', '-preset', 'ultrafast', '-crf', String(crf), '-x265-params', single]);
      },
    },
    {
      name: 'vp9',
      ranges: 'VP9 with Opus in WebM, quality 30 to 50, fastest setting',
      alter: (draft, random) => {
        const quality = random.integer(30, 50);
        const encoder = ['-c:v', 'libvpx-vp9', '-b:v', '0', '-crf', String(quality), '-deadline', 'realtime', '-cpu-used', '8'];
        draft.note({ quality }).encode(encoder, { container: 'webm', soundEncoder: ['-c:a', 'libopus', '-b:a', '96k'] });
      },
    },
    {
      name: 'mpeg4-asp',
      ranges: 'MPEG-4 ASP with B frames and MP3 in AVI, as scene releases before 2012: quantiser 3 to 9',
      alter: (draft, random) => {
        const quantiser = random.integer(3, 9);
        const encoder = ['-c:v', 'mpeg4', '-vtag', 'XVID', '-bf', '2', '-g', '240', '-q:v', String(quantiser)];
        draft.note({ quantiser }).encode(encoder, { container: 'avi', soundEncoder: ['-c:a', 'libmp3lame', '-b:a', '128k'] });
      },
    },
    {
      name: 'low-bit-rate',
      ranges: 'H.264 at 60 to 180 kbit/s for 640 × 360, in proportion to the picture',
      alter: (draft, random) => {
        const share = random.between(60, 180) / (640 * 360);
        const kilobits = Math.max(16, Math.round(share * draft.width * draft.height));
        const rate = `${kilobits}k`;
        draft.note({ kilobits }).encode(['-c:v', 'libx264', '-preset', 'veryfast', '-b:v', rate, '-maxrate', rate, '-bufsize', rate]);
      },
    },
    {
      name: 'small-size',
      ranges: 'height 144 to 216 lines',
      alter: (draft, random) => {
        const height = Math.min(draft.height, even(random.integer(144, 216)));
        draft.note({ height }).scale((draft.width * height) / draft.height, height);
      },
    },
  ],
};
