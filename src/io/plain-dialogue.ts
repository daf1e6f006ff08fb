// The wizard's conversation as lines of text, for a screen reader: nothing is drawn twice, lists
// are numbered.
import { TlsmithError } from '../errors.js';
import { escapeUnseen } from '../quote.js';
import type { ChoiceQuestion, Dialogue } from '../ports.js';
import { wrapText } from '../terminal-text.js';

export function plainDialogue(
  input: NodeJS.ReadStream,
  stream: NodeJS.WriteStream,
): Dialogue & { close(): void } {
  const lines = lineReader(input, stream);
  const say = (text: string) => void stream.write(`${wrapText(text, stream.columns)}\n`);
  const askUntil = async <T>(
    question: string,
    isShown: boolean,
    take: (text: string) => Promise<{ value: T } | { reason: string }>,
  ): Promise<T> => {
    for (;;) {
      const taken = await take(await lines.next(`${question} `, isShown));
      if ('value' in taken) return taken.value;
      say(taken.reason);
    }
  };
  return {
    say,
    show: (text) => void stream.write(`${text}\n`),
    close: lines.close,
    askText: ({ message, proposal, judge }) =>
      askUntil(withProposal(message, proposal), true, async (text) => {
        const answer = text === '' ? (proposal ?? '') : text;
        return judged(answer, await judge(answer));
      }),
    choose(question) {
      say(numbered(question));
      const message = withProposal('Number or name', question.proposal);
      return askUntil(message, true, async (text) => {
        const value = text === '' ? question.proposal : chosen(question, text);
        return value === undefined
          ? { reason: `one of 1 to ${question.choices.length} can be chosen` }
          : { value };
      });
    },
    confirm: ({ message, proposal }) =>
      askUntil(
        withProposal(`${message} yes or no`, proposal ? 'yes' : 'no'),
        true,
        async (text) => {
          const answer = /^(y|yes|n|no|)$/i.exec(text)?.[0].toLowerCase();
          if (answer === undefined) return { reason: 'yes or no can be answered' };
          return { value: answer === '' ? proposal : answer.startsWith('y') };
        },
      ),
    askPassword: ({ message, judge }) =>
      askUntil(`${message} (not shown):`, false, async (text) => judged(text, await judge(text))),
  };
}

function judged(value: string, reason: string | undefined) {
  return reason === undefined ? { value } : { reason };
}

function withProposal(message: string, proposal: string | undefined): string {
  const isBare = proposal === undefined || proposal === '';
  return isBare ? `${message}:` : `${message} [${escapeUnseen(proposal)}]:`;
}

function numbered({ message, choices }: ChoiceQuestion): string {
  const rows = choices.map(({ name, value, note }, i) => {
    const id = name === value ? name : `${name} (${value})`;
    return `${i + 1}. ${id}${note === undefined ? '' : `: ${note}`}`;
  });
  return [message, ...rows].join('\n');
}

function chosen({ choices }: ChoiceQuestion, text: string): string | undefined {
  const byNumber = /^\d+$/.test(text) ? choices[Number(text) - 1] : undefined;
  return (byNumber ?? choices.find(({ value, name }) => value === text || name === text))?.value;
}

/**
 * Lines as they come, also those that were pasted ahead of their question. The terminal itself lets
 * lines be edited and turns Ctrl-C
 * into a signal; only for what must not be seen it hands over each key. (Node's readline would take
 * the line end of the one for half
 * of the other's.)
 */
function lineReader(input: NodeJS.ReadStream, stream: NodeJS.WriteStream) {
  const ahead: string[] = [];
  let rest = '';
  let isOpen = false;
  let isEnded = false;
  let waiting: { resolve(line: string): void; reject(error: Error): void } | undefined;
  const stop = () => {
    isEnded = true;
    waiting?.reject(new TlsmithError('cancelled', 'stopped'));
  };
  const take = (text: string) => {
    // Ctrl-C and Ctrl-D are only handed over where nothing shows.
    if (/[\u0003\u0004]/.test(text)) stop();
    const lines = `${rest}${text}`.split(/[\r\n]/);
    rest = lines.pop() ?? '';
    ahead.push(...lines);
    if (ahead.length > 0) waiting?.resolve(ahead.shift() as string);
  };
  const nextLine = () =>
    new Promise<string>((resolve, reject) => {
      const settle = (line: string) => {
        waiting = undefined;
        resolve(line);
      };
      waiting = { resolve: settle, reject };
      if (isEnded) stop();
      if (ahead.length > 0) settle(ahead.shift() as string);
    });
  return {
    async next(question: string, isShown: boolean): Promise<string> {
      if (!isOpen) {
        isOpen = true;
        input.setEncoding('utf8').on('data', take).on('end', stop);
      }
      input.resume();
      stream.write(question);
      // Where nothing is left to wait for, Node ends by itself: not as if all had been done.
      process.exitCode = 130;
      if (!isShown) input.setRawMode(true);
      try {
        const line = await nextLine();
        process.exitCode = undefined;
        return isShown ? line.trim() : typed(line);
      } finally {
        if (!isShown) {
          input.setRawMode(false);
          stream.write('\n');
        }
      }
    },
    close() {
      if (isOpen) input.off('data', take).off('end', stop).pause();
    },
  };
}

/** What is left of the keys after each backspace took one away. */
function typed(keys: string): string {
  const characters: string[] = [];
  for (const key of keys) {
    if (key === '\u007f' || key === '\b') characters.pop();
    else characters.push(key);
  }
  return characters.join('');
}
