/** What an account or key may do. Each role may also do what those before it may. */
export const ROLES = ['viewer', 'analyst', 'operator', 'admin'] as const;

/** One of {@link ROLES}. */
export type Role = (typeof ROLES)[number];

/** Whether a role may do what another one may. */
export function mayAct(role: Role, least: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(least);
}
