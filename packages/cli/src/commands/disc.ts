import { clipBytes, type Disc, openDiscSource, rankTitles, readDisc } from '@streetdate/disc';
import { featuresOf } from '@streetdate/engine/internal';
import type { discShow } from '../definitions/disc.ts';
import { EXIT } from '../exit.ts';
import { worldsFault } from '../output/console.ts';
import type { DiscRecord } from '../output/disc-record.ts';
import { discText } from '../output/disc-text.ts';
import type { Run } from './command.ts';

/** `streetdate disc show` */
export const runDiscShow: Run<typeof discShow> = async (paths, { mainTitle, all }, { console, io }) => {
  for (const path of paths) {
    io.signal.throwIfAborted();
    try {
      const source = await openDiscSource(path);
      try {
        const record = discRecordOf(await readDisc(source), mainTitle);
        console.result(record, discText(record, all));
        if (record.faults.length > 0) console.warn(path, `${path} could be read only in part: ${record.faults[0]}`);
      } finally {
        await source.close();
      }
    } catch (error) {
      console.fail(path, worldsFault(error));
    }
  }
  return EXIT.nothingFound;
};

/** The printed record of a disc. @throws RefusedError if the named main title does not exist. */
export function discRecordOf(disc: Disc, mainTitle: string | undefined): DiscRecord {
  const ranked = new Map(rankTitles(disc).map((rank) => [rank.title, rank]));
  const { features, leftOut } = featuresOf(disc, mainTitle);
  const roles = new Map(features.map(({ title, role }) => [title.id, role]));
  const reasons = new Map(leftOut.map(({ title, reason }) => [title, reason]));
  const film = mainTitle ?? [...ranked.keys()][0] ?? '';
  const { label, provider, clips, titles, programs, protection, names, ...rest } = disc;
  return {
    type: 'disc',
    ...rest,
    names: { ...names },
    regions: [...disc.regions],
    parental: disc.parental.map(({ country, levels }) => ({ country, levels: [...levels] })),
    protection: { schemes: [...protection.schemes], ...(protection.scrambledAt !== undefined && { scrambledAt: protection.scrambledAt }) },
    ...(label !== undefined && { label }),
    ...(provider !== undefined && { provider }),
    ids: [...disc.ids],
    programs: programs.map(({ id, runBy, playlists, autostart }) => ({
      id,
      runBy: [...runBy],
      ...(playlists && { playlists: [...playlists] }),
      ...(autostart !== undefined && { autostart }),
    })),
    mainTitle: { title: film, chosenBy: mainTitle === undefined ? 'signs' : 'user', signs: [...(ranked.get(film)?.signs ?? [])] },
    titles: titles.map(({ firstPlay, linked, subPaths, ...title }) => ({
      ...title,
      role: roles.get(title.id) ?? 'left-out',
      ...(reasons.has(title.id) && { reason: reasons.get(title.id) }),
      points: ranked.get(title.id)?.points ?? 0,
      chapters: [...title.chapters],
      timeline: [...title.timeline],
      otherAngles: title.otherAngles.map((angle) => [...angle]),
      video: [...title.video],
      audio: [...title.audio],
      subtitles: [...title.subtitles],
      ...(firstPlay !== undefined && { firstPlay }),
      ...(linked !== undefined && { linked }),
      ...(subPaths && { subPaths: subPaths.map(({ kind, clips: used }) => ({ kind, clips: [...used] })) }),
    })),
    clips: clips.map((clip) => ({ id: clip.id, duration: clip.duration, bytes: clipBytes(clip) })),
    faults: [...disc.faults],
  };
}
