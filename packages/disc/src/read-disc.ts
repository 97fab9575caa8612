import { readBluRay } from './bluray/read-bluray.ts';
import { damaged } from './bytes/damaged.ts';
import { readProtection } from './clips/find-scrambling.ts';
import { readDvd } from './dvd/read-dvd.ts';
import { readIds } from './ids/read-ids.ts';
import type { DiscSource } from './source/disc-source.ts';
import type { Disc } from './structure/disc.ts';
import { Faults } from './structure/faults.ts';

/**
 * Reads what is on a disc: its titles and playlists, their clips, streams and chapters, its ids and what protects it. Only tables and samples
 * are read. A disc of which a part is missing or damaged is read as far as it goes, and {@link Disc.faults} says where it stopped; a scrambled
 * one is described as well, but its clips are refused.
 * @throws StreetdateError `damaged-disc` when nothing could be read of it, and `file-unreadable`.
 */
export async function readDisc(source: DiscSource): Promise<Disc> {
  const faults = new Faults();
  // A disc with both is played as the better one.
  const isBluRay = await source.hasFolder('BDMV');
  const nothing = { kind: 'dvd' as const, regions: [], parental: [], names: {}, programs: [] };
  const contents = isBluRay ? { ...nothing, ...(await readBluRay(source, faults)) } : { ...nothing, ...(await readDvd(source, faults)) };
  if (contents.titles.length === 0) throw damaged(source.path, faults.lines[0] ?? 'it has no title');
  return {
    path: source.path,
    source: [source.kind, source.revision].filter(Boolean).join(' '),
    label: source.label,
    ...contents,
    ids: await readIds(source, contents, faults),
    protection: await readProtection(source, contents, faults),
    faults: [...source.faults, ...faults.lines],
  };
}
