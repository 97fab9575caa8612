import { toCanonicalJson } from '@streetdate/evidence';
import { VERDICT_KINDS } from '@streetdate/matcher';
import { type Desk, type Forged, jsonOf } from './insider.ts';

/** One small change of one file of a bundle. */
export interface Mutation {
  /** Below `data/`; `bag` for what the bag says of itself. */
  readonly file: string;
  /** Where in it, without numbers of items; an entry of the ledger goes by its kind: `scan.event.media.bytes`. */
  readonly place: string;
  /** What is done, with the full path. */
  readonly name: string;
  /** What was there, and what is there now; undefined where the change is no change of one value. */
  readonly values?: readonly [was: unknown, now: unknown];
  readonly work: (desk: Desk) => void;
}

/** Values that stand for each other where a schema allows a few. */
const CHOICES: readonly (readonly string[])[] = [
  VERDICT_KINDS,
  ['strong', 'weak'],
  ['confirmed', 'rejected', 'needs-more'],
  ['observed', 'reported', 'file-time', 'unknown', 'given', 'scan'],
  ['folder', 'image', 'listing'],
  ['key', 'every', 'reference'],
  ['disc', 'web', 'cinema', 'broadcast', 'digital', 'theatrical'],
  ['US', 'WORLD', 'DE', 'NL', 'SE'],
  ['upload', 'download', 'delete'],
  ['structure', 'person', 'pictures'],
  ['upheld', 'rejected', 'withdrawn'],
  ['shared', 'excluded', 'mine', 'undecided'],
  ['xferlog', 'glftpd', 'access'],
  ['active', 'inset-1'],
  ['agrees', 'disagrees', 'silent'],
  ['trailer', 'clip', 'promo'],
  ['streetdate-bundle/1', 'streetdate-bundle/2', 'streetdate-bundle/3'],
  ['streetdate-ledger/1', 'streetdate-ledger/2'],
];

/** Every mutation of every file on a desk. */
export function mutationsOf(desk: Desk): Mutation[] {
  return [
    ...treeMutations('case.json', desk.content, ({ content }) => content),
    ...treeMutations('ledger/entries.jsonl', desk.entries, ({ entries }) => entries),
    ...[...desk.payload.keys()]
      .filter((path) => /\.json(ld|l)?$/.test(path) && !OWN.has(path))
      .flatMap((path) => fileMutations(path, desk)),
    ...treeMutations('bag', desk.bag, ({ bag }) => bag).filter(
      ({ place }) => !/^(\+|[^.]*(\+|-)$|format.*-|info\.\*\.\*[-#]$)/.test(place),
    ),
    ...binaryMutations(desk),
  ];
}

/** They have their own place on the desk. */
const OWN: ReadonlySet<string> = new Set(['case.json', 'ledger/entries.jsonl']);

/** Mutations of a JSON file among the others, which is read and written for each. */
function fileMutations(path: string, desk: Desk): Mutation[] {
  const isLines = path.endsWith('.jsonl');
  const read = ({ payload }: Desk): Forged =>
    isLines ? linesOf(payload.get(path)!).map((line) => JSON.parse(line)) : jsonOf(payload.get(path)!);
  const write = ({ payload }: Desk, value: Forged) =>
    payload.set(path, Buffer.from(isLines ? value.map((line: Forged) => `${toCanonicalJson(line)}\n`).join('') : toCanonicalJson(value)));
  return treeMutations(path, read(desk), read, write);
}

const linesOf = (bytes: Uint8Array) => Buffer.from(bytes).toString().split('\n').slice(0, -1);

/** Mutations of one JSON value. */
function treeMutations(
  file: string,
  root: Forged,
  read: (desk: Desk) => Forged,
  write: (desk: Desk, root: Forged) => unknown = () => {},
): Mutation[] {
  const mutations: Mutation[] = [];
  const add = (
    path: readonly string[],
    what: string,
    values: Mutation['values'] | undefined,
    change: (parent: Forged, key: string) => unknown,
  ) => {
    const place = placeOf(root, path);
    mutations.push({
      ...{ file, place: `${place}${SUFFIX[what] ?? ''}`, name: `${file} ${path.join('.')}: ${what}` },
      ...(values && { values }),
      work: (desk) => {
        const tree = read(desk);
        const parent = path.slice(0, -1).reduce((value, key) => value[key], tree);
        change(path.length === 0 ? tree : parent, path.at(-1) ?? '');
        write(desk, tree);
      },
    });
  };
  walk(root, []);
  return mutations;

  function walk(value: Forged, path: readonly string[]): void {
    if (typeof value !== 'object' || value === null) {
      for (const now of othersOf(value, path))
        add(path, `${shown(value)} → ${shown(now)}`, [value, now], (parent, key) => (parent[key] = now));
    }
    if (path.length > 0)
      add(path, 'removed', undefined, (parent, key) => (Array.isArray(parent) ? parent.splice(Number(key), 1) : delete parent[key]));
    if (typeof value !== 'object' || value === null) return;
    const keys = Object.keys(value);
    if (Array.isArray(value)) {
      if (value.length > 0) add([...path, '0'], 'doubled', undefined, (parent) => parent.splice(1, 0, structuredClone(parent[0])));
      const other = value.findIndex((each) => JSON.stringify(each) !== JSON.stringify(value[0]));
      if (other > 0) add([...path, '0'], 'swapped', undefined, (parent) => ([parent[0], parent[other]] = [parent[other], parent[0]]));
    } else {
      add([...path, '+'], 'added', undefined, (parent) => (parent.remark = 'unknown'));
      for (const [one, other] of exchangeable(value)) {
        add([...path, one], `exchanged with ${other}`, [value[one], value[other]], (parent) => {
          [parent[one], parent[other]] = [parent[other], parent[one]];
        });
      }
    }
    // Of many numbers alike, a few tell as much as all of them.
    const few = keys.length > 8 && keys.every((key) => typeof value[key] !== 'object') && Array.isArray(value) ? keys.slice(0, 3) : keys;
    for (const key of few) walk(value[key], [...path, key]);
  }
}

const SUFFIX: Readonly<Record<string, string>> = { removed: '-', doubled: '#', swapped: '~' };

/** Entries about scans of which a case tells nothing more have a kind of their own. */
function kindOf(event: Forged): string {
  const isOther = (event.kind === 'scan' && event.matches.length === 0) || (event.kind === 'verdict' && event.judged.length === 0);
  return isOther ? `other-${event.kind}` : event.kind;
}

function placeOf(root: Forged, path: readonly string[]): string {
  let value = root;
  const parts: string[] = [];
  for (const [at, key] of path.entries()) {
    const event = at === 0 && Array.isArray(root) ? root[Number(key)]?.event : undefined;
    parts.push(event !== undefined ? kindOf(event) : Array.isArray(value) ? '*' : key);
    value = value?.[key];
  }
  return parts.join('.');
}

/** Members of an object with different values of one type. */
function exchangeable(value: Forged): [string, string][] {
  const keys = Object.keys(value).filter((key) => ['string', 'number'].includes(typeof value[key]));
  return keys.flatMap((one, at) =>
    keys
      .slice(at + 1, at + 2)
      .flatMap((other): [string, string][] =>
        typeof value[one] === typeof value[other] && value[one] !== value[other] ? [[one, other]] : [],
      ),
  );
}

/** What a plausible other value of a leaf is. */
function othersOf(value: unknown, path: readonly string[]): unknown[] {
  if (typeof value === 'boolean') return [!value];
  if (typeof value === 'number') {
    if (Number.isInteger(value))
      return [value + 1, Math.max(0, Math.round(value * 1.01) === value ? value - 1 : Math.round(value * 1.01))].filter(
        (each) => each !== value,
      );
    return [value * 1.01, value * 1.5];
  }
  if (typeof value !== 'string') return ['something'];
  if (/^\d{4}-\d\d-\d\d(T|$)/.test(value)) return [-5, 5].map((days) => later(value, days));
  if (/^[0-9a-f]{40,}$/.test(value)) return [`${value.slice(0, 7)}${value[7] === '0' ? '1' : '0'}${value.slice(8)}`];
  const digest = /[0-9a-f]{64}/.exec(value);
  if (digest !== null) {
    const at = digest.index + 5;
    return [`${value.slice(0, at)}${value[at] === '0' ? '1' : '0'}${value.slice(at + 1)}`];
  }
  const others = CHOICES.filter((each) => each.includes(value)).flatMap((each) => each.filter((other) => other !== value));
  if (others.length > 0) return others;
  if (path.at(-1) === 'stamp' || (value.length > 40 && /^[A-Za-z0-9+/]+=*$/.test(value)))
    return [`${value[0] === 'A' ? 'B' : 'A'}${value.slice(1)}`];
  return [`${value}2`, `Other ${value}`];
}

function later(value: string, days: number): string {
  const moved = new Date(Date.parse(value) + days * 86_400_000).toISOString();
  return /T.*\.\d{3}Z$/.test(value) ? moved : value.includes('T') ? moved.replace(/\.\d{3}/, '') : moved.slice(0, 10);
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? 'absent').slice(0, 60);
}

/** Files that are removed, added, emptied, and exchanged with another one of the same folder. */
function binaryMutations({ payload }: Desk): Mutation[] {
  const paths = [...payload.keys()].filter((path) => !OWN.has(path));
  const of = (path: string, what: string, work: (desk: Desk) => void): Mutation => ({
    ...{ file: path, place: what, name: `${path}: ${what}`, work },
  });
  const folderOf = (path: string) => path.slice(0, path.lastIndexOf('/') + 1);
  return [
    ...paths.flatMap((path) => [
      of(path, 'removed', (desk) => desk.payload.delete(path)),
      of(path, 'emptied', (desk) => desk.payload.set(path, new Uint8Array())),
      of(path, 'flipped', (desk) => {
        const bytes = Uint8Array.from(desk.payload.get(path)!);
        bytes[bytes.length >> 1]! ^= 1;
        desk.payload.set(path, bytes);
      }),
      ...paths
        .filter((other) => other > path && folderOf(other) === folderOf(path))
        .slice(0, 2)
        .map((other) =>
          of(path, 'exchanged', (desk) => {
            const [one, two] = [desk.payload.get(path)!, desk.payload.get(other)!];
            desk.payload.set(path, two).set(other, one);
          }),
        ),
    ]),
    ...['note.txt', 'fingerprints/note.txt', 'ledger/note.json', 'case/servers/other.jsonl', 'pictures/other.jpg'].map((path) =>
      of(path, 'added', (desk) => desk.payload.set(path, Buffer.from('{}'))),
    ),
  ];
}
