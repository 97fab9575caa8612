import { XMLParser } from 'fast-xml-parser';
import { readWhole } from '../bytes/whole.ts';
import type { DiscSource } from '../source/disc-source.ts';
import type { Faults } from '../structure/faults.ts';

const MOST_BYTES = 1024 * 1024;
/** Most languages. */
const MOST_FILES = 100;

/** Reads tags and text only and expands no entities that a document defines itself. The only file that imports the XML parser. */
const parser = new XMLParser({ removeNSPrefix: true, ignoreAttributes: true, parseTagValue: false, processEntities: false });

/** Reads a Blu-ray's names from its disc library metadata (`BDMV/META/DL/bdmt_*.xml`). @returns Names by language code. */
export async function readLibraryMetadata(source: DiscSource, faults: Faults): Promise<Record<string, string>> {
  const names: Record<string, string> = {};
  const files = (await faults.tryAsync(() => source.files('BDMV/META/DL'))) ?? [];
  for (const file of files.slice(0, MOST_FILES)) {
    const [, language] = /^bdmt_([a-z]{3})\.xml$/i.exec(file.name) ?? [];
    if (language === undefined) continue;
    await faults.tryAsync(async () => {
      const bytes = await source.open(`BDMV/META/DL/${file.name}`);
      if (bytes === undefined) return;
      const text = new TextDecoder().decode((await readWhole(bytes, MOST_BYTES)).bytes);
      const name = nameIn(text);
      if (name !== undefined) names[language.toLowerCase()] = name;
      else faults.add(`${bytes.name}: it has no name of the disc`);
    });
  }
  return names;
}

function nameIn(xml: string): string | undefined {
  let node: unknown;
  try {
    node = parser.parse(xml);
  } catch {
    return undefined;
  }
  for (const key of ['disclib', 'discinfo', 'title', 'name']) {
    const child: unknown = typeof node === 'object' && node !== null && Object.hasOwn(node, key) ? Reflect.get(node, key) : undefined;
    node = Array.isArray(child) ? child[0] : child;
  }
  return typeof node === 'string' && node.trim() !== '' ? node.trim() : undefined;
}
