import { StreetdateError } from '@streetdate/core/portable';

/**
 * What is left of a name without case, Unicode's normal forms, spaces and characters that show nothing. Names of one key look alike: a list that has
 * both would give one recipient two copies, or leave open which of two got one.
 */
export function nameKey(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Cc}\p{Default_Ignorable_Code_Point}]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
    .toUpperCase()
    .toLowerCase()
    .normalize('NFC');
}

/**
 * Refuses recipients whose names look alike, among themselves and beside those of copies that were issued. An equal name is the same recipient.
 * @param path - The file of the issued copies, for the message.
 * @throws RangeError for names of the list. StreetdateError `bad-evidence` where one looks like that of an issued copy.
 */
export function checkRecipients(recipients: readonly string[], issued: readonly string[], path: string): void {
  const had = new Map(issued.map((name) => [nameKey(name), name]));
  const known = new Map<string, string>();
  for (const name of recipients) {
    const key = nameKey(name);
    if (key === '') throw new RangeError(`recipients must have names that show, got ${JSON.stringify(name)}`);
    const [alike, before] = [known.get(key) ?? name, had.get(key) ?? name];
    if (alike !== name) throw new RangeError(`recipients must not look alike, got ${JSON.stringify(alike)} and ${JSON.stringify(name)}`);
    known.set(key, name);
    if (before !== name && !issued.includes(name)) {
      const names = `${JSON.stringify(before)} has a copy, and ${JSON.stringify(name)} looks alike`;
      throw new StreetdateError('bad-evidence', `${path}: ${names}: write one recipient in one way, and tell two apart`, { path });
    }
  }
}
