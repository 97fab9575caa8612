import { define } from './define.ts';

/** The shells that completion scripts exist for. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;

/** `streetdate completion` */
export const completion = define({
  name: 'completion',
  summary: 'print a script that completes commands and options in a shell',
  operand: { usage: '<shell>', description: 'the shell', choices: SHELLS },
  options: {},
  examples: [
    ['source <(streetdate completion bash)', 'for this shell; in ~/.bashrc for every shell'],
    ['streetdate completion zsh > ~/.zfunc/_streetdate', 'zsh, with ~/.zfunc in $fpath'],
    ['streetdate completion fish > ~/.config/fish/completions/streetdate.fish', 'fish'],
  ],
});
