/** The header fields of a message, in any of the forms that servers have them. */
export type WebhookHeaders = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

/** What a webhook is told. */
export interface WebhookMessage {
  /** `verdict.reached`, `verdict.superseded` or `ping`; later versions have more. */
  readonly type: string;
  /** ISO 8601, UTC. */
  readonly timestamp: string;
  /** What it tells of. */
  readonly data: {
    /** The upload. */
    readonly uploadId?: string;
    /** Its verdict. */
    readonly verdictId?: string;
    /** The verdict's kind. */
    readonly kind?: string;
    /** One sentence for people. */
    readonly summary?: string;
    /** The title that it shows. */
    readonly titleId?: string;
    /** Name of that title. */
    readonly title?: string;
    /** How long before the first window it was seen, seconds. */
    readonly secondsEarly?: number;
  };
}

/** Options for {@link verifyWebhook}. */
export interface VerifyOptions {
  /** How old a message may be, and how far in the future, seconds. Older ones may be sent again by somebody else. @defaultValue 300 */
  readonly toleranceSeconds?: number | undefined;
  /** The current time. @defaultValue the system's clock */
  readonly now?: (() => Date) | undefined;
}

/**
 * Checks that a message comes from the service, by Standard Webhooks 1, and is not an old one that somebody sends again.
 * @param body - The body as it came, to the byte.
 * @param secret - The webhook's secret: `whsec_…`.
 * @returns The message.
 * @throws RangeError that says what is wrong with it; TypeError for an argument of another kind.
 */
export async function verifyWebhook(
  body: string,
  headers: WebhookHeaders,
  secret: string,
  options: VerifyOptions = {},
): Promise<WebhookMessage> {
  if (typeof body !== 'string') throw new TypeError('body must be the text of the message');
  if (typeof headers !== 'object' || headers === null) throw new TypeError('headers must be the header fields of the message');
  if (typeof secret !== 'string') throw new TypeError('secret must be the text of the webhook’s secret');
  if (typeof options !== 'object' || options === null) throw new TypeError('options must be an object');
  const { toleranceSeconds = 300, now = () => new Date() } = options;
  const [id, time, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => fieldOf(headers, name));
  if (id === undefined || time === undefined || signatures === undefined)
    throw new RangeError('headers must have webhook-id, webhook-timestamp and webhook-signature');
  const ageSeconds = now().getTime() / 1000 - Number(time);
  if (!(Math.abs(ageSeconds) <= toleranceSeconds))
    throw new RangeError(`webhook-timestamp must be at most ${toleranceSeconds} s from now, got ${time}`);
  const key = await crypto.subtle.importKey('raw', fromBase64(secret.replace(/^whsec_/, '')), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'verify',
  ]);
  const signed = new TextEncoder().encode(`${id}.${time}.${body}`);
  for (const signature of signatures.split(' ')) {
    const [version, code = ''] = signature.split(',');
    if (version !== 'v1') continue;
    // The platform compares in constant time.
    if (await crypto.subtle.verify('HMAC', key, fromBase64(code), signed)) return JSON.parse(body) as WebhookMessage;
  }
  throw new RangeError('webhook-signature must be made with the secret');
}

function fieldOf(headers: WebhookHeaders, name: string): string | undefined {
  if (headers instanceof Headers) return headers.get(name) ?? undefined;
  const value = headers[name];
  return typeof value === 'string' ? value : value?.[0];
}

/** Bytes of base64 text; none if it is not base64. */
function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}
