import { createHash } from 'node:crypto';
import { type StreamedMedia, StreetdateError } from '@streetdate/core';
import type { ArchiveEntry, ReleaseMedia } from '@streetdate/release';
import { type FileState, readFileState } from './file-state.ts';

/** Containers that can be decoded from the middle. Others are read from their start. */
const ENTERED_ANYWHERE = /\.(?:ts|m2ts|mts|vob|mpe?g|evo)$/iu;

/**
 * The state of a release's film: of its own file, or of the volumes of its archive, from which it is streamed to the decoder. Nothing is
 * unpacked to disk.
 * @throws StreetdateError as {@link readFileState}.
 */
export async function readReleaseFile(media: ReleaseMedia): Promise<FileState> {
  const { path, entry, files } = media;
  if (entry === undefined) return readFileState(path);
  const volumes: FileState[] = [];
  for (const file of files) volumes.push(await readFileState(file));
  const stamp = createHash('sha256')
    .update(volumes.map((volume) => `${volume.realPath}\0${volume.stamp}`).join('\n'))
    .digest('hex');
  return {
    path,
    realPath: `${volumes[0]!.realPath}${path.slice(files[0]!.length)}`,
    stamp: `${media.fileBytes}-${stamp.slice(0, 32)}`,
    stream: streamOf(path, entry),
    lookAgain: () => readReleaseFile(media),
  };
}

function streamOf(name: string, entry: ArchiveEntry): StreamedMedia {
  const anywhere = ENTERED_ANYWHERE.test(entry.name);
  return {
    name,
    fileBytes: entry.fileBytes,
    duration: 0,
    async *open(offset) {
      let skip = anywhere ? offset : 0;
      for await (const chunk of entry.open()) {
        const rest = skip > 0 ? chunk.subarray(Math.min(skip, chunk.length)) : chunk;
        skip -= chunk.length - rest.length;
        if (rest.length > 0) yield rest;
      }
    },
  };
}

/** Containers whose index may be at their end, too late for a decoder that reads a pipe. */
const INDEXED = /\.(?:mp4|m4v|mov|3gp|f4v)$/iu;

/** Archive volumes identify their folder as a release. */
const VOLUME = /\.(?:rar|[r-z][0-9]{2})$/iu;

/** The error for a film in an archive, with the reason if the pipe is the likely cause. A volume that the caller named gets advice. */
export function archivedFault({ path, stream }: FileState, error: StreetdateError): StreetdateError {
  if (stream === undefined && error.code === 'not-media' && VOLUME.test(path))
    return new StreetdateError('not-media', `${error.message}; scan its folder, and the films in it are read`, { path, cause: error });
  const isPipe = ['not-media', 'bad-picture-size', 'no-video', 'decoder-failed'].includes(error.code);
  if (stream === undefined || !INDEXED.test(path) || !isPipe) return error;
  const reason =
    'it cannot be read from its start, as archives are, probably because its index stands at its end; unpack it and scan the file';
  return new StreetdateError('archive-unsupported', `${path}: ${reason}`, { path, cause: error });
}
