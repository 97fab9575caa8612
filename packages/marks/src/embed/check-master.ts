import { checkObject, checkPath } from '@streetdate/core/internal';
import { rateOf } from './inspect-master.ts';
import type { IssueOptions } from './issue.ts';
import { checkDisc } from './issue-disc.ts';
import { type RenderOptions, settingsOf } from './render.ts';
import { checkTracks } from './tracks.ts';

/** Options of {@link checkMaster}: those that the versions will be rendered and the copies issued with. */
export type CheckMasterOptions = RenderOptions & Pick<IssueOptions, 'container'>;

/**
 * Refuses a master that cannot be rendered or issued so, before hours of rendering and before a key is made for it.
 * @throws RangeError for an option out of its range, when the film is too short for the claim, and when a disc cannot hold it. StreetdateError
 * as of `probe`; `no-video`; `not-media` for a film that cannot be marked, and when the container does not take its sound or subtitles.
 */
export async function checkMaster(master: string, options: CheckMasterOptions = {}): Promise<void> {
  checkPath('master', master);
  checkObject('options', options);
  const { container = 'mkv', signal } = options;
  const { master: facts, segmentFrames } = await settingsOf(master, options);
  if (container === 'bluray') checkDisc(facts, Math.ceil((facts.seconds * rateOf(facts.frameRate)) / segmentFrames));
  else await checkTracks(master, container, signal);
}
