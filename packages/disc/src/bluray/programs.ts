import type { DiscSource } from '../source/disc-source.ts';
import type { DiscProgram } from '../structure/disc.ts';
import type { Faults } from '../structure/faults.ts';
import { readBdjObject } from './bdj-object.ts';
import { readBdmv } from './bdmv-file.ts';
import type { IndexTable } from './index-table.ts';

/**
 * The Java programs that the index runs, with the playlists that their objects in `BDMV/BDJO` allow. They are not run. A missing object is
 * no fault: no part of the film is lost with it, and copies of discs often lack them.
 */
export async function readPrograms(source: DiscSource, index: IndexTable, faults: Faults): Promise<DiscProgram[]> {
  const runBy = new Map<string, string[]>();
  const objects = [
    ['first play', index.firstPlay] as const,
    ['top menu', index.topMenu] as const,
    ...index.titles.map((object, at) => [`title ${at + 1}`, object] as const),
  ];
  for (const [role, object] of objects) {
    if (object?.kind !== 'program') continue;
    const roles = runBy.get(object.name);
    if (roles) roles.push(role);
    else runBy.set(object.name, [role]);
  }
  const programs: DiscProgram[] = [];
  for (const [id, roles] of runBy) {
    const object = await readBdmv(source, `BDJO/${id}.bdjo`, 'BDJO', faults, readBdjObject);
    programs.push({ id, runBy: roles, playlists: object?.playlists, autostart: object?.autostart });
  }
  return programs;
}
