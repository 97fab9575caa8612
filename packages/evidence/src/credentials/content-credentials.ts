import { checkBytes, checkList, checkObject, checkString } from '@streetdate/core/internal';
import { isccUnitsInBytes } from '@streetdate/engine/internal';
import { type C2pa, loadC2pa } from './c2pa-library.ts';

/** The algorithm of soft bindings that are ISCC units (list of C2PA, entry 3). */
export const ISCC_SOFT_BINDING = 'io.iscc.v0';

/** What a C2PA manifest claims of a file, and whether it fits the file. */
export interface ContentCredentials {
  /** Whether signature, hashes and references hold. Whether the signer is to be trusted is not asked. */
  readonly isIntact: boolean;
  /** Status codes of what does not hold, as C2PA names them: `assertion.dataHash.mismatch`. */
  readonly faults: readonly string[];
  /** The program that made the claim. */
  readonly generator: string;
  /** Subject of the certificate that signed it. */
  readonly signer: string | undefined;
  /** Issuer of that certificate. */
  readonly issuer: string | undefined;
  /** What was done to make the file, in order: `c2pa.created`, `c2pa.opened`. */
  readonly actions: readonly string[];
  /** What the file was made of. */
  readonly ingredients: readonly { readonly title: string; readonly relationship: string | undefined }[];
  /** Whether the claim is bound to the file's bytes by a hash of them. */
  readonly isBound: boolean;
  /** The assertion with that hash, such as `c2pa.hash.bmff.v3`; undefined where there is none. */
  readonly hardBinding: string | undefined;
  /** What names the content itself, so that the manifest can be found for a copy without one. */
  readonly softBindings: readonly SoftBinding[];
}

/** A soft binding of a manifest. */
export interface SoftBinding {
  /** How it was computed, by the list of C2PA: `io.iscc.v0`. */
  readonly algorithm: string;
  /** Its values: ISCC units as text, other binary values in hexadecimal, and texts as they are. */
  readonly values: readonly string[];
}

/** Options for {@link readContentCredentials}. */
export interface ReadCredentialsOptions {
  /** A manifest store that lies beside the file, or is kept elsewhere: the bytes of a `.c2pa` file. @defaultValue that in the file */
  readonly store?: Uint8Array | undefined;
}

/**
 * Reads and validates the active C2PA manifest of a JPEG, PNG, MP3, or a file of the ISO base media format (MP4, MOV, HEIF); or of any file, where
 * the manifest store is given.
 * @param bytes - The whole file.
 * @returns undefined when the file holds no manifest, or is of another kind.
 */
export async function readContentCredentials(
  bytes: Uint8Array,
  options: ReadCredentialsOptions = {},
): Promise<ContentCredentials | undefined> {
  checkBytes('bytes', bytes);
  checkObject('options', options);
  const { store } = options;
  const c2pa = await loadC2pa();
  const asset = openAsset(c2pa, bytes);
  const jumbf = store ?? manifestIn(asset);
  return jumbf && readStore(c2pa, jumbf, asset ?? new c2pa.PlainFile(bytes));
}

/**
 * Reads a manifest without the file that it is bound to: a copy of that file was found, and the manifest stands for what it was copied from. Its
 * signature and references are validated. Its hard binding is not: it cannot hold for a copy.
 * @param store - A manifest store: the bytes of a `.c2pa` file.
 */
export async function readManifestStore(store: Uint8Array): Promise<ContentCredentials> {
  checkBytes('store', store);
  const c2pa = await loadC2pa();
  const { isIntact, faults, ...claims } = await readStore(c2pa, store, new c2pa.PlainFile(new Uint8Array()));
  const others = faults.filter((code) => !/^assertion\.(?:data|bmff|boxes|collection)Hash\.mismatch$/.test(code));
  return { ...claims, isIntact: isIntact || (claims.isBound && others.length === 0), faults: others };
}

/** The manifest store that a JPEG, PNG or MP3 holds: the bytes of a `.c2pa` file; undefined where there is none. */
export async function embeddedStore(bytes: Uint8Array): Promise<Uint8Array | undefined> {
  const jumbf = manifestIn(openAsset(await loadC2pa(), bytes));
  return jumbf && Uint8Array.from(jumbf);
}

/** The file as c2pa-ts reads it; undefined for a damaged one, or another kind. */
function openAsset({ BMFF, JPEG, MP3, PNG }: C2pa, bytes: Uint8Array) {
  const Asset = [JPEG, PNG, BMFF, MP3].find((kind) => kind.canRead(bytes));
  try {
    return Asset && new Asset(bytes);
  } catch {
    return undefined;
  }
}

function manifestIn(asset: ReturnType<typeof openAsset>): Uint8Array | undefined {
  try {
    return asset?.getManifestJUMBF();
  } catch {
    // A damaged file holds no manifest that could be read.
    return undefined;
  }
}

type Asset = Parameters<InstanceType<C2pa['ManifestStore']>['validate']>[0];

async function readStore(c2pa: C2pa, jumbf: Uint8Array, asset: Asset): Promise<ContentCredentials> {
  const { ActionAssertion, IngredientAssertion, ManifestStore, SuperBox, ValidationResult } = c2pa;
  try {
    const store = ManifestStore.read(SuperBox.fromBuffer(Uint8Array.from(jumbf)));
    const { isValid, statusEntries } = await store.validate(asset);
    const manifest = store.getActiveManifest();
    const assertions = manifest?.assertions?.assertions ?? [];
    const certificate = manifest?.signature?.signatureData.certificate;
    const hardBinding = assertions.find(({ label }) => /^c2pa\.hash\./.test(label ?? ''))?.label;
    return {
      isIntact: isValid,
      faults: statusEntries.flatMap(({ success, code }) => (success ? [] : [code])),
      generator: manifest?.claim?.claimGeneratorName ?? '',
      signer: certificate?.subject,
      issuer: certificate?.issuer,
      actions: assertions.flatMap((each) => (each instanceof ActionAssertion ? each.actions.map(({ action }) => String(action)) : [])),
      ingredients: assertions.flatMap((each) =>
        each instanceof IngredientAssertion ? [{ title: each.title ?? '', relationship: each.relationship }] : [],
      ),
      isBound: hardBinding !== undefined,
      hardBinding,
      softBindings: assertions.flatMap((each) => (each.label === 'c2pa.soft-binding' ? softBindingOf(c2pa, each) : [])),
    };
  } catch (cause) {
    const { statusEntries } = ValidationResult.fromError(cause instanceof Error ? cause : new Error(String(cause)));
    const faults = statusEntries.map(({ code }) => code);
    const nothing = { generator: '', signer: undefined, issuer: undefined, actions: [], ingredients: [], softBindings: [] };
    return { isIntact: false, faults, ...nothing, isBound: false, hardBinding: undefined };
  }
}

/** c2pa-ts leaves soft bindings as they are: CBOR with an algorithm and blocks of values. */
function softBindingOf({ CBORBox }: C2pa, { sourceBox }: InstanceType<C2pa['Assertion']>): SoftBinding[] {
  const [box] = sourceBox?.contentBoxes ?? [];
  if (!(box instanceof CBORBox) || typeof box.content !== 'object' || box.content === null) return [];
  const { alg, blocks } = box.content as { readonly alg?: unknown; readonly blocks?: unknown };
  if (typeof alg !== 'string' || !Array.isArray(blocks)) return [];
  const values = blocks.flatMap(({ value }: { readonly value?: unknown }) => {
    if (!(value instanceof Uint8Array)) return typeof value === 'string' ? [value] : [];
    const units = alg === ISCC_SOFT_BINDING ? isccUnitsInBytes(value) : undefined;
    return units ?? [Buffer.from(value).toString('hex')];
  });
  return [{ algorithm: alg, values }];
}

/** Actions that claim a new work. */
const CREATED = 'c2pa.created';

/**
 * How the claim of a file contradicts its match, a sentence each. A claim that does not hold contradicts nothing: it says nothing.
 * @param titles - Names of the titles that the file matches.
 */
export function contradictionsOf(credentials: ContentCredentials, titles: readonly string[]): string[] {
  checkObject('credentials', credentials);
  const { isIntact, isBound, actions, ingredients } = credentials;
  checkList('titles', titles, checkString);
  if (!isIntact || !isBound || titles.length === 0) return [];
  const matched = `the file matches ${titles.join(' and ')}`;
  if (actions.includes(CREATED) && ingredients.length === 0)
    return [`The claim says that the file was created, of nothing else, and ${matched}.`];
  if (ingredients.length === 0) return [`The claim names nothing that the file was made of, and ${matched}.`];
  return [];
}
