import { StreetdateError } from '@streetdate/core';
import { listInputs } from './list-inputs.ts';

/** The image at a path, with all its files; undefined if it is none. @throws StreetdateError for a path that cannot be read. */
export async function imageAt(
  path: string,
): Promise<{ readonly volumes: readonly (string | undefined)[]; readonly format: 'disk' | 'ewf' | 'iso' } | undefined> {
  for await (const input of listInputs([path])) {
    if (input.kind === 'failed') throw input.error;
    if (input.kind !== 'archive' || input.format === 'pieces') continue;
    const { format } = input.format;
    if (format === 'disk' || format === 'ewf' || format === 'iso') return { volumes: input.volumes, format };
    if (format === 'unreadable') {
      const reason = `it is ${input.format.name}, and files of its kind are not opened`;
      throw new StreetdateError('archive-unsupported', `${path}: ${reason}`, { path });
    }
  }
  return undefined;
}
