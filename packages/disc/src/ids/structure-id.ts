import { createHash } from 'node:crypto';
import { checkMap, checkObject, checkText } from '@streetdate/core/internal';
import type { Disc, DiscId, TimelinePart } from '../structure/disc.ts';

/**
 * Streetdate's id of a disc's structure: the SHA-256 of the clips' sizes and of the titles' timelines and chapters, to the millisecond. It
 * is equal for a folder and an image of one disc. It differs between variants with other playlists or chapters.
 */
export function structureId(disc: Pick<Disc, 'kind' | 'titles' | 'clips'>): DiscId {
  const hash = createHash('sha256');
  const line = (...words: readonly (string | number)[]) => hash.update(`${words.join(' ')}\n`);
  const ms = (seconds: number) => Math.round(1000 * seconds);
  const sorted = <T extends { readonly id: string }>(things: readonly T[]) =>
    [...things].sort((one, other) => (one.id < other.id ? -1 : 1));
  line('streetdate-structure/1', disc.kind);
  for (const { id, pieces } of sorted(disc.clips))
    line(
      'clip',
      id,
      pieces.reduce((sum, { length }) => sum + length, 0),
    );
  for (const { id, timeline, otherAngles, chapters } of sorted(disc.titles)) {
    const angle = (parts: readonly TimelinePart[]) => {
      line('angle', id);
      for (const { clip, start, end } of parts) line(clip, ms(start), ms(end));
    };
    angle(timeline);
    otherAngles.forEach(angle);
    line('chapters', ...chapters.map(ms));
  }
  return { name: 'streetdate-structure', value: hash.digest('hex'), source: 'Streetdate: SHA-256 of clips, timelines and chapters' };
}

/** Streetdate's id of a disc's pictures: the SHA-256 of its structure id and of its clips' fingerprints, ordered by clip id. */
export function framesId(structure: DiscId, fingerprintSha256: ReadonlyMap<string, string>): DiscId {
  checkObject('structure', structure);
  checkText('structure.value', structure.value);
  checkMap('fingerprintSha256', fingerprintSha256);
  const hash = createHash('sha256').update(`streetdate-frames/1\n${structure.value}\n`);
  for (const [clip, sha256] of [...fingerprintSha256].sort(([one], [other]) => (one < other ? -1 : 1))) hash.update(`${clip} ${sha256}\n`);
  return {
    name: 'streetdate-frames',
    value: hash.digest('hex'),
    source: 'Streetdate: SHA-256 of the structure and the clips’ fingerprints',
  };
}
