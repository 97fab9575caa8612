import { checkFunction, checkObject } from '@streetdate/core/internal';
import { readBluRay } from './bluray/read-bluray.ts';
import { damaged } from './bytes/damaged.ts';
import { readProtection } from './clips/find-scrambling.ts';
import { readDvd } from './dvd/read-dvd.ts';
import { readIds } from './ids/read-ids.ts';
import type { DiscSource } from './source/disc-source.ts';
import type { Disc } from './structure/disc.ts';
import { Faults } from './structure/faults.ts';

/**
 * Reads a disc: titles and playlists, their clips, streams and chapters, ids and copy protection. Only tables and samples are read. A disc
 * with missing or damaged parts is read as far as possible, and {@link Disc.faults} lists the gaps. A scrambled disc is described too, but
 * its clips are refused.
 * @throws StreetdateError `damaged-disc` if nothing is readable, and `file-unreadable`.
 */
export async function readDisc(source: DiscSource): Promise<Disc> {
  const faults = new Faults();
  const contents = await readContents(source, faults);
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

/**
 * Reads the titles of a disc and their clips alone. Nothing is sampled: {@link streamClip} checks for scrambling what it reads.
 * @throws StreetdateError as {@link readDisc}.
 */
export async function readTitles(source: DiscSource): Promise<Pick<Disc, 'titles' | 'clips'>> {
  const { titles, clips } = await readContents(source, new Faults());
  return { titles, clips };
}

async function readContents(
  source: DiscSource,
  faults: Faults,
): Promise<Omit<Disc, 'path' | 'source' | 'label' | 'ids' | 'protection' | 'faults'>> {
  checkObject('source', source);
  checkFunction('source.hasFolder', source.hasFolder);
  // Players treat a disc with both as the better kind.
  const isBluRay = await source.hasFolder('BDMV');
  const nothing = { kind: 'dvd' as const, regions: [], parental: [], names: {}, programs: [] };
  const contents = isBluRay ? { ...nothing, ...(await readBluRay(source, faults)) } : { ...nothing, ...(await readDvd(source, faults)) };
  if (contents.titles.length === 0) throw damaged(source.path, faults.lines[0] ?? 'it has no title');
  return contents;
}
