// What the wizard says and asks is escaped; what is answered is not.
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { plainDialogue } from '../../src/io/plain-dialogue.js';
import { shownDialogue } from '../../src/io/shown-dialogue.js';
import { HOSTILE_NAME, RAW } from '../support/hostile-text.js';
import { capturedStream } from '../support/captured-stream.js';

describe('a conversation', () => {
  it('shows nothing foreign as it came, and hands a proposal on as it is', async () => {
    const input = new PassThrough() as unknown as NodeJS.ReadStream;
    const { stream, text } = capturedStream(true);
    const { close, ...plain } = plainDialogue(input, stream);
    const dialogue = shownDialogue(plain);
    dialogue.say(`saved: ${HOSTILE_NAME}\nand more`);
    dialogue.show(`tlsmith inspect ${HOSTILE_NAME}`);
    (input as unknown as PassThrough).write('bad\n\nb\nyes\n');
    const answer = await dialogue.askText({
      message: `Where is ${HOSTILE_NAME}?`,
      proposal: HOSTILE_NAME,
      judge: async (said) => (said === 'bad' ? `${HOSTILE_NAME} is not here` : undefined),
    });
    const choice = await dialogue.choose({
      message: HOSTILE_NAME,
      choices: [
        { value: 'a', name: HOSTILE_NAME, note: HOSTILE_NAME },
        { value: 'b', name: 'b' },
      ],
    });
    const isSure = await dialogue.confirm({ message: HOSTILE_NAME, proposal: false });
    close();
    expect([answer, choice, isSure]).toEqual([HOSTILE_NAME, 'b', true]);
    expect(text()).not.toMatch(RAW);
    expect(text()).toContain('saved: x\\u{1b}[31m\\u{202e}\\u{200b}\\u{2028}y\nand more\n');
  });
});
