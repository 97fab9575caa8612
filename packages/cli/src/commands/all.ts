import { type Command, type CommandGroup, flag, type OptionSpecs } from './command.ts';
import { completionOf } from './completion.ts';
import { disc } from './disc.ts';
import { doctor } from './doctor.ts';
import { enroll } from './enroll.ts';
import { fingerprint } from './fingerprint.ts';
import { init } from './init.ts';
import { judge } from './judge.ts';
import { report } from './report.ts';
import { scan } from './scan.ts';
import { show } from './show.ts';
import { sweep } from './sweep.ts';
import { title } from './title.ts';
import { exportCommand, importCommand } from './transfer.ts';

/** Where the library is when nobody says. */
const DEFAULT_HOME = '.streetdate';

/** The options that every command has. */
export const GLOBAL_OPTIONS = {
  home: { flags: '--home <dir>', description: "the library's folder", byDefault: DEFAULT_HOME },
  quiet: flag('-q, --quiet', 'no notes and no progress; errors are still printed'),
} satisfies OptionSpecs;

const commands = [init, title, disc, enroll, fingerprint, scan, sweep, judge, show, report, doctor, exportCommand, importCommand];

/** Every command, in the order of the help. */
export const COMMANDS: readonly (Command | CommandGroup)[] = [...commands, completionOf(commands, GLOBAL_OPTIONS)];
