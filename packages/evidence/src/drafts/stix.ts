import { toBytes, toHex } from '../bytes/bytes.ts';
import { DIGESTS } from '../bytes/hash.ts';
import { toCanonicalJson } from '../canonical-json.ts';
import { COPY_ELEMENTS, type DataTemplate, isThere, seenInstants } from './draft-template.ts';

/** The namespace of the ids of observables, and of nothing else (STIX 2.1, 2.9). */
const OBSERVABLES = '00abedb4-aa42-466c-9c01-fed23315a9b7';
/** Our own namespace, for what is no observable: equal facts have equal ids. */
const OWN = '6f0c5a2e-8c1b-4d57-9a53-1e7c9b0d4f21';
/** When identities count as created: one stays the same however many copies are added. */
const IDENTITY_CREATED = '2026-01-01T00:00:00.000Z';

/** The copies as a bundle of STIX 2.1: who says so, each address with when it was seen, and a report with the findings. */
export const stix: DataTemplate = {
  name: 'stix',
  title: 'STIX 2.1 bundle',
  scope: 'case',
  extension: 'json',
  elements: [
    {
      provision: 'identity',
      what: 'the sender’s organisation or name',
      isGiven: ({ sender: { organisation, name } }) => isThere(organisation) || isThere(name),
    },
    { provision: 'url', ...COPY_ELEMENTS.locations },
    { provision: 'observed-data', ...COPY_ELEMENTS.instants },
  ],
  write: (facts) => {
    const { sender, copies, works } = facts;
    const instants = seenInstants(facts) ?? [new Date(0)];
    const [first, last] = [instants[0]!.toISOString(), instants.at(-1)!.toISOString()];
    const common = (created: string, modified = created) => ({ spec_version: '2.1', created, modified });
    const name = isThere(sender.organisation) ? sender.organisation! : sender.name!;
    const identity = {
      type: 'identity',
      id: `identity--${uuid(OWN, name)}`,
      ...common(IDENTITY_CREATED),
      name,
      identity_class: 'organization',
    };
    const by = { created_by_ref: identity.id };
    const observables = new Map<string, object>();
    const observe = (type: string, contributing: object, properties: object): string => {
      const id = `${type}--${uuid(OBSERVABLES, toCanonicalJson(contributing))}`;
      observables.set(id, { type, spec_version: '2.1', id, ...properties });
      return id;
    };
    const observed = new Map<string, object>();
    for (const { location, seenAt = '', title, sha256 } of copies) {
      const refs = [observe('url', { value: location }, { value: location })];
      const hashes = { 'SHA-256': sha256 };
      if (sha256 !== undefined) refs.push(observe('file', { hashes }, { hashes, ...nameOf(location) }));
      const at = new Date(seenAt).toISOString();
      const id = `observed-data--${uuid(OWN, JSON.stringify([location, at, title]))}`;
      observed.set(id, {
        type: 'observed-data',
        id,
        ...common(at),
        ...by,
        first_observed: at,
        last_observed: at,
        number_observed: 1,
        object_refs: refs,
      });
    }
    const contents = [...observables.keys(), ...observed.keys()];
    const titles = works.map(({ title }) => title).join(', ');
    const findings = copies.map(({ location, title, finding }) => `${location}: ${title}. ${finding ?? ''}`.trim());
    const report = {
      type: 'report',
      id: `report--${uuid(OWN, JSON.stringify([identity.id, works]))}`,
      ...common(first, last),
      ...by,
      name: `Copies of ${titles}`,
      description: findings.join('\n'),
      report_types: ['observed-data'],
      published: last,
      object_refs: contents,
    };
    const all = [identity, ...observables.values(), ...observed.values(), report];
    return `${JSON.stringify({ type: 'bundle', id: `bundle--${uuid(OWN, JSON.stringify([report.id, contents]))}`, objects: all }, undefined, 2)}\n`;
  },
};

/** The name of the file at an address, where the address has one. */
function nameOf(location: string): { readonly name?: string } {
  const path = URL.canParse(location) ? new URL(location).pathname : location;
  const [last = ''] = path.split('/').slice(-1);
  try {
    return last === '' ? {} : { name: decodeURIComponent(last) };
  } catch {
    return { name: last };
  }
}

/** A UUID of version 5 (RFC 9562, 5.5): equal names have equal ids. */
function uuid(namespace: string, name: string): string {
  const prefix = Uint8Array.from(namespace.replaceAll('-', '').match(/../g)!, (pair) => Number.parseInt(pair, 16));
  const bytes = DIGESTS.get('sha1')!(Uint8Array.from([...prefix, ...toBytes(name)])).slice(0, 16);
  bytes[6] = 0x50 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  return toHex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
