import type { Cache } from './cache.ts';
import { even } from './copy-draft.ts';
import { readClipFacts } from './ffmpeg.ts';
import type { Film } from './film.ts';
import type { FilmPlan } from './film-sets.ts';

/** Masters are at most this wide. */
const MAX_WIDTH = 854;
/** Sound below this mean level, in decibels, counts as silence. */
const SILENCE_DECIBELS = -60;

/** Cuts the film that `plan` names out of its clip into the cache: H.264 at a quality that is hard to tell from the clip. */
export async function makeMaster(plan: FilmPlan, cache: Cache): Promise<Film> {
  const { clip, start, duration } = plan;
  const scale = Math.min(1, MAX_WIDTH / clip.width);
  const [width, height] = [even(clip.width * scale), even(clip.height * scale)];
  // The input's path would tie the cache to a machine, so the key names the content instead.
  const key = `master/${clip.digest}/${start}/${duration}/${width}x${height}`;
  const picture = ['-vf', `setpts=PTS-STARTPTS,fps=${clip.frameRate},scale=${width}:${height}:flags=area,setsar=1,format=yuv420p`];
  const sound = clip.hasSound ? ['-c:a', 'aac', '-b:a', '160k', '-ar', '44100', '-ac', '2'] : ['-an'];
  const encoder = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '16', '-g', '24', '-threads', '1', '-map', '0:v:0', '-map', '0:a:0?'];
  const path = await cache.make('films', key, 'mp4', (out, run) =>
    run(['-ss', String(start), '-i', clip.path, '-t', String(duration), ...picture, ...encoder, ...sound, '-sn', '-dn', out]),
  );
  const facts = await readClipFacts(cache.resolve(path));
  if (facts === undefined) throw new Error(`the master of ${plan.id} cannot be read`);
  const hasSound = clip.hasSound && (await isHeard(path, cache));
  return { id: plan.id, path, production: clip.name, duration: facts.duration, width, height, frameRate: clip.frameRate, hasSound };
}

async function isHeard(path: string, cache: Cache): Promise<boolean> {
  const report = await cache.run(['-i', path, '-vn', '-af', 'volumedetect', '-f', 'null', '-']);
  const decibels = Number(/mean_volume: (-?[\d.]+) dB/.exec(report)?.[1] ?? '-91');
  return decibels > SILENCE_DECIBELS;
}
