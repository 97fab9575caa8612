/** What only the packages of this repository use. It promises nothing: any version may change it. */

export { readCsvRows } from './csv-rows.ts';
export { DESIGN_TOKENS } from './design/tokens.ts';
export { ledgerEntrySchema } from './ledger/entry.ts';
export { changeInWords } from './ledger/event-words.ts';
export { type Simulation, type SimulationOptions, simulateLeaks } from './recipients/simulate.ts';
export { readTableRows } from './table-rows.ts';
