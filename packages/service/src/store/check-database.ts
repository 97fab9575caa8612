import { checkFunction, checkObject } from '@streetdate/core/internal';

/** Throws a `TypeError` unless a value is an open database of the service. */
export function checkDatabase(name: string, value: unknown): void {
  checkObject(name, value);
  checkFunction(`${name}.selectFrom`, (value as { readonly selectFrom?: unknown }).selectFrom);
}

/** Throws a `TypeError` unless a value is an open service. */
export function checkService(value: unknown): void {
  checkObject('service', value);
  const { database, libraries, now } = value as { readonly database?: unknown; readonly libraries?: unknown; readonly now?: unknown };
  checkDatabase('service.database', database);
  checkObject('service.libraries', libraries);
  checkFunction('service.now', now);
}
