/** The tables of accounts, keys, sessions and the audit log. Secrets are kept as SHA-256, passwords by scrypt. Times are ISO 8601, UTC. */
export interface AccountTables {
  account: AccountTable;
  api_key: ApiKeyTable;
  session: SessionTable;
  known_device: KnownDeviceTable;
  account_link: AccountLinkTable;
  sign_in_limit: SignInLimitTable;
  audit_head: AuditHeadTable;
  audit_entry: AuditEntryTable;
}

/** A person of an organisation. */
export interface AccountTable {
  id: string;
  organisation_id: string;
  /** In lower case; one account an organisation has it. */
  email: string;
  name: string;
  role: string;
  /** `invited`, `active` or `closed`. */
  state: string;
  /** As `passwords.ts` writes it; null before there is one, and for accounts that sign in elsewhere. */
  password: string | null;
  /** Who the identity provider says it is. */
  oidc_issuer: string | null;
  oidc_subject: string | null;
  created_at: string;
  signed_in_at: string | null;
}

/** A secret for a program. */
export interface ApiKeyTable {
  id: string;
  organisation_id: string;
  name: string;
  role: string;
  /** JSON array of the actions that it is narrowed to; null for all of its role's. */
  actions: string | null;
  secret_hash: string;
  /** The first characters of the secret, to recognise it by. */
  hint: string;
  /** Name of who made it. */
  created_by: string;
  created_at: string;
  expires_at: string | null;
  revoked_at: string | null;
  used_at: string | null;
}

/** A browser where an account is signed in. */
export interface SessionTable {
  id: string;
  organisation_id: string;
  account_id: string;
  secret_hash: string;
  created_at: string;
  seen_at: string;
  /** Its end, however much it is used. */
  expires_at: string;
  address: string;
  agent: string;
}

/** A browser where an account has signed in before. Attempts from there are counted apart from those of strangers. */
export interface KnownDeviceTable {
  id: string;
  organisation_id: string;
  account_id: string;
  secret_hash: string;
  created_at: string;
}

/** A link that is used once: it sets an account's password, or makes the first admin of an organisation. */
export interface AccountLinkTable {
  id: string;
  organisation_id: string;
  /** Null where it makes the first admin. */
  account_id: string | null;
  secret_hash: string;
  created_at: string;
  expires_at: string;
  used_at: string | null;
}

/** Failed sign-ins of an address, an account or a device. */
export interface SignInLimitTable {
  /** SHA-256 of what is counted. */
  key: string;
  failures: number;
  /** No attempt is looked at before this time. */
  free_at: string;
  updated_at: string;
}

/** Where the audit log of an organisation ends. Its row is the lock that writers wait for. */
export interface AuditHeadTable {
  organisation_id: string;
  position: number;
  hash: string;
}

/** One line of the audit log, which is never changed. */
export interface AuditEntryTable {
  id: string;
  organisation_id: string;
  /** Its place in the organisation's log, from 1 on. */
  position: number;
  at: string;
  actor_kind: string;
  actor_id: string | null;
  actor_name: string;
  address: string;
  action: string;
  target_kind: string | null;
  target_id: string | null;
  outcome: string;
  /** JSON object of plain facts. */
  detail: string;
  /** SHA-256 of the entry before this one; 64 zeros for the first. */
  previous: string;
  hash: string;
}
