import type { AttackFamily } from './attack.ts';

/** Other speeds, other frame rates, fields. */
export const TIME: AttackFamily = {
  name: 'time',
  attacks: [
    {
      name: 'pal-speed-up',
      ranges: '25/24 or 25/23.976 times as fast, sound raised in pitch as on a PAL disc',
      alter: (draft, random) => {
        const ratio = random.pick(['25/24', '25/23.976']);
        const speed = ratio === '25/24' ? 25 / 24 : (25 / 24) * 1.001;
        draft.note({ ratio }).retime(speed, 25);
      },
    },
    {
      name: 'speed',
      ranges: '0.9 to 0.97 or 1.03 to 1.15 times as fast, pitch kept in one of two',
      alter: (draft, random) => {
        const speed = random.chance(0.4) ? random.between(0.9, 0.97) : random.between(1.03, 1.15);
        const keepPitch = random.chance(0.5);
        draft.note({ speed, keepPitch }).retime(speed, draft.frameRate, { keepPitch });
      },
    },
    {
      name: 'frame-rate',
      ranges: '12, 15, 18, 20, 23.976, 30, 50 or 60 frames a second by repeating and dropping',
      alter: (draft, random) => {
        const frameRate = random.pick([12, 15, 18, 20, 23.976, 30, 50, 60]);
        draft.note({ frameRate }).setFrameRate(frameRate);
      },
    },
    {
      name: 'frame-blend',
      ranges: 'blended from frame to frame: 25 to 60 frames a second, or neighbours averaged',
      alter: (draft, random) => {
        if (random.chance(0.5)) {
          draft.note({ blend: 'neighbours' }).filter('tblend=all_mode=average');
        } else {
          const frameRate = random.pick([25, 30, 50, 60]);
          draft.frameRate = frameRate;
          draft.note({ blend: 'rate', frameRate }).filter(`framerate=fps=${frameRate}`);
        }
      },
    },
    {
      name: 'telecine',
      ranges: '2:3 or Euro pulldown from 24 frames, stored as whole frames with combs',
      alter: (draft, random) => {
        const pattern = random.pick(['23', '222222222223']);
        draft.setFrameRate(24).filter(`telecine=first_field=top:pattern=${pattern}`);
        draft.frameRate = pattern === '23' ? 30 : 25;
        draft.note({ pattern });
      },
    },
    {
      name: 'interlace',
      ranges: 'fields of 50 or 60 a second, top field first, H.264 coded as fields or MPEG-2',
      alter: (draft, random) => {
        const fields = random.pick([50, 60]);
        const codec = random.pick(['libx264', 'mpeg2video']);
        // Fields of 4:2:0 pictures need a height that four divides.
        draft.note({ fields, codec }).scale(draft.width, Math.round(draft.height / 4) * 4);
        draft.setFrameRate(fields).filter('interlace=scan=tff,setfield=tff');
        draft.frameRate = fields / 2;
        const quality = codec === 'libx264' ? ['-preset', 'veryfast', '-crf', '23'] : ['-q:v', '4'];
        draft.encode(['-c:v', codec, ...quality, '-flags', '+ilme+ildct'], { container: 'mkv' });
      },
    },
  ],
};
