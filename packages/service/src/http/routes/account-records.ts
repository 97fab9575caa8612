import { ACTIONS } from '../../accounts/permissions.ts';
import { ROLES } from '../../accounts/roles.ts';
import { z } from '../schema.ts';

const ID = '019a3a1e-7c11-7000-8000-5d1f0c3b2a11';
const TIME = '2027-01-01T00:00:00.000Z';

/** A role, the lowest first. */
export const role = z.enum(ROLES).describe('Each role may also do what those before it may');

/** An e-mail address, which an account signs in with. */
export const email = z
  .email()
  .max(320)
  .describe('Compared without regard to case')
  .meta({ examples: ['grace@example.com'] });

/** The name of a person, a key or an organisation. */
export const name = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .refine((text) => !/\p{Cc}/u.test(text), 'it must have no control characters')
  .meta({ examples: ['Grace Hopper'] });

/** A password on its way in. */
export const password = z
  .string()
  .min(1)
  .max(1024)
  .describe('At least 12 characters, and none of the first that are guessed')
  .meta({ examples: ['seven bright herons'] });

/** A person of the organisation. */
export const account = z
  .object({
    id: z.uuid(),
    email: z.string(),
    name: z.string(),
    role,
    state: z.enum(['invited', 'active', 'closed']).describe('`invited`: it has no password yet. `closed`: it cannot sign in any more'),
    createdAt: z.string(),
    signedInAt: z.string().optional(),
  })
  .meta({
    id: 'Account',
    description: 'A person of the organisation',
    examples: [{ id: ID, email: 'grace@example.com', name: 'Grace Hopper', role: 'analyst', state: 'active', createdAt: TIME }],
  });

/** A link that is used once. */
export const accountLink = z
  .object({
    token: z.string().describe('What the link carries; it is shown once'),
    path: z.string().describe('Where the link leads on this server'),
    expiresAt: z.string(),
  })
  .meta({
    id: 'AccountLink',
    description: 'A link that is used once, to set a password',
    examples: [{ token: 'sdl_…', path: '/set-up#sdl_…', expiresAt: TIME }],
  });

/** An API key. */
export const apiKey = z
  .object({
    id: z.uuid(),
    name: z.string(),
    role,
    actions: z.array(z.enum(ACTIONS)).readonly().optional().describe('The actions that it is narrowed to; absent for all of its role'),
    hint: z.string().describe('The first characters of its secret'),
    createdBy: z.string(),
    createdAt: z.string(),
    expiresAt: z.string().optional(),
    revokedAt: z.string().optional(),
    usedAt: z.string().optional().describe('When it was used last, to the minute'),
  })
  .meta({
    id: 'ApiKey',
    description: 'An API key, without its secret',
    examples: [{ id: ID, name: 'crawler', role: 'analyst', hint: 'sd_a1B2', createdBy: 'Grace Hopper', createdAt: TIME }],
  });

/** A browser where the account is signed in. */
export const session = z
  .object({
    id: z.uuid(),
    isThisOne: z.boolean(),
    createdAt: z.string(),
    seenAt: z.string().describe('When it was used last, to the minute'),
    expiresAt: z.string(),
    address: z.string().describe('IP address that it was begun from'),
    agent: z.string().describe('What the browser calls itself'),
  })
  .meta({ id: 'Session', description: 'A browser where the account is signed in' });

/** A party with a library of its own. */
export const organisation = z.object({ id: z.uuid(), name: z.string(), createdAt: z.string() }).meta({
  id: 'Organisation',
  description: 'A party with titles, uploads and verdicts of its own',
  examples: [{ id: ID, name: 'Studio', createdAt: TIME }],
});

/** Who asks. */
export const whoAsks = z
  .object({
    organisation: z.object({ id: z.uuid(), name: z.string() }),
    kind: z
      .enum(['account', 'key', 'local'])
      .describe('`local`: whoever has the token of the server’s machine, as long as nobody can sign in'),
    id: z.uuid().optional().describe('Id of the account or the key'),
    name: z.string(),
    role,
    actions: z.array(z.enum(ACTIONS)).describe('What it may do'),
    csrfToken: z.string().optional().describe('In a session: the header field x-csrf-token of each change'),
  })
  .meta({ id: 'WhoAsks', description: 'Who asks, and what it may do' });

/** A session that was begun. */
export const signedIn = z
  .object({ account, csrfToken: z.string().describe('The header field x-csrf-token of each change in this session') })
  .meta({ id: 'SignedIn', description: 'A session that was begun; its secret is in a cookie' });

/** One line of the audit log. */
export const auditEntry = z
  .object({
    id: z.uuid(),
    position: z.number().int().describe('Its place in the log of the organisation, from 1 on'),
    at: z.string(),
    actor: z.object({ kind: z.string(), id: z.string().optional(), name: z.string() }),
    address: z.string().describe('IP address that the request came from'),
    action: z.string(),
    target: z.object({ kind: z.string(), id: z.string() }).optional(),
    outcome: z.string().describe('`done` or `refused`'),
    detail: z.record(z.string(), z.unknown()),
    previous: z.string().describe('Hash of the entry before this one'),
    hash: z.string().describe('SHA-256 of this entry'),
  })
  .meta({
    id: 'AuditEntry',
    description: 'One line of the audit log; each has the hash of the one before it',
    examples: [
      {
        id: ID,
        position: 1,
        at: TIME,
        actor: { kind: 'account', id: ID, name: 'Grace Hopper' },
        address: '192.0.2.1',
        action: 'keys.write',
        target: { kind: 'key', id: ID },
        outcome: 'done',
        detail: { added: true, role: 'analyst' },
        previous: '0'.repeat(64),
        hash: '5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef',
      },
    ],
  });

/** How many sessions were ended. */
export const ended = z.object({
  ended: z
    .number()
    .int()
    .describe('How many sessions there were')
    .meta({ examples: [1] }),
});
