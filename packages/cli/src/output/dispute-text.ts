import type { DisputeRecord } from './dispute-record.ts';
import { escapeText } from './escape.ts';
import { PLAIN, type TextOptions } from './style.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;

/** A dispute for people: its file, who disputes it and why, and the time that is left. */
export function disputeText(record: DisputeRecord, { style = PLAIN }: TextOptions = {}): string {
  const { id, path, scanId, by, ground, receivedAt, deadline, outcome, outcomeReason, endedAt, secondsLeft = 0, overdue } = record;
  const end =
    outcome === undefined
      ? `open: answer it until ${minute(deadline)}, ${overdue ? `overdue by ${timeInWords(-secondsLeft)}` : `${timeInWords(secondsLeft)} left`}`
      : `${outcome} on ${minute(endedAt ?? '')}: ${outcomeReason}`;
  const lines = [`${by} disputes it: ${ground} (received ${minute(receivedAt)})`, end];
  return [`${style('heading', id)}  ${escapeText(`${path} [${scanId}]`)}`, ...lines.map((line) => `  ${escapeText(line)}`)].join('\n');
}

function minute(instant: string): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;
}

function timeInWords(seconds: number): string {
  const [number, unit] = seconds < DAY ? [Math.floor(seconds / HOUR), 'hour'] : [Math.floor(seconds / DAY), 'day'];
  if (number === 0) return 'less than an hour';
  return `${number} ${unit}${number === 1 ? '' : 's'}`;
}
