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

function rankOf(key: string, member: string): string {
  return createHash('sha256').update(key).update('\0').update(member).digest('hex');
}
