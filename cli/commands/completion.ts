import type { Command } from 'commander';
import { SetupFailure } from '../failures.js';
import type { AddCommands } from './commands.js';

/** `completion bash|zsh|fish`: a script for a shell, made from the commands themselves. */
export const completionCommand: AddCommands = (program, run) => {
  program
    .command('completion')
    .description('print a script that completes commands: eval "$(fitserve completion bash)"')
    .argument('<shell>', 'bash, zsh or fish')
    .action(
      run(async (session, shell: string) => {
        const script = SCRIPTS.get(shell);
        if (script === undefined)
          throw new SetupFailure(`there are no completions for ${shell}`, 'take bash, zsh or fish');
        session.terminal.stdout.write(script(wordsOf(program)));
      }),
    );
};

/** What may follow each command: `jobs` is followed by `ls`, `watch`, ... and options. */
type Words = ReadonlyMap<string, readonly string[]>;

function wordsOf(command: Command, path = ''): Words {
  const words = new Map<string, readonly string[]>();
  const common = command.parent === null ? [] : ['--json', '--url', '--key'];
  const options = command.options.map(({ long, short }) => long ?? short ?? '');
  words.set(path, [...command.commands.map((below) => below.name()), ...options, ...common, '--help']);
  for (const below of command.commands) {
    for (const [key, value] of wordsOf(below, path === '' ? below.name() : `${path} ${below.name()}`))
      words.set(key, value);
  }
  return words;
}

const cases = (words: Words) =>
  [...words].map(([path, next]) => `    '${path}') next='${next.join(' ')}' ;;`).join('\n');

/** Words that are no commands, as names of models and values of options, do not change what may follow. */
const bash = (words: Words) => `_fitserve() {
  local path='' next='' word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "\${path:+$path }$word" in
      ${[...words.keys()]
        .filter((path) => path !== '')
        .map((path) => `'${path}'`)
        .join('|')}) path="\${path:+$path }$word" ;;
    esac
  done
  case "$path" in
${cases(words)}
  esac
  COMPREPLY=($(compgen -W "$next" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _fitserve fitserve
`;

const zsh = (words: Words) => `autoload -U +X bashcompinit && bashcompinit\n${bash(words)}`;

const fish = (words: Words) =>
  [...words]
    .flatMap(([path, next]) => {
      const below = next.filter((word) => !word.startsWith('-'));
      const seen = path === '' ? [] : path.split(' ').map((word) => `__fish_seen_subcommand_from ${word}`);
      const unseen = below.length === 0 ? [] : [`not __fish_seen_subcommand_from ${below.join(' ')}`];
      const condition = [...seen, ...unseen].join('; and ');
      return next.map((word) => {
        const offered = word.startsWith('--') ? `-l ${word.slice(2)}` : `-f -a ${word}`;
        return `complete -c fitserve -n '${condition}' ${offered}\n`;
      });
    })
    .join('');

const SCRIPTS: ReadonlyMap<string, (words: Words) => string> = new Map([
  ['bash', bash],
  ['zsh', zsh],
  ['fish', fish],
]);
