import type { DiscProgram, DiscTitle } from '../structure/disc.ts';
import type { IndexTable } from './index-table.ts';
import { type MovieObjects, reachedFrom } from './movie-objects.ts';

/**
 * Finds whether the disc starts with a playlist, and whether anything leads to it. A program with a playlist table may play only those. One
 * that may play any, or whose table is missing, leaves both open.
 * @returns A function of a playlist's id.
 */
export function leadsOf(
  index: IndexTable | undefined,
  objects: MovieObjects | undefined,
  programs: readonly DiscProgram[],
): (id: string) => Pick<DiscTitle, 'firstPlay' | 'linked'> {
  if (index === undefined) return () => ({ firstPlay: undefined, linked: undefined });
  const none: MovieObjects = { objects: [], moves: new Map() };
  const start = reachedFrom([index.firstPlay], index, objects ?? none);
  const linked = reachedFrom([index.firstPlay, index.topMenu, ...index.titles], index, objects ?? none);
  const starting = new Set(programs.flatMap(({ id, autostart }) => (start.programs.has(id) && autostart !== undefined ? [autostart] : [])));
  const playable = new Set(programs.flatMap(({ playlists, autostart }) => [...(playlists ?? []), ...(autostart ? [autostart] : [])]));
  // Without the movie objects, the targets of those in the index are unknown.
  const isOpen = objects === undefined || programs.some(({ playlists }) => playlists === undefined);
  const startIsOpen = objects === undefined || start.programs.size > 0;
  return (id) => ({
    firstPlay: starting.has(id) || start.playlists.has(Number(id)) || (startIsOpen ? undefined : false),
    linked: playable.has(id) || linked.playlists.has(Number(id)) || (isOpen ? undefined : false),
  });
}
