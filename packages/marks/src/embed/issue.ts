import { randomBytes } from 'node:crypto';
import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { probe } from '@streetdate/core';
import { checkList, checkPath, checkText, oneLine } from '@streetdate/core/internal';
import { sha256OfFile } from '@streetdate/core/internal/files';
import { decoderUrl } from '@streetdate/core/internal/node';
import { StreetdateError } from '@streetdate/core/portable';
import { biasesOf, wordOf } from '../code/bias.ts';
import { startFfmpeg, writeTo } from '../ffmpeg.ts';
import type { MarkKey } from '../key/mark-key.ts';
import { deliveriesCsv } from './deliveries.ts';
import { makeClips, writeDisc } from './issue-disc.ts';
import { type IssuedCopy, type MarkSet, placesIn } from './mark-set.ts';
import { checkRecipients } from './name-key.ts';
import { makeFolder, readJson, writeAtomically } from './set-files.ts';
import { trackArguments } from './tracks.ts';

/** Options of {@link issueCopies}. */
export interface IssueOptions {
  /**
   * Container of the copies: what the master's sound goes into. Subtitles that are pictures do not go into `mp4`. `bluray` makes the folder of a disc for each recipient: the clips are
   * made once, and a playlist orders them. @defaultValue 'mkv'
   */
  readonly container?: 'mkv' | 'mp4' | 'bluray' | undefined;
  /** The time of issue. @defaultValue now */
  readonly now?: (() => Date) | undefined;
  /** Stops. Copies that are whole stay. */
  readonly signal?: AbortSignal | undefined;
  /** Called after each copy. */
  readonly onIssued?: ((copy: IssuedCopy) => void) | undefined;
}

/**
 * The copies of a folder that were issued, in order; none where there is no list.
 * @throws StreetdateError `bad-evidence` where its list is damaged: to go on without it would lose who has which copy.
 */
export async function readIssued(folder: string): Promise<IssuedCopy[]> {
  const path = placesIn(folder).issued;
  const list = await readJson<{ readonly copies: IssuedCopy[] } | null>(path);
  if (list === undefined) return [];
  const isCopy = (copy: IssuedCopy | null) => typeof copy?.serial === 'string' && typeof copy.recipient === 'string';
  if (!Array.isArray(list?.copies) || !list.copies.every(isCopy))
    throw new StreetdateError('bad-evidence', `${oneLine(path)} is no list of issued copies: it is damaged; put a whole one in its place`, {
      path,
    });
  return list.copies;
}

/**
 * Puts a copy together for each recipient that has none yet. Nothing is encoded: segments of both versions are joined in the order of the
 * recipient's word, and sound and subtitles are those of the master.
 * @param recipients - Their names. They are written to the list of issued copies only.
 * @returns All copies of the folder that were issued.
 * @throws StreetdateError `decoder-failed`, `file-unreadable`, `file-unwritable`; `bad-evidence` when a name looks like that of an issued copy.
 * RangeError when names look alike, and when a disc cannot hold the film.
 */
export async function issueCopies(
  master: string,
  folder: string,
  key: MarkKey,
  set: MarkSet,
  recipients: readonly string[],
  options: IssueOptions = {},
): Promise<IssuedCopy[]> {
  checkPath('master', master);
  checkList('recipients', recipients, checkText);
  const { container = 'mkv', now = () => new Date(), signal, onIssued } = options;
  const places = placesIn(folder);
  const copies = await readIssued(folder);
  checkRecipients(
    recipients,
    copies.map(({ recipient }) => recipient),
    places.issued,
  );
  const biases = biasesOf(key, set.set, set.segments, set.colluders);
  await makeFolder(places.copies);
  // What a run left that was killed.
  for (const name of await readdir(places.copies)) if (name.includes('.unfinished.')) await rm(join(places.copies, name), { force: true });
  const clips = container === 'bluray' ? await makeClips(master, folder, set, signal) : undefined;
  for (const recipient of new Set(recipients)) {
    if (copies.some((copy) => copy.recipient === recipient)) continue;
    signal?.throwIfAborted();
    const serial = randomBytes(8).toString('hex');
    const word = wordOf(key, set.set, serial, biases);
    const file = join('copies', clips === undefined ? `${serial}.${container}` : serial);
    const path = join(folder, file);
    if (clips === undefined) await joinSegments(master, folder, set, word, path, signal);
    const sha256 = clips === undefined ? (await sha256OfFile(path)).sha256 : await writeDisc(folder, clips, word, path);
    const copy = { serial, recipient, file, sha256, issuedAt: now().toISOString() };
    copies.push(copy);
    await writeAtomically(places.issued, [
      `${JSON.stringify({ type: 'issued-copies', version: 1, set: set.set, copies }, undefined, 2)}\n`,
    ]);
    const rows = copies.map((each) => ({ variant: each.serial, recipient: each.recipient, sentAt: each.issuedAt }));
    await writeAtomically(places.deliveries, [deliveriesCsv(set.master.name, rows)]);
    onIssued?.(copy);
  }
  return copies;
}

/**
 * Joins the segments of a word with the sound and subtitles of the master, without encoding.
 * @param word - For each segment 0 for A and 1 for B.
 */
export async function joinSegments(
  master: string,
  folder: string,
  set: Pick<MarkSet, 'master'>,
  word: Uint8Array,
  path: string,
  signal?: AbortSignal,
): Promise<void> {
  const places = placesIn(folder);
  const unfinished = path.replace(/(\.\w+)$/, '.unfinished$1');
  const container = path.endsWith('.mp4') ? 'mp4' : 'mkv';
  const tracks = await probe(master, { signal });
  const muxer = startFfmpeg(
    [
      // The picture comes where the master has it: its sound may begin before it.
      ...['-itsoffset', String(set.master.start), '-f', 'mp4', '-i', 'pipe:0', '-i', decoderUrl(master)],
      ...[...trackArguments(tracks, container), ...(container === 'mp4' ? ['-movflags', '+faststart'] : []), decoderUrl(unfinished)],
    ],
    path,
  );
  const stop = () => muxer.kill();
  signal?.addEventListener('abort', stop);
  try {
    await writeTo(muxer, await readFile(places.start));
    for (const [at, variant] of word.entries()) await writeTo(muxer, await readFile(places.segment(variant === 1 ? 1 : 0, at)));
    muxer.stdin.end();
    await muxer.ended;
    await rename(unfinished, path);
  } catch (error) {
    stop();
    await muxer.ended.catch(() => {});
    await rm(unfinished, { force: true });
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}
