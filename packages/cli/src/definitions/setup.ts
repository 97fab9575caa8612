import { define, flag, optional, read } from './define.ts';
import { readSite } from './readers.ts';

/** `streetdate init` */
export const init = define({
  name: 'init',
  summary: 'make an empty library; on a terminal, ask for its first titles',
  details:
    'A library is one folder with a catalogue and fingerprints. Besides this command, enroll, import and restore make it when it does not exist.\n' +
    'On a terminal it asks for the folder, for titles with their street dates, and for a film or disc of each. An empty answer skips a question. ' +
    'Nothing is made before the last answer. It asks nothing with --yes or --quiet, in a pipe, and where the variable CI is set.',
  options: { yes: flag('-y, --yes', 'ask nothing') },
  examples: [
    ['streetdate init', 'makes .streetdate in the current folder'],
    ['streetdate init --yes --home /srv/streetdate', 'makes it in another place, and asks nothing'],
  ],
});

/** `streetdate doctor` */
export const doctor = define({
  name: 'doctor',
  summary: 'print which decoder, database, library and settings are used, and what to install',
  details:
    'FFMPEG_PATH and FFPROBE_PATH name the decoder; otherwise it is looked up on PATH. ' +
    'Decoders without a sandbox are a problem, which does not change the exit status. The exit status is 3 when films or stills cannot be decoded properly, or when this Node lacks SQLite.',
  bearsWrongSettings: true,
  options: {
    json: flag('--json', 'print one line of JSON, see schema/doctor.schema.json'),
    postgres: optional('--postgres <url>', 'also look at the servers of a service: PostgreSQL, and this machine’s clock beside its'),
    valkey: optional('--valkey <url>', 'Valkey or Redis'),
    s3: optional('--s3 <url>', 'storage for uploads and fingerprints'),
    publicUrl: read('--public-url <url>', 'where browsers find the service: its certificate, and the proxy before it', readSite),
  },
  examples: [
    ['streetdate doctor', 'facts and advice'],
    [
      'streetdate doctor --public-url https://streetdate.example',
      'also about a service; its servers are options or variables, as for serve',
    ],
    ['FFMPEG_PATH=/opt/ffmpeg/ffmpeg streetdate doctor', 'about another decoder'],
  ],
});

/** `streetdate config show` */
export const configShow = define({
  name: 'show',
  summary: 'print each setting and where it comes from',
  details:
    'An option comes first, then the environment, then the nearest streetdate.json in the current folder and those above it, then ' +
    '$XDG_CONFIG_HOME/streetdate/config.json (~/.config/streetdate/config.json). Both files may hold home, territory, concurrency, quiet and ' +
    'color, see schema/config-file.schema.json. A relative home is relative to its file. STREETDATE_HOME names the home.',
  options: { json: flag('--json', 'print one line of JSON, see schema/config.schema.json') },
  examples: [
    ['streetdate config show', 'a line for each setting'],
    ['streetdate config show --home elsewhere --json', 'one line of JSON'],
  ],
});

/** The shells that completion scripts exist for. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;

/** `streetdate completion` */
export const completion = define({
  name: 'completion',
  bearsWrongSettings: true,
  summary: 'print a script that completes commands and options in a shell',
  operand: { usage: '<shell>', description: 'the shell', choices: SHELLS },
  options: {},
  examples: [
    ['source <(streetdate completion bash)', 'for this shell; in ~/.bashrc for every shell'],
    ['streetdate completion zsh > ~/.zfunc/_streetdate', 'zsh, with ~/.zfunc in $fpath'],
    ['streetdate completion fish > ~/.config/fish/completions/streetdate.fish', 'fish'],
  ],
});
