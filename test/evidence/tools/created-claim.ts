import { createPrivateKey, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { loadC2pa } from '../../../packages/evidence/src/credentials/c2pa-library.ts';
import { certificatesOf } from '../../../packages/evidence/src/sign/certificate.ts';
import type { Holder } from './certificates.ts';

/** A manifest store that claims that a file was created, of nothing else: signed with a key of Ed25519, and bound to the file's bytes. */
export async function createdClaim(bytes: Uint8Array, { key, certificates }: Holder): Promise<Uint8Array> {
  const { ActionAssertion, ActionType, ClaimVersion, DataHashAssertion, ManifestStore } = await loadC2pa();
  const [certificate, ...chain] = certificatesOf(readFileSync(certificates, 'utf8')).map(({ der }) => ({ rawData: der }));
  const privateKey = createPrivateKey(readFileSync(key));
  const signer = {
    algorithm: -8,
    certificate,
    chainCertificates: chain,
    sign: async (payload: Uint8Array) => sign(null, payload, privateKey),
  };
  const store = new ManifestStore();
  const manifest = store.createManifest({
    claimVersion: ClaimVersion.V2,
    assetFormat: 'video/x-matroska',
    instanceID: 'xmp:iid:00000000-0000-4000-8000-000000000000',
    defaultHashAlgorithm: 'SHA-256',
    signer: signer as never,
  });
  manifest.claim!.claimGeneratorName = 'Impostor';
  const actions = new ActionAssertion();
  actions.actions.push({ action: ActionType.C2paCreated });
  const binding = DataHashAssertion.create('SHA-256');
  binding.hash = new Uint8Array(await crypto.subtle.digest('SHA-256', Uint8Array.from(bytes)));
  for (const assertion of [actions, binding]) manifest.addAssertion(assertion);
  await manifest.sign(signer as never);
  return store.getBytes();
}
