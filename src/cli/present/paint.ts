// Colour, decided for each stream on its own: a piped stdout must not uncolour stderr.

const CODES = { red: 31, green: 32, yellow: 33, bold: 1 } as const;

export function paint(
  text: string,
  colour: keyof typeof CODES,
  stream: NodeJS.WriteStream,
): string {
  return isColoured(stream, process.env) ? `\u001b[${CODES[colour]}m${text}\u001b[0m` : text;
}

export function isColoured(stream: NodeJS.WriteStream, environment: NodeJS.ProcessEnv): boolean {
  if (environment.NO_COLOR || environment.FORCE_COLOR === '0') return false;
  return stream.isTTY === true && environment.TERM !== 'dumb';
}
