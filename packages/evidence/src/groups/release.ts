import { checkList, checkObject, checkString } from '@streetdate/core/internal';
import { parseReleaseName, type ReleaseName } from '@streetdate/release/name';
import type { Traces } from '../case/encoder-traces.ts';

/** A release, by what may link it to others. What is not known is absent. */
export interface LinkedRelease {
  /** Its id. */
  readonly id: string;
  /** Its name. */
  readonly name?: string;
  /** The group that its name claims. */
  readonly group?: string;
  /** Habits of its name, by what they concern. */
  readonly naming: Readonly<Record<'separator' | 'order' | 'spelling', string | undefined>>;
  /** What its encoder and muxer wrote about themselves. */
  readonly traces: Traces;
  /** Where it was seen first, or the site that its name mentions. */
  readonly site?: string;
  /** Hour of the day when it appeared, UTC, 0 up to 24. */
  readonly hour?: number;
  /** The title. */
  readonly titleId?: string;
  /** Days from its appearance to the first window. */
  readonly leadDays?: number;
}

/** The habits of a release's name. */
export function namingOf(name: ReleaseName): LinkedRelease['naming'] {
  checkObject('name', name);
  checkString('name.segment', name.segment);
  checkList('name.tags', name.tags, checkObject);
  const { segment, tags } = name;
  const separators = [...segment.matchAll(/[ ._]/g)].map(([character]) => character);
  const separator = ['.', '_', ' '].find((each) => separators.filter((found) => found === each).length > separators.length / 2);
  const strong = tags.filter(({ strength }) => strength !== 'weak').sort((one, other) => one.start - other.start);
  const order = strong.map(({ kind }) => kind).join(' ');
  // How words are written that others write otherwise: x264, h264, H.264.
  const spelling = strong
    .filter(({ kind }) => kind === 'source' || kind === 'video-codec' || kind === 'audio-codec')
    .map(({ value, text }) => `${value}=${text}`);
  return { separator, order: order === '' ? undefined : order, spelling: spelling.length === 0 ? undefined : spelling.join(' ') };
}

/** A release that is known by its name only. */
export function releaseOfName(id: string, text: string): LinkedRelease {
  checkString('id', id);
  checkString('text', text);
  const name = parseReleaseName(text);
  return { id, name: text, ...(name.group !== undefined && { group: name.group }), naming: namingOf(name), traces: {} };
}
