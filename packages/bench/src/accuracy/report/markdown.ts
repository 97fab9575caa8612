import type { Estimate } from '../metrics/bootstrap.ts';
import type { Scores } from '../metrics/scores.ts';
import { bestPeer, type PeerScores } from '../peers/score-peers.ts';
import type { NullPairs } from '../scan/null-pairs.ts';
import type { AccuracyRun } from './run.ts';

/** The results as Markdown: the targets first, then every attack, then what was missed and what was falsely accused. */
export function accuracyMarkdown(run: AccuracyRun): string {
  const { scores } = run;
  return [
    `# Accuracy, ${run.set} set`,
    '',
    `Clips: ${run.clips}. Seed ${run.seed}, copies of each attack: ${run.perAttack}.`,
    `${scores.queries} queries against ${run.references} references (${run.copied} of them copied): ${scores.truePairs} true pairs, ${scores.nullPairs} that are not.`,
    `${run.facts.processor}, Node ${run.facts.node}, ${run.facts.ffmpeg}, commit ${run.facts.commit ?? 'unknown'}, ${run.facts.date}.`,
    ...(run.libraryHours
      ? [`The library holds ${run.libraryHours} hours of other films as well.${run.prioritised ? ' The references are prioritised.' : ''}`]
      : []),
    ...(run.cascade ? ['Queries were looked at as a scan looks at long films, at their key frames first, however short they are.'] : []),
    'Intervals: middle 95 % of 1,000 bootstrap draws of queries.',
    '',
    ...targetTable(scores, run.nullPairs),
    '',
    ...peersSection(run.peers),
    '## Recall of each attack at the shipped threshold',
    '',
    '| attack | pairs | recall | interval | least | above every false | median IoU |',
    '| --- | ---: | ---: | --- | ---: | ---: | ---: |',
    ...scores.attacks
      .filter((attack) => attack.leastRecall !== undefined)
      .map((attack) => {
        const { name, count, recall, leastRecall = 0, medianIou } = attack;
        const low = recall.value < leastRecall ? ' **low**' : '';
        return `| ${name} | ${count} | ${fixed(recall.value)}${low} | ${interval(recall)} | ${leastRecall} | ${fixed(attack.recallAtZeroFalse)} | ${fixed(medianIou)} |`;
      }),
    '',
    '## Negatives',
    '',
    '| kind | queries | falsely accused |',
    '| --- | ---: | ---: |',
    ...scores.attacks
      .filter((attack) => attack.leastRecall === undefined)
      .map(({ name, count, strongFalse }) => `| ${name} | ${count} | ${strongFalse} |`),
    '',
    '## Recall of each film',
    '',
    '| film | pairs | recall |',
    '| --- | ---: | ---: |',
    ...scores.films.map(({ referenceId, count, recall }) => `| ${referenceId} | ${count} | ${fixed(recall)} |`),
    '',
    `## Missed: ${scores.misses.length} of ${scores.truePairs}`,
    '',
    ...scores.misses.map(({ query, referenceId, prediction }) => {
      const said = prediction === undefined ? 'nothing said' : `score ${prediction.score.toFixed(2)}`;
      return `- ${query.queryId} of ${referenceId}: ${said} (${parameters(query.parameters)}) \`${query.path}\``;
    }),
    '',
    `## Falsely accused: ${scores.strongFalse.length}`,
    '',
    ...scores.strongFalse.map(
      ({ query, prediction }) =>
        `- ${query.queryId} as ${prediction.referenceId}: score ${prediction.score.toFixed(2)} (${parameters(query.parameters)}) \`${query.path}\``,
    ),
    ...nullSection(run.nullPairs),
    '',
    '## Left out',
    '',
    ...run.leftOut.map(({ file, reason }) => `- ${file}: ${reason}`),
    '',
  ].join('\n');
}

/** The targets, and the peers where they were asked: what is printed at the end of a run. */
export function accuracySummary({ scores, nullPairs, peers }: AccuracyRun): string {
  return [...targetTable(scores, nullPairs), '', ...peersSection(peers)].join('\n');
}

function targetTable(scores: Scores, nullPairs: NullPairs | undefined): string[] {
  const row = (name: string, estimate: Estimate, target: string) =>
    `| ${name} | ${fixed(estimate.value)} | ${interval(estimate)} | ${target} |`;
  const falseRow =
    nullPairs === undefined
      ? []
      : [`| strong false positives in ${nullPairs.pairs.toLocaleString('en')} unrelated pairs | ${nullPairs.strong} | | 0 |`];
  return [
    '| | value | interval | to reach |',
    '| --- | ---: | --- | --- |',
    row('micro average precision', scores.microAveragePrecision, '0.97'),
    row('recall at zero false positives', scores.recallAtZeroFalse, '0.93'),
    row('recall at the shipped threshold', scores.recall, ''),
    `| strong false positives among the queries | ${scores.strongFalse.length} | | 0 |`,
    `| highest score of a false prediction | ${fixed(scores.highestFalseScore)} | | |`,
    ...falseRow,
    row('median segment IoU', scores.medianIou, '0.92'),
    row('segment precision', scores.segmentPrecision, ''),
    row('segment recall', scores.segmentRecall, ''),
    row('median start error, s', scores.medianStartError, '0.25'),
    row('median end error, s', scores.medianEndError, ''),
    row('median error of the reference time, s', scores.medianPlaceError, ''),
  ];
}

function peersSection(peers: PeerScores | undefined): string[] {
  if (peers === undefined) return [];
  const best = bestPeer(peers);
  return [
    '## Peers',
    '',
    'On the same queries and references. Setting and threshold of each peer are the ones that serve it best on this very set; ours were fixed before.',
    '',
    '| | micro average precision | interval | recall at zero false | recall and precision at its best threshold | our lead | interval | best setting |',
    '| --- | ---: | --- | ---: | ---: | ---: | --- | --- |',
    ...peers.scores.map(({ name, isOurs, setting, microAveragePrecision, recallAtZeroFalse, best, lead }) => {
      const threshold = best === undefined ? '–' : `${fixed(best.recall)} at ${fixed(best.precision)}`;
      const label = isOurs ? `*${name}* (no peer: our way to score)` : name;
      return `| ${label} | ${fixed(microAveragePrecision.value)} | ${interval(microAveragePrecision)} | ${fixed(recallAtZeroFalse.value)} | ${threshold} | ${fixed(lead.value)} | ${interval(lead)} | ${setting} |`;
    }),
    '',
    ...peers.scores.map(({ name, about }) => `- ${name}: ${about}.`),
    ...peers.skipped.map(({ name, reason }) => `- ${name}: skipped, ${reason}.`),
    '',
    ...(best === undefined ? [] : [`Lead over the best peer, ${best.name}: **${fixed(best.lead.value)}** (to reach: more than 0.08).`, '']),
  ];
}

function nullSection(nullPairs: NullPairs | undefined): string[] {
  if (nullPairs === undefined) return [];
  const { pairs, windows, reported, strong, calibration } = nullPairs;
  return [
    '',
    `## Unrelated pairs: ${strong} strong, ${reported.length} reported, of ${pairs.toLocaleString('en')} (${windows.toLocaleString('en')} windows)`,
    '',
    ...[...reported]
      .sort((one, other) => other.score - one.score)
      .slice(0, 40)
      .map(
        ({ film, start, length, referenceId, score, strong: isStrong, referenceStart }) =>
          `- ${isStrong ? '**strong** ' : ''}${film} ${start.toFixed(1)} s + ${length.toFixed(1)} s as ${referenceId} at ${referenceStart.toFixed(1)} s: score ${score.toFixed(2)}`,
      ),
    '',
    '| expected false matches of one search, up to | expected in all searches | counted |',
    '| ---: | ---: | ---: |',
    ...calibration.map(({ threshold, expected, counted }) => `| ${threshold} | ${expected.toLocaleString('en')} | ${counted} |`),
  ];
}

const fixed = (value: number): string => (Number.isNaN(value) ? '–' : value.toFixed(3));
const interval = ({ low, high }: Estimate): string => (Number.isNaN(low) ? '' : `${fixed(low)} to ${fixed(high)}`);

function parameters(values: Readonly<Record<string, string | number | boolean>>): string {
  const entries = Object.entries(values);
  return entries.length === 0 ? 'no parameters' : entries.map(([name, value]) => `${name} ${value}`).join(', ');
}
