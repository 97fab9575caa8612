import { expect, test } from 'vitest';
import { type AuditEntry, audited, checkAudit, exportAudit, recordAudit } from '../../../packages/service/src/accounts/audit.ts';
import { newId } from '../../../packages/service/src/store/ids.ts';
import { at, openTables } from './tools/tables.ts';

async function threeEntries() {
  const { database, organisationId } = await openTables();
  const source = { organisationId, actor: { kind: 'account' as const, id: newId(), name: 'Grace' }, address: '192.0.2.1' };
  for (const role of ['viewer', 'analyst', 'admin']) {
    const event = { action: 'accounts.write', target: { kind: 'account', id: newId() }, detail: { role } };
    await audited(database, source, event, at(0), async () => {});
  }
  return { database, source, organisationId, entries: await all(exportAudit(database, organisationId)) };
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

test('a log is whole, also after it went through a file', async () => {
  const { organisationId, entries } = await threeEntries();
  expect(entries.map(({ position }) => position)).toEqual([1, 2, 3]);
  const copies = entries.map((entry) => JSON.parse(JSON.stringify(entry)) as AuditEntry);
  expect(await checkAudit(organisationId, copies, entries[2]?.hash)).toBeUndefined();
});

test('an edit, a cut, a swap and another organisation’s log are found', async () => {
  const { organisationId, entries } = await threeEntries();
  const [first, second, third] = entries as [AuditEntry, AuditEntry, AuditEntry];
  expect(await checkAudit(organisationId, [first, { ...second, detail: { role: 'viewer' } }, third])).toBe('entry 2 was changed');
  expect(await checkAudit(organisationId, [first, { ...second, actor: { ...second.actor, name: 'Ada' } }])).toBe('entry 2 was changed');
  expect(await checkAudit(organisationId, [first, third])).toBe('entry 2 is missing');
  expect(await checkAudit(organisationId, [first, { ...third, position: 2 }])).toBe('entry 2 does not follow the entry before it');
  expect(await checkAudit(organisationId, [first, second], third.hash)).toContain('has no entry with the hash');
  expect(await checkAudit(newId(), entries)).toBe('entry 1 was changed');
});

test('the database refuses to change or remove an entry', async () => {
  const { database } = await threeEntries();
  await expect(database.updateTable('audit_entry').set({ outcome: 'refused' }).execute()).rejects.toThrow('only appended to');
  await expect(database.deleteFrom('audit_entry').execute()).rejects.toThrow('only appended to');
});

test('a change that fails leaves no entry, and its place is not lost', async () => {
  const { database, source, organisationId } = await threeEntries();
  const failing = audited(database, source, { action: 'keys.write' }, at(1), async () => Promise.reject(new Error('no')));
  await expect(failing).rejects.toThrow('no');
  await database.transaction().execute((transaction) => recordAudit(transaction, source, { action: 'keys.write' }, at(2)));
  const entries = await all(exportAudit(database, organisationId));
  expect(entries.map(({ position }) => position)).toEqual([1, 2, 3, 4]);
  expect(await checkAudit(organisationId, entries)).toBeUndefined();
});

test('entries at the same time follow each other', async () => {
  const { database, source, organisationId } = await threeEntries();
  await Promise.all(Array.from({ length: 20 }, (_, i) => audited(database, source, { action: 'x', detail: { i } }, at(i), async () => {})));
  const entries = await all(exportAudit(database, organisationId));
  expect(entries.length).toBe(23);
  expect(await checkAudit(organisationId, entries)).toBeUndefined();
});
