// The help topic that lists every exit code with the error codes behind it.
import { ERROR_CODES } from '../../errors.js';
import { EXIT_CODES, EXIT_MEANINGS } from '../exit-codes.js';

export function exitCodeTopic(): { exitCodes: Record<string, readonly string[]>; text: string } {
  const exitCodes: Record<string, readonly string[]> = {};
  const lines: string[] = [];
  for (const [exit, meaning] of Object.entries(EXIT_MEANINGS)) {
    const codes = ERROR_CODES.filter((code) => EXIT_CODES[code] === Number(exit));
    exitCodes[exit] = codes;
    lines.push(`${exit.padStart(4)}  ${meaning}`, ...codes.map((code) => `        ${code}`));
  }
  return {
    exitCodes,
    text: `Exit codes, and the error codes that stand in --json:\n\n${lines.join('\n')}\n`,
  };
}
