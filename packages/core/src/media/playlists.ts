/**
 * Playlists and scripts that name other files or servers, by how their text begins (`starts`) or what it contains (`holds`). ffmpeg would
 * follow some of these. The others are named so that the message can say what the file is.
 */
const PLAYLISTS: readonly { readonly kind: string; readonly starts?: RegExp; readonly holds?: RegExp }[] = [
  { kind: 'an HLS or M3U playlist', starts: /^#extm3u/i, holds: /^#ext-x-/im },
  { kind: 'an ffconcat script', starts: /^ffconcat\s/i },
  { kind: 'a DASH manifest', holds: /<mpd[\s>]|urn:mpeg:dash:schema/i },
  { kind: 'a Smooth Streaming manifest', holds: /<smoothstreamingmedia[\s>]/i },
  { kind: 'an IMF or DCP composition playlist', holds: /<compositionplaylist[\s>]/i },
  { kind: 'an SDP session description', starts: /^v=0\s/i, holds: /^m=(?:audio|video)\s/im },
  { kind: 'a PLS playlist', starts: /^\[playlist\]/i },
  { kind: 'an ASX or ASF playlist', starts: /^<asx[\s>]|^\[reference\]|^asf\s+https?:/i },
  { kind: 'an XSPF, SMIL or WPL playlist', holds: /<(?:playlist|smil)[\s>]|<\?wpl/i },
  { kind: 'a cue sheet', starts: /^(?:rem|file|performer|title|catalog)\s[\s\S]*^\s*track\s+\d+\s/im },
  { kind: 'a redirect to a stream', starts: /^(?:rtsptext|smiltext|rtsp:\/\/|https?:\/\/)/i },
];

/**
 * Recognises a playlist or script that points at other files by its first bytes.
 * @param head - The file's first bytes.
 * @returns The kind of playlist, for a message; undefined when it is none.
 */
export function playlistKind(head: Uint8Array): string | undefined {
  const text = new TextDecoder('utf-8').decode(head).trimStart();
  // Every container has a NUL early on. In a binary file such text may be a title or a comment.
  const isText = !head.subarray(0, 64).includes(0);
  return PLAYLISTS.find(({ starts, holds }) => starts?.test(text) || (isText && holds?.test(text)))?.kind;
}
