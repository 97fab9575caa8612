import { define, flag } from './define.ts';

/** `streetdate doctor` */
export const doctor = define({
  name: 'doctor',
  summary: 'print which decoder is used, what it cannot decode, and what to install',
  details:
    'FFMPEG_PATH and FFPROBE_PATH name the decoder; otherwise it is looked up on PATH. ' +
    'The exit status is 3 when films or stills cannot be decoded properly.',
  options: { json: flag('--json', 'print one line of JSON, see schema/doctor.schema.json') },
  examples: [
    ['streetdate doctor', 'facts and advice'],
    ['FFMPEG_PATH=/opt/ffmpeg/ffmpeg streetdate doctor', 'about another decoder'],
  ],
});
