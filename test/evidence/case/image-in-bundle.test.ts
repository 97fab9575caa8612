// @module-tag process
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLibrary } from '@streetdate/engine';
import {
  addServer,
  type Bundle,
  type Checkpoint,
  createBundle,
  Ledger,
  recordScans,
  recordServers,
  signerOf,
  toCanonicalJson,
  verifyBundle,
} from '@streetdate/evidence';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeCopy } from '../../cli/tools/prints.ts';
import { EWF_READERS, IMAGE_READERS, makeE01, makeExt4 } from '../../tools/disc/disk-images.ts';
import { hasProgram } from '../../tools/disc/write-disc.ts';
import { newKeys } from '../tools/case.ts';
import { filmTree } from '../tools/film-tree.ts';
import { byInsider, type Desk, type Forged, jsonOf } from '../tools/insider.ts';

const REPORT = 'case/report.json';
const keys = newKeys();
let bundle: Bundle;
const programs = [...IMAGE_READERS, ...EWF_READERS, 'mkfs.ext4', 'ewfacquire'];

describe.skipIf(!programs.every(hasProgram))('a bundle of a case with a server read from an E01 image, and a list of fingerprints', () => {
  let folder = '';
  afterAll(() => rm(folder, { recursive: true, force: true }));
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'streetdate-image-'));
    const { film, files } = await filmTree();
    const [raw, prints] = [join(folder, 'raw.img'), join(folder, 'prints')];
    await makeExt4(raw, files, 32);
    const image = makeE01(raw, join(folder, 'exhibit'));
    await mkdir(prints);
    // A folder with an E01 image among its files, in which there is no film.
    const [mixed, notes] = [join(folder, 'mixed'), join(folder, 'notes')];
    await mkdir(mixed);
    await mkdir(notes);
    await writeFile(join(notes, 'notes.txt'), 'hello');
    await makeExt4(join(folder, 'notes.img'), notes);
    makeE01(join(folder, 'notes.img'), join(mixed, 'within'));
    await writeCopy(prints, 'a.sdfp', 1);
    await using library = await openLibrary(join(folder, 'library'));
    const windows = [{ territory: 'NL', channel: 'disc', opensAt: '2026-06-01T00:00:00Z' } as const];
    await library.enroll(film, { title: 'Film', windows });
    const seenAt = '2026-02-01T00:00:00Z';
    await addServer(library, image, { name: 'FTP 1', country: 'NL', seenAt });
    await addServer(library, prints, { name: 'Prints', country: 'SE', seenAt });
    await addServer(library, mixed, { name: 'Zeta', country: 'DE', seenAt });
    const ledger = new Ledger(library);
    await recordServers(ledger, library, 'C. Bruun');
    await recordScans(ledger, library, 'M. Rossi');
    const made = await createBundle(library, ledger, [], { signers: [signerOf(keys.privateKey)], name: 'case-1', wholeCase: {} });
    // Without the page that verifies, which is most of it and no part of any attack.
    bundle = { ...made, files: new Map([...made.files].filter(([path]) => path !== 'data/verify.html')) };
  }, 120_000);

  const verified = async (bytes: Uint8Array, checkpoints: readonly Checkpoint[] = []) => {
    const { holds, findings } = await verifyBundle(bytes, { keys: [keys.publicKey], checkpoints });
    const said = (as: string) => findings.flatMap(({ kind, sentence }) => (kind === as ? [sentence] : [])).join('\n');
    return { holds, said };
  };

  test('verifies: its report has the digests of the image, and the list is no place of a copy', async () => {
    const { holds, said } = await verified(bundle.bytes);
    expect(said('fails')).toBe('');
    expect(holds).toBe(true);
    expect(said('holds')).toMatch(/Film: first on FTP 1 \(.*\)\.$/m);
    expect(said('asserted')).toContain('That Prints is a list of fingerprints, without a film. A fingerprint is no copy');
    expect(said('asserted')).toMatch(/That what was on FTP 1 was read from an image .* with the SHA-256 [0-9a-f]{64}/);
    const { servers } = jsonOf(bundle.files.get(`data/${REPORT}`)!).report;
    expect(servers[0].image).toMatchObject({ format: 'ewf', statedMd5: servers[0].image.md5, statedSha1: servers[0].image.sha1 });
    expect(servers[1]).toMatchObject({ films: 0, fingerprints: 1, isFingerprintList: true });
    expect(servers[2].images).toMatchObject([{ path: 'within.E01', format: 'ewf', statedMd5: servers[2].images[0].md5 }]);
    expect(said('asserted')).toMatch(/That what was on Zeta, within\.E01 was read from an image .* with the SHA-256 [0-9a-f]{64}/);
  });

  const tell = (change: (servers: Forged) => unknown) => (desk: Desk) => {
    const whole = jsonOf(desk.payload.get(REPORT)!);
    change(whole.report.servers);
    desk.payload.set(REPORT, Buffer.from(toCanonicalJson(whole)));
  };
  const entryOf = ({ entries }: Desk, id: string) => entries.find(({ event }) => event.kind === 'server' && event.serverId === id);
  const checkpoint = () => JSON.parse(Buffer.from(bundle.files.get('data/ledger/proofs.json')!).toString()).checkpoint as Checkpoint;
  const ATTACKS: readonly (readonly [name: string, work: (desk: Desk) => unknown, says: RegExp])[] = [
    ...(['sha256', 'sha1', 'md5', 'statedSha1', 'statedMd5'] as const).flatMap((name): typeof ATTACKS => {
      const other = ({ image }: Forged) => (image[name] = image[name].replace(/^./, (digit: string) => (digit === '0' ? '1' : '0')));
      const says = new RegExp(`servers\\.0\\.image\\.${name} is stated to be "[0-9a-f]+[^ ]*, and is "[0-9a-f]+`);
      return [
        [`another ${name} of the image is told`, tell(([ftp]) => other(ftp)), says],
        [`the ledger has another ${name} of the image`, (desk) => other(entryOf(desk, 'ftp-1').event), says],
        [
          `the ledger and the report have another ${name} of the image, and a checkpoint was kept elsewhere`,
          (desk) => {
            other(entryOf(desk, 'ftp-1').event);
            tell(([ftp]) => other(ftp))(desk);
          },
          name === 'sha256'
            ? /another one than that of the checkpoint/
            : /The image of FTP 1 is said to state the (?:MD5|SHA-1) [0-9a-f]+, and to have/,
        ],
      ];
    }),
    [
      'another SHA-256 of an image among the files is told',
      tell(([, , zeta]) => (zeta.images[0].sha256 = 'a'.repeat(64))),
      /servers\.2\.images\.0\.sha256 is stated to be "a+[^ ]*, and is "/,
    ],
    ['an image among the files is told to be none', tell(([, , zeta]) => delete zeta.images), /servers\.2\.images is stated to be absent/],
    [
      'the ledger and the report say that an image among the files states another MD5',
      (desk) => {
        const other = (image: Forged) => (image.statedMd5 = 'a'.repeat(32));
        other(entryOf(desk, 'zeta').event.images[0]);
        tell(([, , zeta]) => other(zeta.images[0]))(desk);
      },
      /The image of Zeta, within\.E01 is said to state the MD5 a{32}, and to have [0-9a-f]{32}/,
    ],
    ['the image is told to be none', tell(([ftp]) => delete ftp.image), /servers\.0\.image is stated to be absent/],
    ['the image is of fewer bytes', tell(([ftp]) => (ftp.image.bytes -= 512)), /servers\.0\.image\.bytes is stated/],
    ['a list of fingerprints is told to have a film', tell(([, prints]) => (prints.films = 1)), /servers\.1\.films is stated to be 1/],
    [
      'a list of fingerprints is told to be none',
      tell(([, prints]) => delete prints.isFingerprintList),
      /servers\.1\.isFingerprintList is stated to be absent/,
    ],
  ];

  test.each(ATTACKS)('with the key, %s: verify says so', async (name, work, says) => {
    const checkpoints = name.includes('checkpoint') ? [checkpoint()] : [];
    const { holds, said } = await verified(await byInsider(bundle, keys.privateKey, work), checkpoints);
    expect(said('fails')).toMatch(says);
    expect(holds).toBe(false);
  });
});
