import type { EnrolOptions } from '@streetdate/engine';
import type { Service } from '../service.ts';
import { asService } from '../store/scope.ts';
import type { Handler } from './handler.ts';
import type { NewJob } from './jobs.ts';

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
  readonly facts: Pick<EnrolOptions, 'id' | 'kind' | 'edition' | 'territory' | 'thumbnails' | 'details'>;
}

/** The job that enrols a file. The same file of the same title has the same one. */
export function enrolJobOf({ organisationId, ...reference }: NewReference): NewJob {
  const { titleId, sha256, name, facts } = reference;
  const lane = name.toLowerCase().endsWith('.sdfp') ? 'fingerprints' : 'films';
  const key = `enrol ${organisationId} ${titleId} ${sha256} ${facts.id ?? ''}`;
  return { organisationId, kind: enrolReference.kind, lane, key, payload: reference };
}

/** Enrols a file as a reference of a title. Its bytes are removed afterwards, unless an upload has the same. */
export const enrolReference: Handler = {
  kind: 'enrol',

  async run(service, { organisationId, payload }, signal) {
    const { titleId, sha256, name, facts } = payload as Omit<NewReference, 'organisationId'>;
    const began = service.now().getTime();
    const library = await service.libraries.of(organisationId);
    // An earlier attempt may have ended after the enrolment, and before it was noted.
    if (await service.files.has(sha256)) {
      await service.files.withPath(sha256, name, (path) => library.enrol(path, { ...facts, title: titleId, signal }));
    }
    // Uploads of other organisations may have the same content.
    await asService(() => removeUnlessSent(service, sha256, began));
  },
};

async function removeUnlessSent({ database, files }: Service, sha256: string, keptBeforeMs: number): Promise<void> {
  const upload = await database.selectFrom('upload').select('id').where('sha256', '=', sha256).limit(1).executeTakeFirst();
  if (upload === undefined) await files.remove(sha256, keptBeforeMs);
}
