import type { ServiceDatabase } from './database.ts';

/** Part of the service with tables of its own. */
export interface TableArea {
  /** Its name, kept in the database. */
  readonly name: string;
  /** Each migrates the tables from its index to the next version. A released entry never changes. */
  readonly migrations: readonly ((database: ServiceDatabase) => Promise<void>)[];
}
