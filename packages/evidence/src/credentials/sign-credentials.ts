import { randomUUID } from 'node:crypto';
import { checkBytes, checkObject, checkText } from '@streetdate/core/internal';
import type { IsccUnits } from '@streetdate/engine';
import { isccUnitBytes } from '@streetdate/engine/internal';
import { joinBytes } from '../bytes/bytes.ts';
import { type Certificate, certificatesOf } from '../sign/certificate.ts';
import { ED25519, ecdsaPair } from '../sign/public-key.ts';
import type { Signer } from '../sign/signer.ts';
import { type C2pa, loadC2pa } from './c2pa-library.ts';
import { type ContentCredentials, ISCC_SOFT_BINDING, readContentCredentials } from './content-credentials.ts';

/** What a new manifest states. */
export interface NewCredentials {
  /** Signs it: Ed25519 or ECDSA on P-256, with its certificate and those of its issuers. C2PA wants none that signed itself. */
  readonly signer: Signer;
  /** Name of the file. */
  readonly title: string;
  /** Media type of the file: `video/mp4`. */
  readonly format: string;
  /** ISCC units of the content, as a soft binding: copies without the manifest can be assigned to it. */
  readonly iscc: IsccUnits;
  /** Version of the program that makes the claim. */
  readonly version: string;
}

/** A signed manifest. */
export interface SignedCredentials {
  /** The file with the manifest in it, for JPEG and PNG; undefined for others, whose manifest goes beside them. */
  readonly file: Uint8Array | undefined;
  /** The manifest store: the bytes of a `.c2pa` file. */
  readonly store: Uint8Array;
  /** The manifest as it reads back with the file. */
  readonly credentials: ContentCredentials;
}

const HASH = 'SHA-256';
/** Algorithm identifiers of COSE (RFC 9053). */
const [EDDSA, ES256] = [-8, -7];

/**
 * Makes a C2PA manifest for a file and signs it. It claims that the file was opened and nothing done to it, binds itself to the bytes by a hash,
 * and to the content by ISCC units. The bytes that are given stay as they are.
 * @param bytes - The whole file, less than 2 GiB.
 * @throws RangeError when the certificate is missing or is not that of the key, or there is no ISCC unit.
 */
export async function signCredentials(bytes: Uint8Array, facts: NewCredentials): Promise<SignedCredentials> {
  checkBytes('bytes', bytes);
  checkObject('facts', facts);
  checkObject('facts.signer', facts.signer);
  checkText('facts.format', facts.format);
  const c2pa = await loadC2pa();
  const { BMFF, JPEG, PNG, ManifestStore, DataHashAssertion, BMFFHashAssertion, ClaimVersion } = c2pa;
  const signer = coseSigner(facts.signer);
  // Own bytes: manifests are written into them.
  const own = Uint8Array.from(bytes);
  const Inside = [JPEG, PNG].find((kind) => kind.canRead(own));
  const inside = Inside && new Inside(own);
  const boxes = inside === undefined && BMFF.canRead(own) ? new BMFF(own) : undefined;

  const store = new ManifestStore();
  const manifest = store.createManifest({
    claimVersion: ClaimVersion.V2,
    assetFormat: facts.format,
    instanceID: `xmp:iid:${randomUUID()}`,
    defaultHashAlgorithm: HASH,
    signer: signer as unknown as Parameters<typeof store.createManifest>[0]['signer'],
  });
  manifest.claim!.claimGeneratorName = 'Streetdate';
  manifest.claim!.claimGeneratorVersion = facts.version;
  manifest.claim!.title = facts.title;
  for (const assertion of openedAction(c2pa, manifest, facts)) manifest.addAssertion(assertion);
  manifest.addAssertion(softBinding(c2pa, facts.iscc));
  const binding = boxes ? BMFFHashAssertion.createV3('all boxes', HASH) : DataHashAssertion.create(HASH);
  manifest.addAssertion(binding);
  if (inside) await inside.ensureManifestSpace(store.measureSize());
  if (inside || boxes) await binding.updateWithAsset((inside ?? boxes)!);
  else binding.hash = new Uint8Array(await crypto.subtle.digest(HASH, own));
  await manifest.sign(signer as unknown as Parameters<typeof manifest.sign>[0]);
  const signed = store.getBytes();
  if (inside) await inside.writeManifestJUMBF(signed);
  const file = inside && Uint8Array.from(await inside.getDataRange());
  const credentials = await (file ? readContentCredentials(file) : readContentCredentials(bytes, { store: signed }));
  return { file, store: signed, credentials: credentials! };
}

/** Our signer as c2pa-ts takes one. It reads nothing of the certificates but their bytes. */
function coseSigner(signer: Signer) {
  const [certificate, ...issuers]: Certificate[] = (signer.certificates ?? []).flatMap(certificatesOf);
  if (certificate === undefined) throw new RangeError('signer must have a certificate, got none');
  if (certificate.publicKey.id !== signer.keyId)
    throw new RangeError(`signer must have its own certificate first, got that of ${certificate.subject}`);
  const isEdwards = certificate.publicKey.algorithm === ED25519;
  return {
    algorithm: isEdwards ? EDDSA : ES256,
    certificate: { rawData: certificate.der },
    chainCertificates: issuers.map(({ der }) => ({ rawData: der })),
    sign: async (payload: Uint8Array) => {
      const signature = await signer.sign(payload);
      return isEdwards ? signature : ecdsaPair(signature, 32)!;
    },
  };
}

/** That the file was opened: an ingredient, which is the file as it was, and the action on it. */
function openedAction(c2pa: C2pa, manifest: InstanceType<C2pa['Manifest']>, { title, format }: NewCredentials) {
  const { ActionAssertion, ActionType, IngredientAssertion, RelationshipType } = c2pa;
  const ingredient = new IngredientAssertion();
  ingredient.version = 3;
  Object.assign(ingredient, { title, format, relationship: RelationshipType.ParentOf });
  const actions = new ActionAssertion();
  const parameters = { ingredients: [manifest.createAssertionReference(ingredient)] };
  actions.actions.push({ action: ActionType.C2paOpened, parameters });
  return [ingredient, actions];
}

/** c2pa-ts has no assertion for soft bindings: this one is their CBOR (C2PA, soft-binding.cddl). */
function softBinding({ ActionAssertion, Assertion, CBORBox }: C2pa, iscc: IsccUnits) {
  const units = [iscc.audio, iscc.video, iscc.data, iscc.instance].filter((unit) => unit !== undefined);
  if (units.length === 0) throw new RangeError('iscc must have a unit, got none');
  class SoftBindingAssertion extends Assertion {
    override label = 'c2pa.soft-binding';
    // The type of every assertion in CBOR.
    override uuid = new ActionAssertion().uuid;
    override readContentFromJUMBF(): void {}
    override generateJUMBFBoxForContent() {
      const box = new CBORBox();
      // The units in binary, one after the other: IEP-0020 of the ISCC Foundation.
      const value = joinBytes(...units.map(isccUnitBytes));
      box.content = { alg: ISCC_SOFT_BINDING, blocks: [{ scope: {}, value }], pad: new Uint8Array() };
      return box;
    }
  }
  return new SoftBindingAssertion();
}
