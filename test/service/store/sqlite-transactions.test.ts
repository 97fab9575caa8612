import { expect, test } from 'vitest';
import { openTables } from '../accounts/tools/tables.ts';

const entry = (what: string) => ({ what, state: '', kind: '', change: 1 });

test('a query beside a transaction is no part of it, and waits for its end', async () => {
  const { database } = await openTables();
  const count = async () => (await database.selectFrom('tally').select('id').where('what', 'like', 'mine%').execute()).length;
  const order: string[] = [];
  const failing = database.transaction().execute(async (transaction) => {
    await transaction.insertInto('tally').values(entry('mine')).execute();
    // The other query has had time enough to come in between.
    for (let turn = 0; turn < 20; turn++) await transaction.selectFrom('tally').select('id').limit(1).execute();
    order.push('transaction');
    throw new Error('changed its mind');
  });
  const beside = Array.from({ length: 10 }, async (_, number) => {
    await database
      .insertInto('tally')
      .values(entry(`mine ${number}`))
      .execute();
    order.push('beside');
  });
  const other = database.transaction().execute(async (transaction) => {
    await transaction.insertInto('tally').values(entry('mine too')).execute();
    return (await transaction.selectFrom('tally').select('id').where('what', '=', 'mine').execute()).length;
  });
  await expect(failing).rejects.toThrow('changed its mind');
  await Promise.all(beside);
  expect(await other).toBe(0);
  expect(await count()).toBe(11);
  expect(order.indexOf('transaction')).toBeLessThan(10);
});

test('transactions beside each other lose no change', async () => {
  const { database, organisationId } = await openTables();
  const add = () =>
    database.transaction().execute(async (transaction) => {
      const { name } = await transaction
        .selectFrom('organisation')
        .select('name')
        .where('id', '=', organisationId)
        .executeTakeFirstOrThrow();
      await transaction
        .updateTable('organisation')
        .set({ name: `${name}+` })
        .where('id', '=', organisationId)
        .execute();
    });
  await Promise.all(Array.from({ length: 20 }, add));
  const { name } = await database.selectFrom('organisation').select('name').where('id', '=', organisationId).executeTakeFirstOrThrow();
  expect(name).toMatch(/[^+]\+{20}$/);
});
