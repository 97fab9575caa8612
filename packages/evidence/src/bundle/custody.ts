import { toBytes, toHex } from '../bytes/bytes.ts';
import { sha256 } from '../bytes/hash.ts';
import { type JsonValue, toCanonicalJson } from '../canonical-json.ts';
import type { LedgerEntry, LedgerEvent } from '../ledger/entry.ts';
import { changeInWords, logInWords } from '../ledger/event-words.ts';
import type { CaseFile, CaseMatch, CaseScan } from './case-file.ts';

/** A node of the graph. */
type Node = { readonly [key: string]: JsonValue };

/** What a chain of custody is made of. */
export interface CustodyFacts {
  /** Name of the bundle. */
  readonly name: string;
  /** What it states. */
  readonly content: CaseFile;
  /** The ledger's entries about it, in order. */
  readonly entries: readonly LedgerEntry[];
  /** How many bytes a file below `data/` has; undefined where it is missing. */
  readonly sizeOf: (path: string) => number | undefined;
}

const CONTEXT = {
  'case-investigation': 'https://ontology.caseontology.org/case/investigation/',
  'uco-action': 'https://ontology.unifiedcyberontology.org/uco/action/',
  'uco-core': 'https://ontology.unifiedcyberontology.org/uco/core/',
  'uco-identity': 'https://ontology.unifiedcyberontology.org/uco/identity/',
  'uco-observable': 'https://ontology.unifiedcyberontology.org/uco/observable/',
  'uco-tool': 'https://ontology.unifiedcyberontology.org/uco/tool/',
  'uco-types': 'https://ontology.unifiedcyberontology.org/uco/types/',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
};

/**
 * The chain of custody of a bundle as JSON-LD of CASE and UCO: which file was scanned when and by which version, who recorded, judged and
 * decided what, and which files of the bundle are of it. It is made of the case and the ledger alone, so a verifier makes it anew.
 * @returns Canonical JSON.
 */
export function custodyOf({ name, content, entries, sizeOf }: CustodyFacts): Uint8Array {
  const graph = new Map<string, Node>();
  /** Adds a node once. Its id is made of what it is about, so equal bundles have equal ids. */
  const add = (type: string, about: readonly string[], properties: Readonly<Record<string, JsonValue | undefined>>): Node => {
    const id = uuidOf([name, type, ...about]);
    const given = Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined)) as Node;
    if (!graph.has(id)) graph.set(id, { '@id': id, '@type': type, ...given });
    return { '@id': id };
  };
  const facet = (type: string, about: readonly string[], properties: Node): Node => ({
    '@id': uuidOf([name, type, ...about]),
    '@type': type,
    ...properties,
  });
  const tool = (version: string) => add('uco-tool:AnalyticTool', [version], { 'uco-core:name': 'Streetdate', 'uco-tool:version': version });
  const person = (by: string) => add('uco-identity:Identity', [by], { 'uco-core:name': by });
  const contentFacet = (about: readonly string[], digest: string, size?: number) =>
    facet('uco-observable:ContentDataFacet', about, {
      ...(size !== undefined && { 'uco-observable:sizeInBytes': size }),
      'uco-observable:hash': [
        facet('uco-types:Hash', about, {
          'uco-types:hashMethod': 'SHA256',
          'uco-types:hashValue': { '@type': 'xsd:hexBinary', '@value': digest },
        }),
      ],
    });
  /** A sequence of bytes with its SHA-256. */
  const bytes = (about: readonly string[], digest: string, description: string, size?: number) =>
    add('uco-observable:ContentData', about, {
      'uco-core:description': description,
      'uco-core:hasFacet': [contentFacet(about, digest, size)],
    });

  const { versions } = content;
  const parts: Node[] = [];
  for (const scan of content.scans) parts.push(...addScan(scan));
  for (const entry of entries) parts.push(...addServer(entry));
  add('case-investigation:Investigation', [], { 'uco-core:name': name, 'uco-core:object': parts });
  const nodes = [...graph.values()].sort((one, other) => (String(one['@id']) < String(other['@id']) ? -1 : 1));
  return toBytes(toCanonicalJson({ '@context': CONTEXT, '@graph': nodes }));

  function addScan(scan: CaseScan): Node[] {
    const { scanId, fileName, media, fingerprintSha256, programVersion, scannedAt, matches } = scan;
    const content = media?.sha256 ? [contentFacet([scanId], media.sha256, media.bytes)] : [];
    const file = add('uco-observable:File', [scanId], {
      'uco-core:hasFacet': [facet('uco-observable:FileFacet', [scanId], { 'uco-observable:fileName': fileName }), ...content],
    });
    const fingerprint = bytes([scanId, 'fingerprint'], fingerprintSha256, `The fingerprint of ${fileName}`);
    const scanning = add('case-investigation:InvestigativeAction', [scanId, 'scan'], {
      'uco-core:name': 'scan',
      'uco-action:startTime': instant(scannedAt),
      'uco-action:instrument': [tool(programVersion)],
      'uco-action:object': [file],
      'uco-action:result': [fingerprint],
    });
    const actions = [scanning];
    for (const entry of entries) {
      if (!('scanId' in entry.event) || entry.event.scanId !== scanId) continue;
      const before = actions.at(-1)!;
      actions.push(
        add('case-investigation:InvestigativeAction', [scanId, String(entry.position)], {
          'uco-core:name': NAMES[entry.event.kind],
          'uco-core:description': `Entry ${entry.position} of the ledger: ${sentenceOf(entry.event)}`,
          'uco-action:startTime': instant(entry.at),
          'uco-action:endTime': instant(entry.at),
          'uco-action:performer': person(entry.by),
          'uco-action:object': [file],
          'case-investigation:wasInformedBy': [before],
        }),
      );
    }
    const enclosed = matches.flatMap((match) => enclosedFiles(match).map((path) => addEnclosed(path, fileName, match)));
    if (enclosed.length > 0) {
      const version = Object.values(versions)[0] ?? programVersion;
      actions.push(
        add('case-investigation:InvestigativeAction', [scanId, 'enclose'], {
          'uco-core:name': 'enclose',
          'uco-core:description':
            'The matched intervals of both films were cut from their fingerprints and put into the bundle, with pictures.',
          'uco-action:instrument': [tool(version)],
          'uco-action:object': [fingerprint],
          'uco-action:result': unique(enclosed),
        }),
      );
    }
    const record = add('case-investigation:ProvenanceRecord', [scanId], {
      'uco-core:description': `What was found of ${fileName}`,
      'case-investigation:exhibitNumber': scanId,
      'uco-core:object': unique([file, fingerprint, ...enclosed]),
    });
    return [file, fingerprint, ...actions, record];
  }

  /** A server whose files were taken into the case. */
  function addServer({ position, at, by, event }: LedgerEntry): Node[] {
    if (event.kind !== 'server') return [];
    const server = add('uco-observable:Server', [event.serverId], { 'uco-core:name': event.name });
    const taking = add('case-investigation:InvestigativeAction', ['server', String(position)], {
      'uco-core:name': NAMES.server,
      'uco-core:description': `Entry ${position} of the ledger: ${sentenceOf(event)}`,
      'uco-action:startTime': instant(event.addedAt),
      'uco-action:endTime': instant(at),
      'uco-action:performer': person(by),
      'uco-action:object': [server],
    });
    return [server, taking];
  }

  function addEnclosed(path: string, fileName: string, { title }: CaseMatch): Node {
    const digest = /[0-9a-f]{64}/.exec(path)?.[0] ?? '';
    return bytes([path], digest, `data/${path}, of ${fileName} and ${title.name}`, sizeOf(path));
  }
}

const NAMES: Readonly<Record<LedgerEvent['kind'], string>> = {
  scan: 'record',
  verdict: 'judge',
  decision: 'decide',
  server: 'take',
  enrolment: 'enrol',
  anchor: 'stamp',
  bundle: 'hand over',
  exclusion: 'exclude',
  conflict: 'decide',
  'allowed-source': 'allow',
  promo: 'publish',
  dispute: 'dispute',
  letter: 'write',
  'mark-issue': 'issue',
  'mark-reading': 'read',
  'canary-issue': 'issue',
  'canary-reading': 'compare',
  correction: 'correct',
  log: 'read',
};

function sentenceOf(event: LedgerEvent): string {
  switch (event.kind) {
    case 'scan':
      return `the scan was recorded, with matches of the SHA-256 ${event.matchesSha256}.`;
    case 'verdict':
      return `${event.verdict}. ${event.summary}`;
    case 'decision':
      return `${event.decision}. ${event.reason}`;
    case 'server':
      return `the files of the server ${event.name} in ${event.country}, ${event.files} in all, were listed, with the Merkle root ${event.filesRoot}.`;
    case 'enrolment':
      return `the reference ${event.referenceId} of ${event.title} was enrolled, with the Merkle root ${event.fingerprint.root}.`;
    case 'anchor':
      return `the first ${event.size} entries were stamped by an authority.`;
    case 'log':
      return logInWords(event);
    case 'bundle':
      return `the bundle ${event.name} was handed over.`;
    case 'correction':
      return `entry ${event.corrects} is corrected. ${event.reason}`;
    default:
      return changeInWords(event);
  }
}

function enclosedFiles({ query, referenceInterval, pictures }: CaseMatch): string[] {
  const frames = pictures.flatMap((pair) => [pair.query, pair.reference]);
  return [query.file, referenceInterval.file, ...frames].filter((path) => path !== undefined);
}

function unique(nodes: readonly Node[]): Node[] {
  return [...new Map(nodes.map((node) => [node['@id'], node])).values()];
}

function instant(text: string): Node {
  return { '@type': 'xsd:dateTime', '@value': text };
}

/** A UUID of version 8 (RFC 9562, 5.8): the first bytes of a SHA-256. */
function uuidOf(parts: readonly string[]): string {
  const bytes = sha256(toBytes(JSON.stringify(parts))).slice(0, 16);
  bytes[6] = 0x80 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  return `urn:uuid:${toHex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')}`;
}
