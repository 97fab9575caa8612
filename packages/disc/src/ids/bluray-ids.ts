import { createHash } from 'node:crypto';
import { damaged } from '../bytes/damaged.ts';
import { readWhole } from '../bytes/whole.ts';
import type { DiscSource } from '../source/disc-source.ts';
import type { DiscId } from '../structure/disc.ts';

const MOST_BYTES = 16 * 1024 * 1024;

/**
 * The AACS disc id as used in published lists: the SHA-1 of `AACS/Unit_Key_RO.inf`, or of its copy. The file is only hashed.
 * @returns undefined if there is no such file.
 */
export async function aacsDiscId(source: DiscSource): Promise<DiscId | undefined> {
  for (const path of ['AACS/Unit_Key_RO.inf', 'AACS/DUPLICATE/Unit_Key_RO.inf']) {
    const file = await source.open(path);
    if (file === undefined) continue;
    const { bytes } = await readWhole(file, MOST_BYTES);
    return { name: 'aacs-disc-id', value: createHash('sha1').update(bytes).digest('hex'), source: 'AACS: SHA-1 of Unit_Key_RO.inf' };
  }
  return undefined;
}

/** The organisation and disc ids of `CERTIFICATE/id.bdmv`: 4 bytes at 40, 16 bytes at 44. @returns An empty list if the file is missing. */
export async function certificateIds(source: DiscSource): Promise<DiscId[]> {
  for (const path of ['CERTIFICATE/id.bdmv', 'CERTIFICATE/BACKUP/id.bdmv']) {
    const file = await source.open(path);
    if (file === undefined) continue;
    const id = await readWhole(file, MOST_BYTES);
    if (id.ascii(0, 4) !== 'BDID') throw damaged(id.name, 'it does not begin with BDID');
    return [
      { name: 'bd-organisation-id', value: id.hex(40, 4), source: 'id.bdmv: who made the disc' },
      { name: 'bd-disc-id', value: id.hex(44, 16), source: 'id.bdmv: its maker’s number for it' },
    ];
  }
  return [];
}
