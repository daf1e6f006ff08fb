// The completion script for fish. Static: pressing Tab starts no program.
import type { Completable, CompletableCommand, CompletableFlag, Offer } from './completable.js';

export function fishCompletion({ program, topics, commands }: Completable): string {
  const complete = `complete -c ${program}`;
  const single = commands.filter(({ words }) => words.length === 1);
  const lines = [
    `# fish completion of ${program}`,
    `${complete} -f`,
    ...[...single.map(({ words, summary }) => ({ name: words[0] as string, summary })), ...topics]
      .toSorted((one, other) => one.name.localeCompare(other.name))
      .map(
        ({ name, summary }) =>
          `${complete} -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`,
      ),
    ...topics.flatMap(({ name }) => {
      const verbs = commands.filter(({ words }) => words[0] === name);
      const none = `__fish_seen_subcommand_from ${name}; and not __fish_seen_subcommand_from ${verbs.map(({ words }) => words[1]).join(' ')}`;
      return verbs.map(
        ({ words, summary }) =>
          `${complete} -n ${quoted(none)} -a ${words[1]} -d ${quoted(summary)}`,
      );
    }),
    ...commands.flatMap((command) => linesOf(complete, command)),
  ];
  return `${lines.join('\n')}\n`;
}

function linesOf(complete: string, { words, flags, argument }: CompletableCommand): string[] {
  const here = words.map((word) => `__fish_seen_subcommand_from ${word}`).join('; and ');
  const begin = `${complete} -n ${quoted(here)}`;
  const argumentLine = argument === 'text' ? [] : [`${begin} ${offer(argument)}`];
  return [...flags.map((flag) => `${begin} ${flagWords(flag)}`), ...argumentLine];
}

function flagWords({ name, char, summary, value }: CompletableFlag): string {
  const spelling = `-l ${name}${char ? ` -s ${char}` : ''} -d ${quoted(summary)}`;
  if (value === undefined) return spelling;
  return `${spelling} -r ${offer(value)}`.trimEnd();
}

function offer(value: Offer): string {
  switch (value) {
    case 'text':
      return '-f';
    case 'file':
      return '-F';
    case 'folder':
      return `-f -a '(__fish_complete_directories)'`;
    case 'variable':
      return `-f -a '(set -nx)'`;
    default:
      return `-f -a ${quoted(value.join(' '))}`;
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll(/[\\']/g, '\\$&')}'`;
}
