import type { Asset } from './assets/asset.ts';
import { type Cut, cutSeconds, onFrames, rearrangeTruth } from './cut-list.ts';
import type { Film } from './film.ts';
import type { TruthSegment } from './truth.ts';

/** An interval of a film that becomes part of a query. */
export interface Piece {
  /** The film. */
  readonly film: Film;
  /** Start in the film, seconds. */
  readonly start: number;
  /** Length in seconds. */
  readonly duration: number;
  /** True for a film that is not in the library: it leaves no truth. */
  readonly host?: boolean;
}

/** Size and rate of the picture that a draft starts with. */
export interface Canvas {
  /** Width in pixels, even. */
  readonly width: number;
  /** Height in pixels, even. */
  readonly height: number;
  /** Frames a second. */
  readonly frameRate: number;
}

/** A finished draft: the input of the generator, and what the file will truly show. */
export interface Recipe {
  /** Arguments of ffmpeg before the output's name; paths are relative to the cache folder. */
  readonly args: readonly string[];
  /** Pictures and sounds that must exist before ffmpeg runs. */
  readonly assets: readonly Asset[];
  /** The output's extension, without a dot. */
  readonly container: string;
  /** What was drawn. */
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
  /** Length of the output in seconds. */
  readonly duration: number;
  /** What it shows, in order of time. */
  readonly segments: readonly TruthSegment[];
}

/** Queries are at most this wide: a set of two hundred is then made in minutes, and fingerprints look at 256 pixels anyway. */
const MAX_WIDTH = 640;
const SOUND_RATE = 44_100;

/** The nearest even whole number, as 4:2:0 pictures need. */
export const even = (value: number): number => Math.max(2, Math.round(value / 2) * 2);

/** The canvas for copies of `film`: its own size up to 640 wide, its own rate up to 30 (halved above). */
export function canvasOf(film: Film): Canvas {
  const scale = Math.min(1, MAX_WIDTH / film.width);
  const frameRate = film.frameRate > 31 ? film.frameRate / 2 : film.frameRate;
  return { width: even(film.width * scale), height: even(film.height * scale), frameRate };
}

/**
 * A copy in the making: pieces of film joined in time, then one alteration after another, kept as statements of an ffmpeg filter
 * graph together with what they do to size, time and sidedness. Alterations of different attacks can follow each other.
 */
export class CopyDraft {
  /** Current picture width in pixels. */
  width: number;
  /** Current picture height in pixels. */
  height: number;
  /** Current frames a second. */
  frameRate: number;
  /** Current length in seconds. */
  duration: number;
  readonly #pieces: readonly Piece[];
  readonly #inputs: string[][] = [];
  readonly #graph: string[] = [];
  readonly #assets: Asset[] = [];
  readonly #parameters: Record<string, string | number | boolean> = {};
  #picture: string;
  #sound: string | undefined;
  #speed = 1;
  readonly #rearrangements: (readonly Cut[])[] = [];
  #mirrored = false;
  #channel: TruthSegment['channel'] = 'picture';
  #encoder: readonly string[] = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23'];
  #soundEncoder: readonly string[] = ['-c:a', 'aac', '-b:a', '128k'];
  #container = 'mp4';
  #labels = 0;

  private constructor(canvas: Canvas, duration: number, pieces: readonly Piece[]) {
    this.width = canvas.width;
    this.height = canvas.height;
    this.frameRate = canvas.frameRate;
    this.duration = duration;
    this.#pieces = pieces;
    this.#picture = '';
  }

  /** Joins pieces in time on `canvas`. Films of another shape are cropped to fill it. */
  static fromPieces(pieces: readonly Piece[], canvas: Canvas): CopyDraft {
    const duration = pieces.reduce((sum, piece) => sum + piece.duration, 0);
    const draft = new CopyDraft(canvas, duration, pieces);
    const withSound = pieces.some((piece) => piece.film.hasSound);
    const streams = pieces.map((piece) => draft.#addPiece(piece, withSound));
    if (streams.length === 1) {
      draft.#picture = streams[0]!.picture;
      draft.#sound = streams[0]!.sound;
    } else {
      draft.#picture = draft.#label();
      draft.#sound = withSound ? draft.#label() : undefined;
      const ins = streams.map((stream) => `[${stream.picture}]${stream.sound === undefined ? '' : `[${stream.sound}]`}`).join('');
      const outs = `[${draft.#picture}]${draft.#sound === undefined ? '' : `[${draft.#sound}]`}`;
      draft.#graph.push(`${ins}concat=n=${streams.length}:v=1:a=${withSound ? 1 : 0}${outs}`);
    }
    return draft;
  }

  /** Starts from a generated picture, such as `color=c=black`: a lavfi source that takes `size`, `rate` and `duration`. */
  static fromSource(source: string, canvas: Canvas, duration: number): CopyDraft {
    const draft = new CopyDraft(canvas, duration, []);
    const separator = source.includes('=') ? ':' : '=';
    const size = `size=${canvas.width}x${canvas.height}:rate=${canvas.frameRate}`;
    draft.#inputs.push(['-f', 'lavfi', '-t', String(duration), '-i', `${source}${separator}${size}`]);
    draft.#picture = '0:v';
    return draft;
  }

  /** Shows the first frame of each piece for some seconds, without sound. */
  static fromStills(stills: readonly { readonly piece: Piece; readonly seconds: number }[], canvas: Canvas): CopyDraft {
    const duration = stills.reduce((sum, still) => sum + still.seconds, 0);
    const draft = new CopyDraft(canvas, duration, []);
    const streams = stills.map(({ piece, seconds }) => {
      const { picture } = draft.#addPiece(piece, false);
      const held = draft.#label();
      const frames = Math.round(seconds * canvas.frameRate);
      draft.#graph.push(`[${picture}]trim=end_frame=1,loop=loop=${frames - 1}:size=1,setpts=N/(${canvas.frameRate}*TB)[${held}]`);
      return `[${held}]`;
    });
    draft.#picture = draft.#label();
    draft.#graph.push(`${streams.join('')}concat=n=${streams.length}:v=1:a=0[${draft.#picture}]`);
    return draft;
  }

  /** Whether it has sound so far. */
  get hasSound(): boolean {
    return this.#sound !== undefined;
  }

  /** Keeps what an attack drew, for the truth file. */
  note(parameters: Readonly<Record<string, string | number | boolean>>): this {
    Object.assign(this.#parameters, parameters);
    return this;
  }

  /** Puts the picture through a chain of filters that keeps its size. */
  filter(chain: string): this {
    const out = this.#label();
    this.#graph.push(`[${this.#picture}]${chain}[${out}]`);
    this.#picture = out;
    return this;
  }

  /** Puts the picture through a chain of filters that gives another size. */
  filterTo(width: number, height: number, chain: string): this {
    this.width = width;
    this.height = height;
    return this.filter(chain);
  }

  /** Scales the picture, sides rounded to even numbers. */
  scale(width: number, height: number): this {
    return this.filterTo(even(width), even(height), `scale=${even(width)}:${even(height)}:flags=bicubic,setsar=1`);
  }

  /** Changes the frame rate by repeating or dropping frames. */
  setFrameRate(frameRate: number): this {
    this.frameRate = frameRate;
    return this.filter(`fps=${frameRate}`);
  }

  /** Mirrors the picture left to right. */
  mirror(): this {
    this.#mirrored = !this.#mirrored;
    return this.filter('hflip');
  }

  /** Plays it `speed` times as fast; the sound rises in pitch, or keeps it when `keepPitch`. */
  retime(speed: number, frameRate: number, options: { readonly keepPitch?: boolean } = {}): this {
    if (this.#rearrangements.length === 0) this.#speed *= speed;
    else this.#rearrangements.push([{ start: 0, end: this.duration, speed }]);
    this.duration /= speed;
    this.frameRate = frameRate;
    this.filter(`setpts=PTS/${speed},fps=${frameRate}`);
    const pitchRate = Math.round(SOUND_RATE * speed);
    this.filterSound(options.keepPitch ? `atempo=${speed}` : `asetrate=${pitchRate},aresample=${SOUND_RATE}`);
    return this;
  }

  /**
   * Shows parts of the film so far, in any order and at any speed, and drops the sound. Parts begin and end with a frame.
   * @param other - What shows the parts of another film, as ffmpeg input arguments. It must be as long as they are together.
   */
  rearrange(cuts: readonly Cut[], other?: readonly string[]): this {
    this.mute();
    const { frameRate } = this;
    const { exact, frames } = onFrames(cuts, frameRate, this.duration);
    const parts = exact.map(() => this.#label());
    const joined = this.#label();
    const own = exact.flatMap((cut, at) => ('otherSeconds' in cut ? [] : [{ ...cut, at, from: this.#label() }]));
    this.#graph.push(`[${this.#picture}]split=${own.length}${own.map(({ from }) => `[${from}]`).join('')}`);
    for (const { start, end, speed, at, from } of own) {
      const span = `trim=start_frame=${Math.round(start * frameRate)}:end_frame=${Math.round(end * frameRate)}`;
      const timed = `${span}${speed < 0 ? ',reverse' : ''},setpts=(PTS-STARTPTS)/${Math.abs(speed).toFixed(6)}`;
      // The end is filled up, since builds of ffmpeg differ in how long they show the last frame.
      const filled = `fps=${frameRate}:start_time=0,tpad=stop=${frames[at]}:stop_mode=clone,trim=end_frame=${frames[at]}`;
      this.#graph.push(`[${from}]${timed},${filled}[${parts[at]}]`);
    }
    let shown = 0;
    for (const [at, cut] of exact.entries()) {
      if (!('otherSeconds' in cut)) continue;
      if (other === undefined) throw new TypeError('other must be given where a part shows another film');
      const input = `[${this.#addInput(other)}:v]fps=${frameRate}:start_time=0,${fill(this)}`;
      this.#graph.push(`${input},trim=start_frame=${shown}:end_frame=${shown + frames[at]!},setpts=PTS-STARTPTS[${parts[at]}]`);
      shown += frames[at]!;
    }
    const ins = parts.map((part) => `[${part}]`).join('');
    this.#graph.push(`${ins}concat=n=${parts.length}:v=1:a=0,fps=${frameRate}[${joined}]`);
    this.#picture = joined;
    this.#rearrangements.push(exact);
    this.duration = exact.reduce((sum, cut) => sum + cutSeconds(cut), 0);
    return this;
  }

  /**
   * Puts the picture through a statement with branches of its own.
   * @param statement Gives the statement from the labels of the picture and of the result, and from a maker of labels for its branches.
   */
  branch(statement: (picture: string, out: string, local: (name: string) => string) => string): this {
    const out = this.#label();
    this.#graph.push(statement(`[${this.#picture}]`, `[${out}]`, (name) => `[${name}${out}]`));
    this.#picture = out;
    return this;
  }

  /** Combines the picture with another input, such as a film: {@link CopyDraft.branch} with that input's picture. */
  combine(
    input: readonly string[],
    statement: (picture: string, other: string, out: string, local: (name: string) => string) => string,
  ): this {
    const other = `[${this.#addInput(input)}:v]`;
    return this.branch((picture, out, local) => statement(picture, other, out, local));
  }

  /** Lays a picture over the film at (`x`, `y`), which may be ffmpeg expressions, from `start` to `end` seconds or throughout. */
  overlay(asset: Asset, x: number | string, y: number | string, span?: { readonly start: number; readonly end: number }): this {
    this.#assets.push(asset);
    const enable = span === undefined ? '' : `:enable='between(t,${span.start.toFixed(3)},${span.end.toFixed(3)})'`;
    return this.combine(['-i', asset.path], (picture, other, out) => `${picture}${other}overlay=x='${x}':y='${y}'${enable}${out}`);
  }

  /** Another film's picture, as long as this draft and repeated where it is shorter, as ffmpeg input arguments. */
  filmInput(film: Film, start: number): readonly string[] {
    return ['-stream_loop', '-1', '-ss', String(start), '-t', this.duration.toFixed(3), '-i', film.path];
  }

  /** Puts the sound, if there is any, through a chain of filters. */
  filterSound(chain: string): this {
    if (this.#sound === undefined) return this;
    const out = this.#label();
    this.#graph.push(`[${this.#sound}]${chain}[${out}]`);
    this.#sound = out;
    return this;
  }

  /** Mixes noise from ffmpeg's `anoisesrc` under the sound, if there is any. */
  mixNoise(amplitude: number, colour: string, seed: number): this {
    if (this.#sound === undefined) return this;
    const out = this.#label();
    const noise = this.#label();
    this.#graph.push(`anoisesrc=r=${SOUND_RATE}:a=${amplitude}:c=${colour}:seed=${seed}:d=${this.duration.toFixed(3)}[${noise}]`);
    this.#graph.push(`[${this.#sound}][${noise}]amix=inputs=2:duration=first[${out}]`);
    this.#sound = out;
    return this;
  }

  /** Drops the sound. */
  mute(): this {
    if (this.#sound !== undefined) this.#graph.push(`[${this.#sound}]anullsink`);
    this.#sound = undefined;
    return this;
  }

  /** Replaces the sound by that of a file: a film that has sound, or generated music. */
  replaceSound(path: string, asset?: Asset): this {
    if (asset !== undefined) this.#assets.push(asset);
    this.mute();
    const input = this.#addInput(['-stream_loop', '-1', '-i', path]);
    this.#sound = this.#label();
    this.#graph.push(
      `[${input}:a]aresample=${SOUND_RATE},aformat=channel_layouts=stereo,atrim=duration=${this.duration.toFixed(3)}[${this.#sound}]`,
    );
    return this;
  }

  /** Replaces the picture by another film's: what is left of the copy is its sound. */
  replacePicture(film: Film, start: number): this {
    this.#channel = 'sound';
    this.#graph.push(`[${this.#picture}]nullsink`);
    const input = this.#addInput(this.filmInput(film, start));
    this.#picture = this.#label();
    this.#graph.push(`[${input}:v]fps=${this.frameRate},${fill(this)}[${this.#picture}]`);
    return this;
  }

  /** Sets how the result is encoded. */
  encode(encoder: readonly string[], options: { readonly container?: string; readonly soundEncoder?: readonly string[] } = {}): this {
    this.#encoder = encoder;
    this.#container = options.container ?? this.#container;
    this.#soundEncoder = options.soundEncoder ?? this.#soundEncoder;
    return this;
  }

  /** The recipe; the draft must not be used afterwards. */
  finish(): Recipe {
    this.filter('format=yuv420p');
    const sound = this.#sound === undefined ? ['-an'] : ['-map', `[${this.#sound}]`, ...this.#soundEncoder];
    const args = [
      ...this.#inputs.flatMap((input) => ['-threads', '1', ...input]),
      ...['-filter_complex', this.#graph.join(';'), '-map', `[${this.#picture}]`, ...this.#encoder, '-threads', '1'],
      ...[...sound, '-t', this.duration.toFixed(3)],
    ];
    const { duration } = this;
    return { args, assets: this.#assets, container: this.#container, parameters: this.#parameters, duration, segments: this.#truth() };
  }

  #truth(): TruthSegment[] {
    const segments: TruthSegment[] = [];
    let time = 0;
    for (const { film, start, duration, host } of this.#pieces) {
      const queryStart = time / this.#speed;
      time += duration;
      if (host) continue;
      segments.push({
        referenceId: film.id,
        queryStart,
        queryEnd: time / this.#speed,
        referenceStart: start,
        referenceEnd: start + duration,
        speed: this.#speed,
        mirrored: this.#mirrored,
        channel: this.#channel,
      });
    }
    return this.#rearrangements.reduce<TruthSegment[]>(rearrangeTruth, segments);
  }

  #addPiece({ film, start, duration }: Piece, withSound: boolean): { readonly picture: string; readonly sound: string | undefined } {
    const input = this.#addInput(['-ss', start.toFixed(3), '-t', (duration + 0.5).toFixed(3), '-i', film.path]);
    const picture = this.#label();
    const length = duration.toFixed(3);
    this.#graph.push(`[${input}:v]fps=${this.frameRate}:start_time=0,${fill(this)},trim=duration=${length}[${picture}]`);
    if (!withSound) return { picture, sound: undefined };
    const sound = this.#label();
    const silence = `anullsrc=r=${SOUND_RATE}:cl=stereo`;
    const own = `[${input}:a]aresample=${SOUND_RATE},aformat=channel_layouts=stereo,apad`;
    this.#graph.push(`${film.hasSound ? own : silence},atrim=duration=${length}[${sound}]`);
    return { picture, sound };
  }

  #addInput(args: readonly string[]): number {
    return this.#inputs.push([...args]) - 1;
  }

  #label(): string {
    return `s${this.#labels++}`;
  }
}

/** Filters that make any picture fill `canvas`, cutting off what does not fit. */
export function fill({ width, height }: { readonly width: number; readonly height: number }): string {
  return `scale=${width}:${height}:force_original_aspect_ratio=increase,crop=${width}:${height},setsar=1`;
}
