import { StreetdateError } from '@streetdate/core/portable';
import type { EnrollOptions } from '@streetdate/engine';
import { asService } from '../store/scope.ts';
import { removeUnlessNeeded } from './content.ts';
import type { Handler } from './handler.ts';
import type { NewJob } from './jobs.ts';

/** The kind of these jobs, as stored in queues since before the spelling was settled. */
const ENROLL = 'enrol';

/** A file whose content is kept, to be enrolled as a reference. */
export interface NewReference {
  /** Whose library it is for. */
  readonly organisationId: string;
  /** Id of its title, which exists. */
  readonly titleId: string;
  /** SHA-256 of its content. */
  readonly sha256: string;
  /** Its name; the extension says how it is read. */
  readonly name: string;
  /** What is known of it. */
  readonly facts: Pick<EnrollOptions, 'id' | 'kind' | 'promo' | 'edition' | 'territory' | 'thumbnails' | 'details'>;
}

/** The job that enrolls a file. The same file of the same title has the same one. */
export function enrollJobOf({ organisationId, ...reference }: NewReference): NewJob {
  const { titleId, sha256, name, facts } = reference;
  const lane = name.toLowerCase().endsWith('.sdfp') ? 'fingerprints' : 'films';
  const key = `enrol ${organisationId} ${titleId} ${sha256} ${facts.id ?? ''}`;
  return { organisationId, kind: ENROLL, lane, key, payload: reference, content: sha256 };
}

/** A content that came in within this time may belong to a request whose job is not stored yet, milliseconds. */
const SETTLED_MS = 10_000;

/** Enrolls a file as a reference of a title. Its bytes are removed afterwards, unless an upload or another job has the same. */
export const enrollReference: Handler = {
  kind: ENROLL,

  async run(service, { id, organisationId, payload, take }, signal) {
    const { titleId, sha256, name, facts } = payload as Omit<NewReference, 'organisationId'>;
    const began = service.now().getTime();
    const isThere = await service.files.has(sha256);
    // An earlier attempt may have ended after the enrollment, and before it was noted.
    if (!isThere && take === 1) throw new StreetdateError('file-not-found', `${name}: its content is no longer there; send it again`);
    if (isThere) {
      await service.libraries.use(organisationId, (library) => {
        const enroll = (path: string) => library.enroll(path, { ...facts, title: titleId, signal });
        return service.files.withPath(sha256, name, enroll, organisationId);
      });
    }
    // Others may have the same content. What they leave is removed by retention.
    const keptBefore = Math.min(began, service.now().getTime() - SETTLED_MS);
    await asService(() => removeUnlessNeeded(service, [sha256], keptBefore, { exceptJob: id }));
  },
};
