/** An option, for completion. */
export interface CompletableOption {
  /** Such as `-o` and `--output`. */
  readonly names: readonly string[];
  readonly takesValue: boolean;
  readonly description: string;
  /** Its possible values; empty if any are. */
  readonly choices: readonly string[];
}

/** A command or a group of commands, for completion. */
export interface CommandTree {
  readonly name: string;
  readonly summary: string;
  /** The commands of a group, or those under a command's own word. */
  readonly children: readonly CommandTree[];
  readonly options: readonly CompletableOption[];
  /** Possible words for its operand; files are offered if there are none. */
  readonly words: readonly string[];
}

/** A command with the words that lead to it. */
interface Place extends CommandTree {
  readonly way: readonly string[];
}

/** Writes the completion script of `streetdate` for a shell. */
export function writeCompletion(shell: 'bash' | 'zsh' | 'fish', tree: readonly CommandTree[]): string {
  return { bash: writeBash, zsh: writeZsh, fish: writeFish }[shell](tree);
}

function placesOf(tree: readonly CommandTree[], way: readonly string[] = []): Place[] {
  return tree.flatMap((command) => {
    const here = [...way, command.name];
    return [{ ...command, way: here }, ...placesOf(command.children, here)];
  });
}

const optionNames = ({ options }: CommandTree) => options.flatMap(({ names }) => names).join(' ');

/** Lines of a `case` that follow the words of the command line from command to command. `/title/add` stands for such a position. */
const follow = (places: readonly Place[]) => places.map(({ way }) => `      /${way.join('/')}) place=/${way.join('/')} ;;`).join('\n');

function writeBash(tree: readonly CommandTree[]): string {
  const places = placesOf(tree);
  const values = places.flatMap(({ way, options }) =>
    options
      .filter(({ takesValue }) => takesValue)
      .map(({ names, choices }) => {
        const when = names.map((name) => `"/${way.join('/')} ${name}"`).join('|');
        return `    ${when}) ${choices.length > 0 ? `COMPREPLY=($(compgen -W '${choices.join(' ')}' -- "$cur")); ` : ''}return ;;`;
      }),
  );
  const words = places.map((place) => {
    const offered = [...place.children.map(({ name }) => name), ...place.words].join(' ');
    return `    /${place.way.join('/')}) words='${offered}'; [[ $cur == -* ]] && words='${optionNames(place)}' ;;`;
  });
  return `# bash completion for streetdate: source this file
_streetdate() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} place= words= i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$place/\${COMP_WORDS[i]}" in
${follow(places)}
    esac
  done
  # Without a reply bash offers files.
  case "$place $prev" in
${values.join('\n')}
  esac
  case "$place" in
    '') words='${tree.map(({ name }) => name).join(' ')}' ;;
${words.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o default -F _streetdate streetdate
`;
}

function writeZsh(tree: readonly CommandTree[]): string {
  const places = placesOf(tree);
  const described = (commands: readonly CommandTree[]) => commands.map(({ name, summary }) => zshQuote(`${name}:${summary}`)).join(' ');
  const cases = places.map((place) => {
    const options = place.options.flatMap(({ names, description }) => names.map((name) => zshQuote(`${name}:${description}`))).join(' ');
    const offered = place.children.length > 0 ? `commands=(${described(place.children)})` : `words_=(${place.words.join(' ')})`;
    return `    /${place.way.join('/')}) ${offered}; options=(${options}) ;;`;
  });
  const values = places.flatMap(({ way, options }) =>
    options
      .filter(({ choices }) => choices.length > 0)
      .flatMap(({ names, choices }) => names.map((name) => `    "/${way.join('/')} ${name}") compadd ${choices.join(' ')}; return ;;`)),
  );
  return `#compdef streetdate
# zsh completion for streetdate: save it as _streetdate in a folder of $fpath
_streetdate() {
  local place= word
  local -a commands options words_
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case "$place/$word" in
${follow(places)}
    esac
  done
  case "$place \${words[CURRENT-1]}" in
${values.join('\n')}
  esac
  case "$place" in
    '') commands=(${described(tree)}) ;;
${cases.join('\n')}
  esac
  if [[ "\${words[CURRENT]}" == -* ]]; then
    _describe -o option options
  elif (( \${#commands} )); then
    _describe command commands
  elif (( \${#words_} )); then
    compadd -a words_
  else
    _files
  fi
}
if [[ "\${funcstack[1]}" == _streetdate ]]; then _streetdate "$@"; else compdef _streetdate streetdate; fi
`;
}

function writeFish(tree: readonly CommandTree[]): string {
  const lines = ['# fish completion for streetdate: save it as completions/streetdate.fish'];
  for (const { way, children, options, words, summary, name } of placesOf(tree)) {
    const parent = way.slice(0, -1);
    const siblings = parent.length === 0 ? tree : (placesOf(tree).find((place) => place.way.join() === parent.join())?.children ?? []);
    const notYet = `not __fish_seen_subcommand_from ${siblings.map((sibling) => sibling.name).join(' ')}`;
    const before = [...parent.map((word) => `__fish_seen_subcommand_from ${word}`), notYet].join('; and ');
    lines.push(`complete -c streetdate -n ${fishQuote(before)} -f -a ${name} -d ${fishQuote(summary)}`);
    // The options of a command end at the word of a subcommand.
    const below = children.length === 0 ? [] : [`not __fish_seen_subcommand_from ${children.map((child) => child.name).join(' ')}`];
    const here = fishQuote([...way.map((word) => `__fish_seen_subcommand_from ${word}`), ...below].join('; and '));
    if (words.length > 0) lines.push(`complete -c streetdate -n ${here} -f -a ${fishQuote(words.join(' '))}`);
    for (const { names, takesValue, description, choices } of options) {
      const flags = names.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`)).join(' ');
      const value = choices.length > 0 ? ` -x -a ${fishQuote(choices.join(' '))}` : takesValue ? ' -r' : '';
      lines.push(`complete -c streetdate -n ${here} ${flags}${value} -d ${fishQuote(description)}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

const zshQuote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
const fishQuote = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
