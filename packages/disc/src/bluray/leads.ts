import type { DiscProgram, DiscTitle } from '../structure/disc.ts';
import type { IndexTable } from './index-table.ts';
import { type MovieObjects, reachedFrom } from './movie-objects.ts';

/**
 * Tells of a playlist whether the disc starts with it, and whether anything leads to it. A program that a table of playlists binds may play
 * those alone; one that may play any, or whose table is missing, leaves both open.
 * @returns For the id of a playlist.
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
  // Without the movie objects it is not known where those that the index names lead.
  const isOpen = objects === undefined || programs.some(({ playlists }) => playlists === undefined);
  const startIsOpen = objects === undefined || start.programs.size > 0;
  return (id) => ({
    firstPlay: starting.has(id) || start.playlists.has(Number(id)) || (startIsOpen ? undefined : false),
    linked: playable.has(id) || linked.playlists.has(Number(id)) || (isOpen ? undefined : false),
  });
}
