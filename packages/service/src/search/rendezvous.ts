import { createHash } from 'node:crypto';

/**
 * Ranks members for a key: everyone who knows the same members ranks them alike, and when one leaves, only the keys that it led move. This is
 * rendezvous hashing: Thaler and Ravishankar, "Using name-based mappings to increase hit rates", 1998.
 * @returns The members, the one who has the key first.
 */
export function rendezvous(key: string, members: Iterable<string>): string[] {
  return Array.from(members, (member) => ({ member, rank: rankOf(key, member) }))
    .sort((one, other) => (one.rank < other.rank ? 1 : -1))
    .map(({ member }) => member);
}

/**
 * Gives each key to the first of its ranking who has room: nobody leads more than the mean, rounded up. This bounds loads as Mirrokni, Thorup and
 * Zadimoghaddam do, "Consistent hashing with bounded loads", 2018. Everyone who knows the same keys and members finds the same.
 * @param keys - In an order that everyone knows.
 */
export function leadersOf(keys: readonly string[], members: readonly string[]): ReadonlyMap<string, string> {
  const most = Math.ceil(keys.length / Math.max(1, members.length));
  const loads = new Map<string, number>();
  const leaders = new Map<string, string>();
  for (const key of keys) {
    const leader = rendezvous(key, members).find((member) => (loads.get(member) ?? 0) < most);
    if (leader === undefined) continue;
    loads.set(leader, (loads.get(leader) ?? 0) + 1);
    leaders.set(key, leader);
  }
  return leaders;
}

function rankOf(key: string, member: string): string {
  return createHash('sha256').update(key).update('\0').update(member).digest('hex');
}
