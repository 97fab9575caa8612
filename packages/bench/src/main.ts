#!/usr/bin/env node
import type { AccuracyOptions } from './accuracy/index.ts';
import type { SharedIntrosOptions } from './accuracy/shared-intros/bench-shared-intros.ts';
import type { CaseOptions } from './case/bench-case.ts';
import { Command, commandStatus, Option, wholeNumber } from './command-line.ts';
import { hashCommand } from './hash-command.ts';
import type { LawfulOptions } from './lawful/bench-lawful.ts';
import type { MarksOptions } from './marks/bench-marks.ts';
import { UsageError } from './measure/usage-error.ts';
import { type Flags, MEASUREMENTS, type Measurement } from './measurements.ts';
import type { RandomEditsFlags } from './random-edits-command.ts';
import type { RecipientsOptions } from './recipients/bench-recipients.ts';
import { NAME_PARTS, type NamePart } from './release-names/name-parts.ts';
import { runFacts } from './results/run-facts.ts';
import { runMeasurements } from './run-measurements.ts';
import type { SourcesOptions } from './sources/bench-sources.ts';

const EXIT_STATUS = `
Exit status:
   0  done
   1  a ratio grew by more than the noise since the baseline
   2  wrong use; nothing was measured
   3  a film, a hasher or a server failed
 130  stopped by Ctrl-C (143 by SIGTERM)

\`streetdate-bench help COMMAND\` lists the options of a command.`;

const program = new Command('streetdate-bench')
  .description('Measures Streetdate: throughput, memory and accuracy, as ratios to a baseline of the same run.')
  .showHelpAfterError('(--help lists the options)')
  .addHelpText('after', EXIT_STATUS)
  // Subcommands inherit it when they are added.
  .exitOverride();

for (const measurement of MEASUREMENTS) addMeasurements(measurement.name, measurement.about, [measurement]);
addMeasurements('all', 'every measurement above', MEASUREMENTS);
program.addCommand(hashCommand().copyInheritedSettings(program));
addAccuracy();
addSharedIntros();
addReleaseNames();
addSources();
addLawful();
addRecipients();
addCase();
addMarks();
try {
  await program.parseAsync();
} catch (error) {
  const status = commandStatus(error);
  if (status === undefined) console.error(`streetdate-bench: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = status ?? (error instanceof UsageError ? 2 : 3);
}

function addMeasurements(name: string, about: string, measurements: readonly Measurement[]): void {
  const command = program.command(name).description(about);
  for (const option of new Set(measurements.flatMap(({ options }) => options))) command.addOption(option);
  command
    .option('--out <folder>', 'write DATE-NAME.json, .md and .svg there')
    .option('--baseline <file>', 'compare with the JSON of an earlier run; exit with 1 if a ratio grew by more than the noise of both runs')
    .action((flags: Flags) => {
      const [only, ...others] = measurements;
      const resultsName = others.length === 0 ? only?.resultsName?.(flags) : undefined;
      return runMeasurements(resultsName ?? name, measurements, flags);
    });
}

function addAccuracy(): void {
  program
    .command('accuracy')
    .description('recall and false alarms on seeded copies of films, whose true positions are known to the frame')
    .option('--clips <folder>', 'a folder of clips, each a separate film, instead of the repository’s footage')
    .addOption(new Option('--set <set>', 'which half of the footage').choices(['tuning', 'reported']).default('tuning'))
    .option('--seed <n>', 'seed of all draws', wholeNumber)
    .option('--attacks <name,name>', 'run only these attacks and negatives', (text) => text.split(','))
    .option('--per-attack <n>', 'copies of each attack', wholeNumber)
    .option('--null-pairs <n>', 'unrelated pairs to search as well', wholeNumber)
    .option(
      '--null-versions <n>',
      'versions of each film that unrelated pairs enroll beside it: a part of its picture, backwards',
      wholeNumber,
    )
    .option('--thumbnails', 'enroll the references with thumbnails')
    .option('--cascade', 'scan by key frames first, as for a long film')
    .option('--library-hours <n>', 'hours of other films in the library: generated ones, and real footage made strange', wholeNumber)
    .option('--prioritised', 'prioritise the references, as titles are that are not out yet')
    .option('--peers', 'run the peers too, on the same queries')
    .option('--ablation [name,name]', 'leave out each proposer and evidence channel in turn, or these, on both sets')
    .option('--random-edits', 'random chains of one to five simple edits instead of attacks: recall by strength')
    .option('--copies <n>', 'copies under random edits (default: 60)', wholeNumber)
    .option('--others <n>', 'queries of films that are not enrolled, under the same edits (default: as many)', wholeNumber)
    .option('--first <n>', 'number of the first random query (default: 1)', wholeNumber)
    .option('--query <n>', 'write only this random copy, such as 7, or query of another film, such as other-7, to --out FILE')
    .option('--out <folder>', 'folder of the results')
    .option('--keep <folder>', 'folder that keeps films, queries and fingerprints between runs')
    .action(async ({ ablation, randomEdits, ...flags }: AccuracyOptions & RandomEditsFlags & { readonly ablation?: string | true }) => {
      const options = { ...flags, onProgress: console.error };
      if (randomEdits) {
        const { runRandomEdits } = await import('./random-edits-command.ts');
        await runRandomEdits(options);
      } else if (ablation) {
        const { ablationMarkdown, runAblation } = await import('./accuracy/ablation/index.ts');
        console.log(ablationMarkdown(await runAblation({ ...options, ...(ablation !== true && { leaveOut: ablation.split(',') }) })));
      } else {
        const { accuracySummary, runAccuracy } = await import('./accuracy/index.ts');
        console.log(accuracySummary(await runAccuracy(options)));
      }
    });
}

function addSharedIntros(): void {
  program
    .command('shared-intros')
    .description(
      'queries that show an intro which several films have: how many accuse one of them, and how many find the film they show as well',
    )
    .option('--clips <folder>', 'a folder of clips, each a separate film, instead of the repository’s footage')
    .option('--intros <n>', 'intros; each gives six queries', wholeNumber)
    .option('--seed <n>', 'seed of all draws', wholeNumber)
    .option('--keep <folder>', 'folder that keeps films, queries and fingerprints between runs')
    .option('--out <folder>', 'write DATE-shared-intros.json and .md there')
    .action(async ({ out, ...options }: SharedIntrosOptions & { readonly out?: string }) => {
      const { benchSharedIntros } = await import('./accuracy/shared-intros/bench-shared-intros.ts');
      const { sharedIntrosText, writeSharedIntros } = await import('./accuracy/shared-intros/report.ts');
      const facts = await runFacts();
      const result = await benchSharedIntros({ ...options, onProgress: console.error });
      console.log(sharedIntrosText(result));
      if (out !== undefined) console.log(`\nwritten: ${(await writeSharedIntros(out, facts, result)).join(', ')}`);
    });
}

function addReleaseNames(): void {
  program
    .command('release-names')
    .description('how many fields of release names are parsed correctly, compared with the parsers on npm')
    .argument('<names>', 'JSON Lines: a name and the fields that test suites expect')
    .addOption(new Option('--part <part>', 'which names').choices([...NAME_PARTS, 'all']).default('all'))
    .option('--out <folder>', 'write DATE-release-names-PART.json and .md there')
    .action(async (names: string, { part, out }: { readonly part: NamePart; readonly out?: string }) => {
      const { compareNameParsers, nameComparisonText, writeNameComparison } = await import('./release-names/bench-release-names.ts');
      const comparison = await compareNameParsers(names, part);
      console.log(nameComparisonText(comparison));
      if (out !== undefined) console.log(`\nwritten: ${(await writeNameComparison(out, await runFacts(), comparison)).join(', ')}`);
    });
}

function addSources(): void {
  program
    .command('sources')
    .description(
      'which release a copy was made from: discs, web, broadcast, screener or camera, at several qualities; confusion matrix and reliability',
    )
    .option('--film <file>', 'a film to split into films of 72 s, instead of the repository’s longest clip')
    .addOption(new Option('--half <half>', 'which of the films').choices(['tuning', 'reported']).default('reported'))
    .option('--films <n>', 'most films in both halves together', wholeNumber)
    .option('--keep <folder>', 'folder that keeps films, copies and fingerprints between runs')
    .option('--out <folder>', 'write DATE-sources-HALF.json and .md there')
    .action(async ({ out, ...options }: SourcesOptions & { readonly out?: string }) => {
      const { benchSources } = await import('./sources/bench-sources.ts');
      const { sourcesText } = await import('./sources/report.ts');
      const { writeSources } = await import('./sources/write-sources.ts');
      const facts = await runFacts();
      const result = await benchSources({ ...options, onProgress: console.error });
      console.log(sourcesText(result));
      if (out !== undefined) console.log(`\nwritten: ${(await writeSources(out, facts, result)).join(', ')}`);
    });
}

function addLawful(): void {
  program
    .command('lawful')
    .description('how many lawful uploads, such as re-uploads of trailers, are accused, and how many leaks are missed')
    .option('--clips <folder>', 'a folder of films of a minute and more, beside the repository’s footage')
    .option('--films <n>', 'most films', wholeNumber)
    .option('--seeds <n>', 'trailers of each film', wholeNumber, 2)
    .option('--json', 'print the result as one line of JSON and no progress')
    .option('--out <folder>', 'write DATE-lawful.json and .md there')
    .action(async ({ out, json = false, ...options }: LawfulOptions & { readonly out?: string; readonly json?: boolean }) => {
      const { benchLawful } = await import('./lawful/bench-lawful.ts');
      const { lawfulText, writeLawful } = await import('./lawful/report.ts');
      const facts = await runFacts();
      const figures = await benchLawful({ ...options, ...(!json && { onProgress: console.error }) });
      console.log(json ? JSON.stringify(figures) : lawfulText(figures));
      const written = out === undefined ? [] : await writeLawful(out, facts, figures);
      if (out !== undefined && !json) console.log(`\nwritten: ${written.join(', ')}`);
    });
}

function addCase(): void {
  program
    .command('case')
    .description('how long a case of many sightings takes to bundle and to verify')
    .option('--sightings <n>', 'files on the servers that show a title', wholeNumber, 1000)
    .option('--copies <n>', 'distinct films among them', wholeNumber, 100)
    .option('--servers <n>', 'servers', wholeNumber, 10)
    .option('--titles <n>', 'titles, an hour each', wholeNumber, 10)
    .option('--seconds <n>', 'length of a copy', wholeNumber, 60)
    .option('--out <folder>', 'write DATE-case.json and .md there')
    .action(async ({ out, ...options }: CaseOptions & { readonly out?: string }) => {
      const { benchCase } = await import('./case/bench-case.ts');
      const { caseText, writeCaseResult } = await import('./case/report.ts');
      const facts = await runFacts();
      const result = await benchCase({ ...options, onProgress: console.error });
      console.log(caseText(result));
      if (out !== undefined) console.log(`\nwritten: ${(await writeCaseResult(out, facts, result)).join(', ')}`);
    });
}

function addRecipients(): void {
  program
    .command('recipients')
    .description(
      'how well the ranking of recipients finds planted leakers in simulated worlds, whether its chances are right, and false alarms',
    )
    .option('--worlds <n>', 'simulated worlds', wholeNumber, 1000)
    .option('--recipients <n>', 'recipients in each', wholeNumber, 500)
    .option('--titles <n>', 'titles in each', wholeNumber, 30)
    .option('--sweeps <n>', 'sweeps of the sampler, at least 100', wholeNumber, 2000)
    .option('--out <folder>', 'write DATE-recipients.json and .md there')
    .action(async ({ out, ...options }: RecipientsOptions & { readonly out?: string }) => {
      const { benchRecipients } = await import('./recipients/bench-recipients.ts');
      const { recipientsText, writeRecipients } = await import('./recipients/report.ts');
      const facts = await runFacts();
      const result = benchRecipients({ ...options, onProgress: console.error });
      console.log(recipientsText(result));
      if (out !== undefined) console.log(`\nwritten: ${(await writeRecipients(out, facts, result)).join(', ')}`);
    });
}

function addMarks(): void {
  program
    .command('marks')
    .description('marks of issued copies: accusations and misses of simulated codes; with a film, bit errors by attack, quality and times')
    .option('--film <file>', 'mark a part of this film, and read altered copies of it')
    .option('--other <file>', 'another film: a copy of it must name nobody')
    .option('--stills <folder>', 'write a frame of both versions there, to be looked at')
    .option('--start <n>', 'where the part starts, seconds', wholeNumber, 20)
    .option('--seconds <n>', 'how long the part is', wholeNumber, 40)
    .option('--segment <n>', 'length of a segment, milliseconds', wholeNumber, 400)
    .option('--trials <n>', 'simulated codes of each kind', wholeNumber, 201)
    .option('--copies <n>', 'copies of each', wholeNumber, 500)
    .option('--price <file...>', 'only time both versions of these films against one plain encode of each')
    .option('--rounds <n>', 'rounds of --price', wholeNumber, 3)
    .option(
      '--variants [file...]',
      'only read takes, cuts and captions from altered copies of films made of these clips and of generated footage',
    )
    .option(
      '--out <folder>',
      'write DATE-marks.json, .md and .svg there; of --price DATE-marks-price.json and .md; of --variants DATE-variants.json and .md',
    )
    .action(
      async ({
        out,
        price,
        rounds,
        variants,
        ...options
      }: MarksOptions & {
        readonly out?: string;
        readonly price?: string[];
        readonly rounds: number;
        readonly variants?: string[] | true;
      }) => {
        if (variants !== undefined) {
          const { measureVariants, variantsText, writeVariants } = await import('./marks/variants.ts');
          const facts = await runFacts();
          const figures = await measureVariants(variants === true ? [] : variants, { onProgress: console.error });
          console.log(variantsText(figures));
          if (out !== undefined) console.log(`\nwritten: ${(await writeVariants(out, facts, figures)).join(', ')}`);
          return;
        }
        if (price !== undefined) {
          const { measurePrice, writePrice } = await import('./marks/price.ts');
          const { resultsPage } = await import('./results/markdown.ts');
          const facts = await runFacts();
          const sections = await measurePrice(price, { rounds });
          console.log(resultsPage(facts, sections));
          if (out !== undefined) console.log(`\nwritten: ${(await writePrice(out, facts, sections)).join(', ')}`);
          return;
        }
        const { benchMarks } = await import('./marks/bench-marks.ts');
        const { marksText, writeMarks } = await import('./marks/report.ts');
        const facts = await runFacts();
        const result = await benchMarks({ ...options, onProgress: console.error });
        console.log(marksText(result));
        if (out !== undefined) console.log(`\nwritten: ${(await writeMarks(out, facts, result)).join(', ')}`);
      },
    );
}
