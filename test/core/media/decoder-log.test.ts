import { describe, expect, test } from 'vitest';
import { DecoderLog } from '../../../packages/core/src/media/decoder-log.ts';

const WHOLE =
  '[showinfo@1f @ 0x55a1] [info] n:   7 pts:    290 pts_time:0.29  duration: 1 fmt:gray cl:unspecified sar:1/1 s:256x108 i:P iskey:0 type:P checksum:7CB0D2C1 plane_checksum:[7CB0D2C1] mean:[91] stdev:[37.5]';

function read(...lines: string[]): DecoderLog {
  const log = new DecoderLog('showinfo@1f');
  log.read('[showinfo@1f @ 0x55a1] [info] config in time_base: 1/1000, frame_rate: 24/1');
  for (const line of lines) log.read(line);
  return log;
}

describe('what the decoder prints', () => {
  test('gives the time of a frame, and no loss where there is none', () => {
    expect(read(WHOLE)).toMatchObject({ times: [0.29], losses: 0, firstLoss: undefined });
  });

  test('is a loss where it is an error', () => {
    const line = '[matroska,webm @ 0x55b2] [error] 0x55 at pos 9000 (0x2328) invalid as first byte of an EBML number';
    expect(read(WHOLE, line)).toMatchObject({ losses: 1, firstLoss: '0x55 at pos 9000 (0x2328) invalid as first byte of an EBML number' });
  });

  test.each(['[h264 @ 0x55b2] [error] illegal short term buffer state detected', '[h264 @ 0x55b2] [error] mmco: unref short failure'])(
    'is no loss where frames were skipped on purpose: %s',
    (line) => {
      expect(read(WHOLE, line)).toMatchObject({ losses: 0, firstLoss: undefined });
    },
  );

  test('is a loss too where one thread prints its error into the line of another, without its name and level', () => {
    const [head] = WHOLE.split(' plane_checksum');
    const line = `${head} 0x55 at pos 9000 (0x2328) invalid as first byte of an EBML number`;
    expect(read(line, ' plane_checksum:[7CB0D2C1] mean:[91] stdev:[37.5]')).toMatchObject({ times: [0.29], losses: 1 });
  });

  test('is no frame where a file pretends to be the clock', () => {
    expect(read(WHOLE.replace('showinfo@1f', 'showinfo@2'))).toMatchObject({ times: [], losses: 0 });
  });
});
