// Where a command of elasticsearch-certutil writes: as said, as asked for, or the usual file; never
// over one that exists.
import { TlsmithError } from '../../errors.js';
import type { Files, Prompter, Reporter } from '../../ports.js';
import { quote } from '../../quote.js';

/** Throws `output-exists` before anything is made or asked. */
export async function chooseOutput(
  said: string | undefined,
  usual: string,
  { files, prompter, reporter }: { files: Files; prompter: Prompter; reporter: Reporter },
): Promise<string> {
  const out = said ?? (prompter.canAsk ? await ask(usual, prompter) : usual);
  if (said === undefined && !prompter.canAsk) {
    reporter.note(`no output file was named: it is ${quote(usual)}`);
  }
  if ((await files.kind(files.absolute(out))) === 'absent') return out;
  throw new TlsmithError('output-exists', `${quote(out)} exists already`, {
    paths: [out],
    neverOverwritten: true,
  });
}

async function ask(usual: string, prompter: Prompter): Promise<string> {
  const answer = (await prompter.askText(`Output file [${usual}]:`)).trim();
  return answer === '' ? usual : answer;
}
