import type { OnServerProgress, ServerProgress } from '@streetdate/evidence';
import { bytesInWords, IN_ENGLISH } from '@streetdate/evidence/internal/words';
import type { Io } from '../io.ts';
import type { Console } from './console.ts';
import { count, groupDigits } from './count-words.ts';
import { formatLeft } from './progress.ts';
import { showSteps } from './step-progress.ts';

const STEPS: Readonly<Record<ServerProgress['step'], string>> = {
  list: 'listing',
  read: 'reading',
  unpack: 'looking into archives and images',
  scan: 'scanning films',
};

/** Shows the progress of a server on stderr: a bar on a terminal, occasional lines in a pipe, nothing if the console is quiet. */
export function followServer(io: Io, console: Console): { readonly onProgress: OnServerProgress; readonly stop: () => void } {
  let step: ServerProgress | undefined;
  let started = 0;
  const words = (progress: ServerProgress) => {
    if (step?.step !== progress.step) [step, started] = [progress, performance.now()];
    return progressWords(progress, { done: progress.done - step!.done, seconds: (performance.now() - started) / 1000 });
  };
  const steps = showSteps(io, console);
  return {
    onProgress: (progress) => steps.show(progress.total ? progress.done / progress.total : 0, words(progress)),
    stop: steps.stop,
  };
}

/** `reading: 412,000 of 1,000,000 files, 3.1 GB of 9.0 GB, 8,100/s, 2 min left`. */
export function progressWords(
  { step, done, total, bytes, totalBytes }: ServerProgress,
  since: { readonly done: number; readonly seconds: number },
): string {
  const parts = [
    total === undefined ? count(done, 'file') : `${groupDigits(done)} of ${groupDigits(total)} ${step === 'scan' ? 'films' : 'files'}`,
  ];
  if (bytes !== undefined && totalBytes !== undefined) parts.push(`${byteSize(bytes)} of ${byteSize(totalBytes)}`);
  const speed = since.seconds > 0.5 ? since.done / since.seconds : 0;
  if (speed > 0) parts.push(`${speed >= 10 ? groupDigits(Math.round(speed)) : speed.toFixed(1)}/s`);
  if (speed > 0 && total !== undefined) parts.push(`${formatLeft((total - done) / speed)} left`);
  return `${STEPS[step]}: ${parts.join(', ')}`;
}

/** Bytes in a decimal unit: `9.41 GB`, `812 kB`. */
export function byteSize(bytes: number): string {
  return bytesInWords(bytes, IN_ENGLISH);
}
