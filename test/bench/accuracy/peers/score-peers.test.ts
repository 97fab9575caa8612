// @module-tag process
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Cache } from '../../../../packages/bench/src/accuracy/cache.ts';
import type { Prediction } from '../../../../packages/bench/src/accuracy/metrics/prediction.ts';
import type { Peer } from '../../../../packages/bench/src/accuracy/peers/peer.ts';
import { bestPeer, scorePeers } from '../../../../packages/bench/src/accuracy/peers/score-peers.ts';
import type { QueryTruth } from '../../../../packages/bench/src/accuracy/truth.ts';

const says = (queryId: string, referenceId: string, score: number): Prediction => ({
  queryId,
  referenceId,
  score,
  strong: false,
  segments: [],
});
const query = (queryId: string, referenceId: string): QueryTruth => ({
  ...{ queryId, path: `${queryId}.mp4`, attack: 'h264', negative: false, parameters: {}, duration: 10 },
  segments: [
    { referenceId, queryStart: 0, queryEnd: 10, referenceStart: 0, referenceEnd: 10, speed: 1, mirrored: false, channel: 'picture' },
  ],
});
const peer = (name: string, answers: Record<string, Prediction[]>, more: Partial<Peer> = {}): Peer => ({
  ...{ name, about: `about ${name}`, findObstacle: async () => undefined },
  answer: async () => Object.entries(answers).map(([setting, predictions]) => ({ setting, predictions })),
  ...more,
});

test('each peer stands with the setting that serves it best, and the lead is over the best that holds no idea of ours', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'accuracy-peers-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const task = { queries: [], references: [], cache: await Cache.open(folder) };
  const queries = [query('q1', 'a'), query('q2', 'b')];
  const own = [says('q1', 'a', 9), says('q2', 'b', 8), says('q2', 'a', 1)];
  const wrong = [says('q1', 'b', 9)];
  const half = [says('q1', 'a', 2), says('q2', 'a', 1)];
  const { scores, skipped } = await scorePeers(
    [
      peer('weak', { wide: wrong, narrow: wrong }),
      peer('middling', { wide: wrong, narrow: half }),
      peer('borrowed', { only: own }, { isOurs: true }),
      peer('absent', {}, { findObstacle: async () => 'it is not installed' }),
    ],
    task,
    queries,
    own,
  );
  expect(skipped).toEqual([{ name: 'absent', reason: 'it is not installed' }]);
  expect(scores.map(({ name, setting, microAveragePrecision }) => [name, setting, microAveragePrecision.value])).toEqual([
    ['borrowed', 'only', 1],
    ['middling', 'narrow', 0.5],
    ['weak', 'wide', 0],
  ]);
  const best = bestPeer({ scores, skipped })!;
  expect(best).toMatchObject({ name: 'middling', best: { score: 2, recall: 0.5, precision: 1 }, lead: { value: 0.5 } });
  // Both are computed on the same draws, so the lead's interval is that of the difference: from 0 (q1 alone) to 1 (q2 alone).
  expect([best.lead.low, best.lead.high]).toEqual([0, 1]);
});
