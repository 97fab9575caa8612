import type { IdentityProvider } from '../accounts/identity-provider.ts';
import { ROLES } from '../accounts/roles.ts';
import { z } from './schema.ts';

const settings = z.strictObject({
  issuer: z.url(),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1).optional(),
  organisation: z.string().min(1).optional(),
  roles: z.strictObject({ claim: z.string().min(1), map: z.record(z.string(), z.enum(ROLES)) }).optional(),
});

/**
 * Reads the settings of an identity provider from JSON: an {@link IdentityProvider}.
 * @throws RangeError that names the field and what is wrong with it. The secret is not repeated.
 */
export function parseIdentityProvider(json: string): IdentityProvider {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new RangeError('the settings of the identity provider must be JSON');
  }
  const read = settings.safeParse(value);
  if (read.success) return read.data;
  const { path, message } = read.error.issues[0]!;
  throw new RangeError(`the settings of the identity provider: ${path.join('.') || 'the whole'}: ${message}`);
}
