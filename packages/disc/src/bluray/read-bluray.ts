import type { DiscSource } from '../source/disc-source.ts';
import type { Disc, DiscClip, DiscTitle, TimelinePart } from '../structure/disc.ts';
import type { Faults } from '../structure/faults.ts';
import { readBdmv } from './bdmv-file.ts';
import { type ClipInfo, readClipInfo } from './clip-info.ts';
import { readIndexTable } from './index-table.ts';
import { leadsOf } from './leads.ts';
import { readLibraryMetadata } from './library-metadata.ts';
import { readMovieObjects } from './movie-objects.ts';
import { type ClipInterval, PLAYLIST_RATE, type Playlist, readPlaylist } from './playlist.ts';
import { readPrograms } from './programs.ts';

/** The parts of a {@link Disc} that a Blu-ray provides. */
export type BluRayContents = Pick<Disc, 'kind' | 'provider' | 'names' | 'programs' | 'titles' | 'clips'>;

/** Most play items of all playlists together: ten thousand decoys of two dozen items. */
const MOST_ITEMS = 250_000;
/** Most angles, by the format. */
const MOST_ANGLES = 9;

/** Bytes of a source packet: four extra bytes and a transport packet. */
export const SOURCE_PACKET = 192;

/**
 * Reads a Blu-ray disc, including UHD. The format's own books are not public. The layouts come from the Blu-ray Disc Association's white
 * papers and the community's documentation of BDMV files. Unreadable parts are recorded as faults and skipped.
 */
export async function readBluRay(source: DiscSource, faults: Faults): Promise<BluRayContents> {
  const index = await readBdmv(source, 'index.bdmv', 'INDX', faults, readIndexTable);
  if (index === undefined) faults.add(`${source.path}: index.bdmv cannot be read; where the disc starts is not known`);
  const objects = await readBdmv(source, 'MovieObject.bdmv', 'MOBJ', faults, readMovieObjects);
  const playlists = await readPlaylists(source, faults);
  const infos = await readClipInfos(source, playlists, faults);
  const sizes = new Map((await source.files('BDMV/STREAM')).map(({ name, size }) => [name.toUpperCase(), size]));

  const programs = index === undefined ? [] : await readPrograms(source, index, faults);
  const leads = leadsOf(index, objects, programs);
  const titles = [...playlists].map(([id, playlist]) => layOutPlaylist(id, playlist, infos, leads(id)));
  const played = lastSeconds(titles);
  const clips = [...infos].map(([id, info]) => clipOf(id, info, played.get(id) ?? 0, sizes.get(`${id}.M2TS`)));
  for (const { id, pieces } of clips) if (pieces.length === 0) faults.add(`${source.path}: BDMV/STREAM/${id}.m2ts is missing`);
  return {
    kind: index !== undefined && index.version >= '0300' ? 'uhd-bluray' : 'bluray',
    provider: index?.provider,
    names: await readLibraryMetadata(source, faults),
    programs,
    titles,
    clips,
  };
}

async function readPlaylists(source: DiscSource, faults: Faults): Promise<Map<string, Playlist>> {
  const playlists = new Map<string, Playlist>();
  let items = 0;
  for (const { name } of await source.files('BDMV/PLAYLIST')) {
    const [, id] = /^([0-9A-Za-z]{5})\.mpls$/i.exec(name) ?? [];
    if (id === undefined) continue;
    if (items > MOST_ITEMS) {
      faults.add(`${source.path}: the playlists from ${name} on are not read: those before have more than ${MOST_ITEMS} play items`);
      break;
    }
    const playlist = await readBdmv(source, `PLAYLIST/${name}`, 'MPLS', faults, readPlaylist);
    if (playlist === undefined || playlist.items.length === 0) continue;
    items += playlist.items.length;
    playlists.set(id.toUpperCase(), playlist);
  }
  return playlists;
}

/** The information of every clip that a playlist plays; undefined if a clip's file is missing or damaged. */
async function readClipInfos(
  source: DiscSource,
  playlists: ReadonlyMap<string, Playlist>,
  faults: Faults,
): Promise<Map<string, ClipInfo | undefined>> {
  const names = new Set<string>();
  for (const { items } of playlists.values()) {
    for (const item of items) {
      names.add(item.clip);
      for (const { clip } of item.angles) names.add(clip);
    }
  }
  const infos = new Map<string, ClipInfo | undefined>();
  for (const name of [...names].sort()) {
    const info = await readBdmv(source, `CLIPINF/${name}.clpi`, 'HDMV', faults, readClipInfo);
    if (info === undefined)
      faults.add(`${source.path}: the clip information of ${name} cannot be read; its times are those of the playlists`);
    infos.set(name, info);
  }
  return infos;
}

function layOutPlaylist(
  id: string,
  { items, streams, marks, subPaths }: Playlist,
  infos: ReadonlyMap<string, ClipInfo | undefined>,
  facts: Pick<DiscTitle, 'firstPlay' | 'linked'>,
): DiscTitle {
  const starts: number[] = [];
  let duration = 0;
  for (const { inTime, outTime } of items) {
    starts.push(duration);
    duration += (outTime - inTime) / PLAYLIST_RATE;
  }
  const angles = items.reduce((most, item) => Math.min(MOST_ANGLES, Math.max(most, item.angles.length + 1)), 1);
  const timelines = Array.from({ length: angles }, (_, angle) =>
    items.map((item) => {
      const other = angle === 0 ? undefined : item.angles[angle - 1];
      const interval = { ...item, ...other };
      return { ...intervalOf(interval, infos.get(interval.clip)), seamless: item.connection === 5 || item.connection === 6 };
    }),
  );
  const [timeline = [], ...otherAngles] = timelines;
  const chapters = marks.flatMap(({ item, time }) => {
    const { inTime, outTime } = items[item] ?? { inTime: 0, outTime: -1 };
    return time >= inTime && time <= outTime ? [starts[item]! + (time - inTime) / PLAYLIST_RATE] : [];
  });
  return {
    id,
    duration,
    timeline,
    otherAngles,
    chapters,
    video: streams.flatMap((stream) => (stream.kind === 'video' ? [stream.traits] : [])),
    audio: streams.flatMap((stream) => (stream.kind === 'audio' ? [stream.traits] : [])),
    subtitles: streams.flatMap((stream) => (stream.kind === 'subtitles' ? [stream.traits] : [])),
    ...facts,
    ...(subPaths.length > 0 && { subPaths }),
  };
}

/** Position of an interval in its clip, seconds from its first picture. Without the clip's clocks the times are used unchanged. */
function intervalOf({ clip, clock, inTime, outTime }: ClipInterval, info: ClipInfo | undefined): Omit<TimelinePart, 'seamless'> {
  const own = info?.clocks[clock];
  const before = info?.clocks.slice(0, clock).reduce((sum, { start, end }) => sum + Math.max(0, end - start), 0) ?? 0;
  const at = (time: number) => Math.max(0, time - (own?.start ?? 0) + before) / PLAYLIST_RATE;
  return { clip, start: at(inTime), end: at(outTime) };
}

/** The latest end of each clip on any timeline, seconds. */
function lastSeconds(titles: readonly DiscTitle[]): Map<string, number> {
  const ends = new Map<string, number>();
  for (const { timeline, otherAngles } of titles) {
    for (const parts of [timeline, ...otherAngles]) for (const { clip, end } of parts) ends.set(clip, Math.max(end, ends.get(clip) ?? 0));
  }
  return ends;
}

function clipOf(id: string, info: ClipInfo | undefined, played: number, bytes: number | undefined): DiscClip {
  const stated = info?.clocks.reduce((sum, { start, end }) => sum + Math.max(0, end - start), 0) ?? 0;
  const pieces = bytes === undefined ? [] : [{ file: `BDMV/STREAM/${id}.m2ts`, offset: 0, length: bytes }];
  const [first, last] = [info?.clocks[0], info?.clocks.at(-1)];
  return {
    id,
    duration: stated > 0 ? stated / PLAYLIST_RATE : played,
    ...(first && last && { clock: { start: first.start / PLAYLIST_RATE, end: last.end / PLAYLIST_RATE } }),
    pieces,
  };
}
