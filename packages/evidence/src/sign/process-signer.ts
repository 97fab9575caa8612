import { spawn } from 'node:child_process';
import { checkObject } from '@streetdate/core/internal';
import { StreetdateError } from '@streetdate/core/portable';
import { isSignatureBy, readPublicKey } from './public-key.ts';
import type { Signer } from './signer.ts';

/** Most bytes of a signature, and of what a program says when it fails. */
const MOST_BYTES = 4096;
/** Most lines of what it says. */
const MOST_LINES = 3;

/** Options for {@link processSigner}. */
export interface ProcessSignerOptions {
  /** The program that signs. No shell is between. */
  readonly program: string;
  /** Its arguments. @defaultValue none */
  readonly args?: readonly string[] | undefined;
  /** The public key, PEM: Ed25519 or ECDSA on P-256. */
  readonly publicKey: string;
  /** X.509 certificates of the key, PEM, that of the key first. @defaultValue none */
  readonly certificates?: readonly string[] | undefined;
  /** Ends the program; `sign` then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * A signer whose key stays in a token (PKCS#11) or a service (KMS): a program signs. It reads the bytes from its standard input and writes the
 * signature to its standard output: Ed25519, or ECDSA over SHA-256 in DER. Each signature is checked before it is used.
 * @throws TypeError when the public key is none. `sign` throws StreetdateError `bad-evidence` when the program fails, or its signature does not fit.
 */
export function processSigner(options: ProcessSignerOptions): Signer {
  checkObject('options', options);
  const { program, args = [], publicKey, certificates, signal } = options;
  const key = readPublicKey(publicKey);
  return {
    keyId: key.id,
    publicKey: key.der,
    ...(certificates !== undefined && { certificates }),
    sign: async (bytes) => {
      const signature = await run(program, args, bytes, signal);
      if (await isSignatureBy(key, 'SHA-256', bytes, signature)) return signature;
      throw new StreetdateError('bad-evidence', `${program} gave a signature that does not fit the public key`);
    },
  };
}

function run(program: string, args: readonly string[], input: Uint8Array, signal: AbortSignal | undefined): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const failed = (reason: string, cause?: unknown) =>
      reject(signal?.aborted ? signal.reason : new StreetdateError('bad-evidence', `${program} did not sign: ${reason}`, { cause }));
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'], ...(signal && { signal }) });
    let [output, said] = [Buffer.alloc(0), ''];
    child.stdout.on('data', (chunk: Buffer) => {
      output = Buffer.concat([output, chunk]);
      if (output.length > MOST_BYTES) child.kill();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      said = `${said}${chunk}`.slice(-MOST_BYTES);
    });
    child.on('error', (cause) => failed(cause.message, cause));
    // A program that ends early breaks the pipe; its status says why.
    child.stdin.on('error', () => {});
    child.on('close', (status, killedBy) => {
      if (output.length > MOST_BYTES) failed(`it wrote more than ${MOST_BYTES} bytes`);
      else if (status !== 0) failed(lastLines(said) || `it ended with ${status ?? killedBy}`);
      else resolve(new Uint8Array(output));
    });
    child.stdin.end(input);
  });
}

/** What a program said at its end. The reason is seldom its very last line: "C_Login failed", "Aborting." */
function lastLines(said: string): string {
  const lines = said.split('\n').map((line) => line.trim());
  return lines
    .filter((line) => line !== '')
    .slice(-MOST_LINES)
    .join('; ');
}
