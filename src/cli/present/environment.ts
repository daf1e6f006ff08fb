// The help topic that lists every environment variable that is read.

/** A test holds the list against the source. */
export const VARIABLES: Readonly<Record<string, string>> = {
  TLSMITH_CA: 'the CA folder where none is typed (default ./ca); --ca wins',
  TLSMITH_DEBUG: 'with any value, the cause of an internal error on stderr',
  NO_COLOR: 'with any value, no colour',
  FORCE_COLOR: '0: no colour',
  TERM: 'dumb: no colour, and no progress bar',
  XDG_CACHE_HOME: 'where compiled code is kept, in tlsmith (default ~/.cache)',
  HOME: 'for ~/.cache',
  NODE_DISABLE_COMPILE_CACHE: 'with any value, no compiled code is kept',
  UV_THREADPOOL_SIZE: 'threads for keys and files (default: one a core and three more)',
};

const VARIABLES_OF_FLAGS = `The flags --password-env, --ca-password-env and --in-password-env name a variable of
your choice that holds a password. It is removed from the environment when it is read.`;

export function environmentTopic(): { variables: Readonly<Record<string, string>>; text: string } {
  const width = Math.max(...Object.keys(VARIABLES).map((name) => name.length));
  const lines = Object.entries(VARIABLES).map(
    ([name, meaning]) => `  ${name.padEnd(width)}  ${meaning}`,
  );
  return {
    variables: VARIABLES,
    text: `Environment variables that are read:\n\n${lines.join('\n')}\n\n${VARIABLES_OF_FLAGS}\n`,
  };
}
