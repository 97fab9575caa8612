import type { DiscSource } from '../source/disc-source.ts';
import type { Disc, DiscId } from '../structure/disc.ts';
import type { Faults } from '../structure/faults.ts';
import { aacsDiscId, certificateIds } from './bluray-ids.ts';
import { discDbHash } from './content-hash.ts';
import { libdvdreadId, windowsDvdId } from './dvd-ids.ts';
import { structureId } from './structure-id.ts';

/** Computes every possible id of a disc. A damaged file costs only its own id. */
export async function readIds(source: DiscSource, disc: Pick<Disc, 'kind' | 'titles' | 'clips'>, faults: Faults): Promise<DiscId[]> {
  const kinds = disc.kind === 'dvd' ? [libdvdreadId, windowsDvdId, discDbHash] : [aacsDiscId, certificateIds, discDbHash];
  const ids: DiscId[] = [];
  for (const read of kinds) ids.push(...[(await faults.tryAsync(async () => read(source))) ?? []].flat());
  return [...ids, structureId(disc)];
}
