import { describe, expect, test } from 'vitest';
import { DecoderLog } from '../../../packages/core/src/media/decoder/decoder-log.ts';

const WHOLE =
  '[showinfo@1f @ 0x55a1] [info] n:   0 pts:    290 pts_time:0.29  duration: 1 fmt:gray cl:unspecified sar:1/1 s:256x108 i:P iskey:0 type:P checksum:7CB0D2C1 plane_checksum:[7CB0D2C1] mean:[91] stdev:[37.5]';

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

  test('gives the time of a frame that was printed into the middle of another line, and keeps the next one its own', () => {
    const next = WHOLE.replace('n:   0 pts:    290', 'n:   1 pts:    330');
    const intruding = next.slice(next.indexOf('n: '));
    const third = WHOLE.replace('n:   0 pts:    290', 'n:   2 pts:    370');
    const log = read(WHOLE, `[aac @ 0x55b3] [warning] Clipped noise gain (213 -> 155)${intruding}`, third);
    expect(log).toMatchObject({ times: [0.29, 0.33, 0.37], losses: 0 });
  });

  test('gives no time to a frame whose line was lost, and keeps the next one its own', () => {
    expect(read(WHOLE, WHOLE.replace('n:   0 pts:    290', 'n:   2 pts:    370')).times).toEqual([0.29, Number.NaN, 0.37]);
  });

  test('is no frame where a file says of itself, beforehand, what the clock says of a frame', () => {
    const log = new DecoderLog('showinfo@1f');
    log.read(`[info]     title           : ${WHOLE.slice(WHOLE.indexOf('n: '))}`);
    expect(log.times).toEqual([]);
  });

  test.each([
    '[aac @ 0x55b3] [error] Number of bands (47) exceeds limit (44).',
    '[mp3float @ 0x55b3] [error] invalid new backstep -1',
    '[aist#0:1/aac @ 0x55b3] [dec:aac @ 0x55b4] [error] Error submitting packet to decoder: Invalid data found when processing input',
    '[error] Error while decoding stream #0:1: Invalid data found when processing input',
    '[af#0:0 @ 0x55b3] [error] Error reinitializing filters!',
  ])('is no loss where it is about the sound: %s', (line) => {
    const sound = [{ index: 1, codec: line.includes('mp3') ? 'mp3' : 'aac' }];
    const log = new DecoderLog('showinfo@1f', sound, true);
    for (const each of [WHOLE, line]) log.read(each);
    expect(log).toMatchObject({ losses: 0, lastError: undefined });
    expect(read(WHOLE, line).losses).toBe(1);
  });

  test('is no loss of pictures where ffmpeg says which decoder of the sound it uses, and that one complains', () => {
    const log = new DecoderLog('showinfo@1f', [{ index: 1, codec: 'eac3' }], true);
    log.read('[info]   Stream #0:1 -> #0:0 (eac3 (libother) -> pcm_s16le (native))');
    log.read('[libother @ 0x55b3] [error] no such frame');
    log.read('[h264 @ 0x55b4] [error] no such slice');
    expect(log).toMatchObject({ losses: 1, firstLoss: 'no such slice' });
  });
});
