/** What only the packages of this repository use. It promises nothing: any version may change it. */

export { ledgerEntrySchema } from './ledger/entry.ts';
export { type Simulation, type SimulationOptions, simulateLeaks } from './recipients/simulate.ts';
