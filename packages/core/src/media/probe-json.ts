/** The part of ffprobe's JSON that is used. Every field may be absent, and a field of another type counts as absent. */
export interface ProbedFile {
  readonly format?: { readonly format_name?: string; readonly start_time?: string; readonly duration?: string };
  readonly streams?: readonly ProbedStream[];
  readonly chapters?: readonly { readonly start_time?: string }[];
}

/** One stream of ffprobe's JSON. */
export interface ProbedStream {
  readonly index: number;
  readonly codec_type?: string;
  readonly codec_name?: string;
  readonly width?: number;
  readonly height?: number;
  readonly sample_aspect_ratio?: string;
  readonly avg_frame_rate?: string;
  readonly r_frame_rate?: string;
  readonly pix_fmt?: string;
  readonly color_range?: string;
  readonly color_transfer?: string;
  readonly field_order?: string;
  readonly start_time?: string;
  readonly duration?: string;
  readonly nb_frames?: string;
  readonly sample_rate?: string;
  readonly channels?: number;
  readonly disposition?: { readonly attached_pic?: number };
  readonly tags?: Readonly<Record<string, string>>;
  readonly side_data_list?: readonly { readonly displaymatrix?: string; readonly rotation?: number }[];
}

/** Reads ffprobe's JSON. Text that is not JSON, for example after a kill, counts as no answer. */
export function parseProbe(printed: string): ProbedFile {
  try {
    const parsed: ProbedFile | null = JSON.parse(printed);
    return parsed ?? {};
  } catch {
    return {};
  }
}

/** Reads `10.000000` or a Matroska tag's `00:00:10.000000000`, in seconds; undefined for `N/A`. */
export function secondsOf(text: string | undefined): number | undefined {
  const parts = text?.split(':').map(Number);
  if (parts === undefined || parts.length > 3 || parts.some((part) => !Number.isFinite(part))) return undefined;
  return parts.reduce((seconds, part) => seconds * 60 + part, 0);
}

/** Reads `24000/1001` or `64:45`; undefined for `0/0`, `0:1` and `N/A`. */
export function ratioOf(text: string | undefined): number | undefined {
  const [numerator, denominator] = (text ?? '').split(/[:/]/).map(Number);
  const ratio = (numerator ?? 0) / (denominator ?? 0);
  return Number.isFinite(ratio) && ratio > 0 ? ratio : undefined;
}
