import type { Library, StoredReference } from '@streetdate/engine';
import { type FilmMedia, mediaOfReference } from '@streetdate/engine/internal';

/** Where the film of a reference lies: a file, or a film on a disc. */
export async function mediaOf(library: Library, reference: StoredReference | undefined): Promise<FilmMedia> {
  return mediaOfReference(reference, reference?.kind === 'disc' ? await library.discs() : []);
}
