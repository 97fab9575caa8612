import { StreetdateError } from '@streetdate/core/portable';
import type { Enrolled, Library, NotEnrolled } from '@streetdate/engine';
import { isFingerprintName } from '@streetdate/engine/internal';
import type { Console } from '../output/console.ts';

/** Keeps the C2PA manifest of an enrolled file, if it has one in it or beside it. A manifest that cannot be kept is a note. */
export async function withManifest(library: Library, enrolled: Enrolled | NotEnrolled, console: Console): Promise<Enrolled | NotEnrolled> {
  if (enrolled.kind !== 'reference' || isFingerprintName(enrolled.path)) return enrolled;
  const { path, reference } = enrolled;
  const { keepManifest } = await import('@streetdate/evidence');
  try {
    const found = await keepManifest(library, reference, path);
    if (found === undefined) return enrolled;
    const { isKept, isCompared, credentials } = found;
    if (!isKept) console.note(`${found.path}: its C2PA manifest does not fit ${path} and is not kept: ${credentials.faults.join(', ')}`);
    else if (!isCompared) console.note(`${found.path}: its C2PA manifest is kept, but was not compared with the bytes, which are too many`);
    return { ...enrolled, reference: (await library.catalogue.reference(reference.id)) ?? reference };
  } catch (error) {
    if (!(error instanceof StreetdateError)) throw error;
    console.note(`${path}: its C2PA manifest could not be kept: ${error.message}`);
    return enrolled;
  }
}
