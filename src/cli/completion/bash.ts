// The completion script for bash (3.2 on), which zsh reads too through bashcompinit. Static:
// pressing Tab starts no program.
import type { Completable, CompletableCommand, Offer } from './completable.js';

export function bashCompletion({ program, topics, commands }: Completable): string {
  const name = `_${program}`;
  const verbsOf = (topic: string) =>
    commands.filter(({ words }) => words[0] === topic).map(({ words }) => words[1] as string);
  const first = [...new Set(commands.map(({ words }) => words[0] as string))];
  return `# bash and zsh completion of ${program}
if [ -n "\${ZSH_VERSION-}" ]; then
  autoload -U +X compinit bashcompinit
  (( $+functions[compdef] )) || compinit
  bashcompinit
fi
${name}_offer() {
  local IFS=$' \\t\\n'
  case $1 in
  file) IFS=$'\\n' COMPREPLY=($(compgen -f -- "$current")) ;;
  folder) IFS=$'\\n' COMPREPLY=($(compgen -d -- "$current")) ;;
  variable) COMPREPLY=($(compgen -e -- "$current")) ;;
  *) COMPREPLY=($(compgen -W "$2" -- "$current")) ;;
  esac
  case $1 in
  file | folder) if type compopt >/dev/null 2>&1; then compopt -o filenames; fi ;;
  esac
}
${name}() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}"
  local first='' second='' index word
  # bash takes --flag=value for three words.
  if [ "$current" = = ]; then
    current=''
  elif [ "$previous" = = ]; then
    previous="\${COMP_WORDS[COMP_CWORD-2]}"
  fi
  for ((index = 1; index < COMP_CWORD; index++)); do
    word="\${COMP_WORDS[index]}"
    case $word in
    -*) ;;
    *)
      if [ -z "$first" ]; then first=$word; elif [ -z "$second" ]; then second=$word; fi
      ;;
    esac
  done
  COMPREPLY=()
  case $first in
  '') ${name}_offer words '${first.join(' ')}'; return ;;
${topics
  .map(
    ({ name: topic }) =>
      `  ${topic}) if [ -z "$second" ]; then ${name}_offer words '${verbsOf(topic).join(' ')}'; return; fi ;;`,
  )
  .join('\n')}
  *) second='' ;;
  esac
  case "$first $second" in
${commands.map((command) => branch(name, command)).join('\n')}
  esac
}
complete -F ${name} ${program}
`;
}

function branch(name: string, { words, flags, argument }: CompletableCommand): string {
  const withValue = flags.flatMap(({ name: flag, char, value }) =>
    value === undefined
      ? []
      : [{ spellings: [`--${flag}`, ...(char ? [`-${char}`] : [])].join(' | '), value }],
  );
  const all = flags.flatMap(({ name: flag, char }) => [`--${flag}`, ...(char ? [`-${char}`] : [])]);
  return `  '${words.join(' ')}${words.length === 1 ? ' ' : ''}')
    case $previous in
${withValue.map(({ spellings, value }) => `    ${spellings}) ${offer(name, value)}return ;;`).join('\n')}
    esac
    case $current in
    -*) ${name}_offer words '${all.join(' ')}' ;;
    *) ${offer(name, argument)};;
    esac
    ;;`;
}

/** Free text gets no offer. */
function offer(name: string, value: Offer): string {
  if (value === 'text') return '';
  return typeof value === 'string'
    ? `${name}_offer ${value}; `
    : `${name}_offer words '${value.join(' ')}'; `;
}
