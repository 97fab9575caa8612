/** What only the packages of this repository use. It promises nothing: any version may change it. */

export { ledgerEntrySchema } from './ledger/entry.ts';
