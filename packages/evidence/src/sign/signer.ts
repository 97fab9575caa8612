/** Signs for one key, wherever that is kept: in a file, a token or a service. */
export interface Signer {
  /** SHA-256 of the public key's DER (SubjectPublicKeyInfo), in hexadecimal. */
  readonly keyId: string;
  /** DER of the public key (SubjectPublicKeyInfo). Signed notes of checkpoints need it. @defaultValue unknown */
  readonly publicKey?: Uint8Array;
  /** X.509 certificates of the key, PEM, that of the key first, then its issuers. @defaultValue none */
  readonly certificates?: readonly string[];
  /** Signs bytes: Ed25519, or ECDSA over SHA-256 in DER. */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}
