import { IMAGE_HASHES, type ImageHash } from '../../hashers/naive.ts';
import { inOrder } from '../in-order.ts';
import type { Prediction } from '../metrics/prediction.ts';
import { type Codes, distanceTable } from './codes.ts';
import { hashFrameFiles } from './frame-hashes.ts';
import { countOffsetVotes } from './offset-votes.ts';
import type { Peer, PeerAnswer, PeerFilm, PeerTask } from './peer.ts';

/** Shares of a hash's bits up to which two frames are taken to be alike. Unrelated pictures differ in nearly half of them. */
const RADII = [0, 0.02, 0.04, 0.06, 0.08, 0.1, 0.12, 0.15, 0.18, 0.21, 0.24, 0.27, 0.3, 0.33, 0.36, 0.4];

/** The usual first try, once with each image-hash package: one frame a second, a threshold for each frame, frames vote. */
export const FRAME_VOTING: readonly Peer[] = IMAGE_HASHES.map((hash) => ({
  name: hash.name,
  about: `one frame a second, hashed to ${hash.bits} bits; frames within a radius vote for an offset, and the votes are the score`,
  findObstacle: async () => undefined,
  answer: (task: PeerTask) => answerByVotes(hash, task),
}));

async function answerByVotes(hash: ImageHash, { queries, references, cache }: PeerTask): Promise<PeerAnswer[]> {
  const describe = async ({ id, path }: PeerFilm) => ({ id, codes: (await hashFrameFiles(path, cache)).get(hash.name)! });
  const enrolled = await inOrder(references, 2, describe);
  const asked = await inOrder(queries, 2, describe);
  const tables = asked.flatMap((query) =>
    enrolled.map((reference) => ({ query, reference, table: distanceTable(query.codes, reference.codes) })),
  );
  return RADII.map((share) => {
    const radius = Math.floor(share * hash.bits);
    return {
      setting: `frames alike within ${radius} of ${hash.bits} bits`,
      predictions: tables.flatMap(({ query, reference, table }) => predict(query, reference, table, radius, hash.bits)),
    };
  });
}

interface Described {
  readonly id: string;
  readonly codes: Codes;
}

function predict(query: Described, reference: Described, table: Uint16Array, radius: number, bits: number): Prediction[] {
  const found = countOffsetVotes(query.codes, reference.codes, table, radius);
  if (found === undefined) return [];
  // Equal numbers of votes are told apart by how near they were: a rank of ties would be to the peer's disadvantage.
  const score = found.votes + (1 - found.meanDistance / bits) / 2;
  return [{ queryId: query.id, referenceId: reference.id, score, strong: false, segments: [found.segment] }];
}
