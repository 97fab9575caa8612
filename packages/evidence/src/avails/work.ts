import { readEidr, readIsan } from '../identity/identifiers.ts';
import type { Avail, AvailedWork } from './avail.ts';

/** An EIDR as a DOI, as a URN, or inside of another id: `md:cid:eidr-s:8FF3-…`, `urn:dece:alid:eidr-s:…`. */
const EIDR = /(?:10\.5240[/:]|\beidr-[sx][:-])((?:[0-9a-f]{4}-){5}[0-9a-z])(?![0-9a-z])/i;

/** What is known of a work, from its texts. A wrong EIDR is a fault, since the row then names another work or none. */
export function workOf(
  names: readonly (string | undefined)[],
  ids: readonly (string | undefined)[],
  released: string | undefined,
): Pick<Avail, 'work' | 'fault'> {
  const given = texts(ids);
  const eidrs: string[] = [];
  let fault: string | undefined;
  for (const id of given) {
    const [, digits] = EIDR.exec(id) ?? [];
    if (digits === undefined) continue;
    const read = readEidr(`10.5240/${digits}`);
    if ('value' in read) eidrs.push(read.value);
    else fault = `its EIDR ${id} is wrong: ${read.reason}`;
  }
  const [year] = /^(?:18[89]|19\d|2\d\d)\d(?!\d)/.exec(released ?? '') ?? [];
  const work: AvailedWork = {
    names: texts(names),
    eidrs: [...new Set(eidrs)],
    ids: [...new Set(given.filter((id) => !EIDR.test(id)).flatMap(spellingsOf))],
    ...(year !== undefined && { year: Number(year) }),
  };
  return { work, ...(fault !== undefined && { fault }) };
}

/** An id as it is written, and the owner's or the standard's own id inside of it: `md:cid:org:example.com:4711`, `md:cid:isan:…`, `AltID:4711`. */
function spellingsOf(id: string): string[] {
  const own = /^(?:md:(?:cid|alid):org:[^:]+:|md:(?:cid|alid):[a-z-]+:|[A-Z][A-Za-z]*ID\d?:)(.+)$/.exec(id)?.[1];
  const isan = readIsan(own ?? id);
  return [id, ...(own === undefined ? [] : [own]), ...('value' in isan ? [isan.value] : [])];
}

/** A work in a few words, for a message. */
export function workInWords({ names, eidrs, ids, year }: AvailedWork): string {
  const [name] = names;
  if (name === undefined) return eidrs[0] ?? ids[0] ?? 'a work without a name';
  return year === undefined ? name : `${name} (${year})`;
}

function texts(given: readonly (string | undefined)[]): string[] {
  return [...new Set(given.map((text) => (text ?? '').replace(/\s+/g, ' ').trim()))].filter((text) => text !== '');
}
