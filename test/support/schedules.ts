// Units of systemd and lines of cron taken apart, in our own words, as their readers do.

/** The words of an `ExecStart=`, by systemd.syntax(7) and systemd.service(5). */
export function wordsOfUnit(line: string): string[] {
  return wordsIn(line).map((word) => word.replaceAll('%%', '%').replaceAll('$$', '$'));
}

/** Words in double quotes with C escapes, or plain. */
export function wordsIn(line: string): string[] {
  const words = [...line.matchAll(/"((?:[^"\\]|\\.)*)"(?= |$)|([^ "]+)(?= |$)/g)];
  return words.map(([, quoted, plain]) => plain ?? (quoted ?? '').replace(/\\(.)/g, '$1'));
}

/** What cron hands to the shell (do_command.c of Vixie's): up to the first bare `%`. */
export function cronCommandIn(line: string): string {
  const [, command = ''] = /^(?:\S+ ){5}\S+ (.*)$/.exec(line) ?? [];
  let taken = '';
  for (let i = 0; i < command.length; i += 1) {
    const two = command.slice(i, i + 2);
    if (command[i] === '%') break;
    if (two === '\\%' || two === '\\\\') i += 1;
    taken += command[i];
  }
  return taken;
}

/** Words of a POSIX shell in which nothing is to be replaced. */
export function splitLikeShell(line: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  for (let i = 0; i < line.length; i += 1) {
    const character = line[i] as string;
    if (character === ' ') {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (character === "'") {
      const end = line.indexOf("'", i + 1);
      word = (word ?? '') + line.slice(i + 1, end);
      i = end;
    } else if (character === '\\') {
      i += 1;
      word = (word ?? '') + (line[i] ?? '');
    } else if (/[\w@%+=:,./-]/.test(character)) word = (word ?? '') + character;
    else throw new Error(`the shell would read ${character} in ${line}`);
  }
  return word === undefined ? words : [...words, word];
}
