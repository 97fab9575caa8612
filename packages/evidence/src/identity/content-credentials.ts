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
}

/**
 * Reads and validates the active C2PA manifest of a JPEG, PNG, MP3, or a file of the ISO base media format (MP4, HEIF). This file is the only
 * adapter of the package that imports c2pa-ts.
 * @param bytes - The whole file.
 * @returns undefined when the file holds no manifest, or is of another kind.
 */
export async function readContentCredentials(bytes: Uint8Array): Promise<ContentCredentials | undefined> {
  // Loaded on use: it takes longer to load than most commands run.
  const { BMFF, JPEG, MP3, PNG } = await import('@trustnxt/c2pa-ts/asset');
  const { SuperBox } = await import('@trustnxt/c2pa-ts/jumbf');
  const { ActionAssertion, IngredientAssertion, ManifestStore, ValidationResult } = await import('@trustnxt/c2pa-ts/manifest');
  const Asset = [JPEG, PNG, BMFF, MP3].find((kind) => kind.canRead(bytes));
  if (Asset === undefined) return undefined;
  let [asset, jumbf]: [InstanceType<typeof Asset> | undefined, Uint8Array | undefined] = [undefined, undefined];
  try {
    asset = new Asset(bytes);
    jumbf = asset.getManifestJUMBF();
  } catch {
    // A damaged file holds no manifest that could be read.
  }
  if (asset === undefined || jumbf === undefined) return undefined;
  try {
    const store = ManifestStore.read(SuperBox.fromBuffer(Uint8Array.from(jumbf)));
    const { isValid, statusEntries } = await store.validate(asset);
    const manifest = store.getActiveManifest();
    const assertions = manifest?.assertions?.assertions ?? [];
    const certificate = manifest?.signature?.signatureData.certificate;
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
      isBound: assertions.some(({ label }) => /^c2pa\.hash\./.test(label ?? '')),
    };
  } catch (cause) {
    const { statusEntries } = ValidationResult.fromError(cause instanceof Error ? cause : new Error(String(cause)));
    const faults = statusEntries.map(({ code }) => code);
    return { isIntact: false, faults, generator: '', signer: undefined, issuer: undefined, actions: [], ingredients: [], isBound: false };
  }
}

/** Actions that claim a new work. */
const CREATED = 'c2pa.created';

/**
 * How the claim of a file contradicts its match, a sentence each. A claim that does not hold contradicts nothing: it says nothing.
 * @param titles - Names of the titles that the file matches.
 */
export function contradictionsOf({ isIntact, isBound, actions, ingredients }: ContentCredentials, titles: readonly string[]): string[] {
  if (!isIntact || !isBound || titles.length === 0) return [];
  const matched = `the file matches ${titles.join(' and ')}`;
  if (actions.includes(CREATED) && ingredients.length === 0)
    return [`The claim says that the file was created, of nothing else, and ${matched}.`];
  if (ingredients.length === 0) return [`The claim names nothing that the file was made of, and ${matched}.`];
  return [];
}
