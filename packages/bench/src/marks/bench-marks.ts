import { type FilmFigures, measureFilm } from './film.ts';
import { COLLUSIONS, type CodeFigures, simulateCode } from './simulate.ts';

/** Options for {@link benchMarks}. */
export interface MarksOptions {
  /** A film to mark; without one only codes are simulated. */
  readonly film?: string;
  /** Another film, whose copy must name nobody. @defaultValue none */
  readonly other?: string | undefined;
  /** A folder for stills of both versions of one frame, to be looked at. @defaultValue none are written */
  readonly stills?: string | undefined;
  /** Where its measured part starts, seconds. @defaultValue 20 */
  readonly start?: number;
  /** How long the part is, seconds. @defaultValue 40 */
  readonly seconds?: number;
  /** Length of a segment in milliseconds. @defaultValue 400 */
  readonly segment?: number;
  /** Simulated codes of each kind. @defaultValue 201 */
  readonly trials?: number;
  /** Copies of each simulated code. @defaultValue 500 */
  readonly copies?: number;
  /** Called now and then with how far it is. */
  readonly onProgress?: (message: string) => void;
}

/** What was measured. */
export interface MarksResult {
  readonly codes: readonly CodeFigures[];
  readonly film?: FilmFigures;
}

/** Simulates codes, and marks and reads a film. */
export async function benchMarks(options: MarksOptions = {}): Promise<MarksResult> {
  const { film, other, stills, start = 20, seconds = 40, segment = 400, trials = 201, copies = 500, onProgress = () => {} } = options;
  const codes: CodeFigures[] = [];
  for (let colluders = 1; colluders <= 5; colluders++) {
    for (const collusion of colluders === 1 ? (['cutting'] as const) : COLLUSIONS) {
      codes.push(simulateCode(colluders, collusion, { trials, copies, seed: 1 }));
      onProgress(`${collusion} of ${colluders}: simulated`);
    }
  }
  if (film === undefined) return { codes };
  return { codes, film: await measureFilm(film, { start, other, stills, length: seconds, segmentSeconds: segment / 1000, onProgress }) };
}
