import { createHmac, randomBytes } from 'node:crypto';

/** How a secret of Standard Webhooks begins. */
const PREFIX = 'whsec_';

/** A new secret: `whsec_` and 32 random bytes in base64. */
export function newSecret(): string {
  return PREFIX + randomBytes(32).toString('base64');
}

/**
 * The header fields that sign a message, by Standard Webhooks 1: HMAC-SHA-256 of id, time and body.
 * @param secrets - Each gives a signature. A receiver takes the message if one of them is right.
 * @param id - Equal for each attempt, so that a receiver can tell what it has seen.
 * @param sentAt - When this attempt is made. A receiver refuses one that is minutes old.
 */
export function signatureHeaders(secrets: readonly string[], id: string, sentAt: Date, body: string): Record<string, string> {
  const time = String(Math.floor(sentAt.getTime() / 1000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${time}.${body}`).digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': signatures.join(' ') };
}
