// The call that runs, as far as advice about it depends on it: the flags that its command takes,
// and those that were said.

export interface Call {
  flags: ReadonlyMap<string, { isRepeatable: boolean }>;
  given: ReadonlySet<string>;
}

/** As the framework knows a flag: by its own name, and by a letter. */
interface FlagOfCommand {
  char?: string | undefined;
  multiple?: boolean | undefined;
}

/** `words` are those behind the command. */
export function callOf(words: readonly string[], flags: Readonly<Record<string, object>>): Call {
  const all = Object.entries(flags) as [string, FlagOfCommand][];
  const end = words.indexOf('--');
  const typed = new Set(
    words.slice(0, end === -1 ? undefined : end).map((word) => word.replace(/=.*$/s, '')),
  );
  const isGiven = ([name, { char }]: [string, FlagOfCommand]) =>
    typed.has(`--${name}`) || (char !== undefined && typed.has(`-${char}`));
  return {
    flags: new Map(all.map(([name, { multiple }]) => [name, { isRepeatable: multiple === true }])),
    given: new Set(all.filter(isGiven).map(([name]) => name)),
  };
}
