// @module-tag process
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openLibrary } from '@streetdate/engine';
import { createBundle, Ledger, recordScans, signerOf, verifyBundle } from '@streetdate/evidence';
import jsonld from 'jsonld';
import { Parser, type Quad, Store } from 'n3';
import Validator from 'rdf-validate-shacl';
import { describe, expect, test } from 'vitest';
import { streetdate } from '../cli/tools/streetdate.ts';
import { clipFolder } from '../tools/clips.ts';
import { sharedData } from '../tools/footage.ts';
import { standForFilms } from '../tools/prints-as-films.ts';
import { madeBundle, newKeys, PICTURES, recordedCase } from './tools/case.ts';
import { resigned } from './tools/forge.ts';

interface Graph {
  readonly '@graph': readonly Readonly<Record<string, unknown>>[];
}

const folder = clipFolder();

async function makeCustody() {
  await mkdir(folder('case'));
  const made = await madeBundle({ picturesOf: PICTURES }, folder('case'));
  const text = Buffer.from(made.bundle.files.get('data/custody.jsonld')!).toString();
  return { ...made, text, graph: JSON.parse(text) as Graph };
}

/** A bundle that no test changes. */
let made: ReturnType<typeof makeCustody> | undefined;
const custody = () => {
  made ??= makeCustody();
  return made;
};

/** The same of a library with a server that has the copy. */
async function custodyOfServer() {
  const { home, uploads, copy } = await recordedCase();
  await standForFilms(home, uploads, 'FTP 1');
  await streetdate(['case', 'add-server', uploads, '--name', 'FTP 1', '--country', 'NL', '--by', 'C. Bruun', '--home', home]);
  await using library = await openLibrary(home);
  const ledger = new Ledger(library);
  await recordScans(ledger, library, 'M. Rossi');
  const bundle = await createBundle(library, ledger, [copy], { signers: [signerOf(newKeys().privateKey)], name: 'case-1' });
  const text = Buffer.from(bundle.files.get('data/custody.jsonld')!).toString();
  return { text, graph: JSON.parse(text) as Graph };
}

async function quadsOf(text: string): Promise<Quad[]> {
  return new Parser({ format: 'N-Quads' }).parse(await jsonld.toRDF(JSON.parse(text) as object, { format: 'application/n-quads' }));
}

test('the chain of custody names the file, the program, and who recorded, judged and decided, in order', async () => {
  const { graph } = await custody();
  const actions = graph['@graph'].filter((node) => node['@type'] === 'case-investigation:InvestigativeAction');
  expect(actions.map((node) => node['uco-core:name']).sort()).toEqual(['decide', 'enclose', 'judge', 'record', 'scan']);
  const decision = actions.find((node) => node['uco-core:name'] === 'decide')!;
  const byId = new Map(graph['@graph'].map((node) => [node['@id'], node]));
  const performer = byId.get((decision['uco-action:performer'] as { '@id': string })['@id'])!;
  expect(performer['uco-core:name']).toBe('A. Weber');
  // Back from the decision, each action was informed by the one before it.
  const names: unknown[] = [];
  for (let node: Readonly<Record<string, unknown>> | undefined = decision; node !== undefined; ) {
    names.push(node['uco-core:name']);
    const [before] = (node['case-investigation:wasInformedBy'] ?? []) as { '@id': string }[];
    node = before && byId.get(before['@id']);
  }
  expect(names).toEqual(['decide', 'judge', 'record', 'scan']);
});

test('the scanned file has its size and digest', async () => {
  const { graph, copy } = await custody();
  const file = graph['@graph'].find((node) => node['@type'] === 'uco-observable:File')!;
  const bytes = readFileSync(copy);
  expect(file['uco-core:hasFacet']).toMatchObject([
    { 'uco-observable:fileName': 'copy.sdfp' },
    {
      'uco-observable:sizeInBytes': bytes.length,
      'uco-observable:hash': [{ 'uco-types:hashValue': { '@value': createHash('sha256').update(bytes).digest('hex') } }],
    },
  ]);
});

test('a server whose files were taken is part of the chain, with who took them', async () => {
  const { graph } = await custodyOfServer();
  const taking = graph['@graph'].find((node) => node['uco-core:name'] === 'take')!;
  expect(taking['uco-core:description']).toMatch(
    /^Entry 6 of the ledger: the files of the server FTP 1 in NL, 2 in all, were listed, with the Merkle root/,
  );
  const byId = new Map(graph['@graph'].map((node) => [node['@id'], node]));
  const nameOf = (node: unknown) => byId.get((node as { '@id': string })['@id'])?.['uco-core:name'];
  expect(nameOf(taking['uco-action:performer'])).toBe('C. Bruun');
  expect((taking['uco-action:object'] as unknown[]).map(nameOf)).toEqual(['FTP 1']);
});

test('a chain of custody that says something else than the case is found, whoever signed it', async () => {
  const { bundle, privateKey, publicKey, text } = await custody();
  const holds = await verifyBundle(bundle.bytes, { keys: [publicKey] });
  expect(holds.findings.map(({ sentence }) => sentence)).toContain(
    'The chain of custody, data/custody.jsonld, says what the case and the ledger say.',
  );
  const files = new Map(bundle.files).set('data/custody.jsonld', Buffer.from(text.replace('A. Weber', 'B. Weber')));
  const forged = await verifyBundle(await resigned({ ...bundle, files }, privateKey, () => {}), { keys: [publicKey] });
  expect(forged).toMatchObject({
    holds: false,
    findings: expect.arrayContaining([{ kind: 'fails', about: 'ledger', sentence: expect.stringContaining('does not follow') }]),
  });
});

const ontologies = ['uco', 'case'].map((name) => sharedData(`standards/${name}/ontology`));
const examples = sharedData('standards/case-examples');

describe.skipIf(ontologies.includes(undefined) || examples === undefined)(
  'by the shapes of shared/data/standards/uco and case (skipped where the folders are absent)',
  () => {
    const shapes = new Store();
    // This runs where the tests are skipped, too.
    for (const folder of ontologies.filter((each) => each !== undefined)) {
      const turtle = (readdirSync(folder, { recursive: true }) as string[]).filter((name) => name.endsWith('.ttl'));
      // The files name each other, and all of them are here. The validator does not know constraints in SPARQL: there are three for all
      // things, that they are named, by UUIDs, and that a facet is of one object. The test below asks for these itself.
      for (const name of turtle) {
        const quads = new Parser().parse(readFileSync(join(folder, name), 'utf8'));
        shapes.addQuads(quads.filter(({ predicate }) => !/owl#imports$|shacl#sparql$/.test(predicate.value)));
      }
    }
    const declared = new Set(Array.from(shapes, ({ subject }) => subject.value));
    /** What breaks a shape, hints aside; the classes' hierarchy is part of the data, as the shapes ask for classes. */
    const faultsOf = async (text: string): Promise<string[]> => {
      const report = await new Validator(shapes).validate(new Store([...shapes, ...(await quadsOf(text))]));
      return report.results
        .filter(({ severity, focusNode }) => /#Violation$/.test(severity?.value ?? '') && !declared.has(focusNode?.value ?? ''))
        .map(({ path, message }) => `${path?.value}: ${message.map(({ value }) => value).join()}`);
    };

    test.each([
      ['of an upload', custody],
      ['of a file on a server', custodyOfServer],
    ])('the chain of custody %s fits them, and uses no class or property that they lack', async (_, make) => {
      const { text, graph } = await make();
      expect(await faultsOf(text)).toEqual([]);
      const isForeign = (name: string) => !/^https:\/\/ontology\./.test(name);
      const used = (await quadsOf(text)).flatMap(({ predicate, object }) =>
        /#type$/.test(predicate.value) ? [object.value] : [predicate.value],
      );
      expect(new Set(used).size).toBeGreaterThan(20);
      expect([...new Set(used)].filter((name) => isForeign(name) || !declared.has(name))).toEqual([]);
      const facets = (await quadsOf(text)).flatMap(({ predicate, object }) => (/hasFacet$/.test(predicate.value) ? [object.value] : []));
      expect(new Set(facets).size).toBe(facets.length);
      for (const node of graph['@graph']) expect(node['@id']).toMatch(/^urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    });

    test('the shapes find a wrong type, and accept the worked example of the authors', async () => {
      const { text } = await custody();
      const wrongTime = text.replaceAll('"@type":"xsd:dateTime"', '"@type":"xsd:date"');
      expect((await faultsOf(wrongTime)).join('\n')).toMatch(/action\/startTime/);
      const wrongPerformer = text.replaceAll(
        '"uco-action:performer":{',
        '"uco-action:performer":{"@type":"xsd:string","@value":"me"},"x":{',
      );
      expect((await faultsOf(wrongPerformer)).join('\n')).toMatch(/action\/performer/);
      expect(await faultsOf(readFileSync(join(examples!, 'file.json'), 'utf8'))).toEqual([]);
    });
  },
);
