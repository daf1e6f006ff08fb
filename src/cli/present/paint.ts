// Colour, decided for each stream on its own: a piped stdout must not uncolour stderr.
import { styleText } from 'node:util';

export function paint(
  text: string,
  colour: 'red' | 'green' | 'yellow' | 'bold',
  stream: NodeJS.WriteStream,
): string {
  // Node would ask stdout whether it is a terminal, whatever the text is for.
  const style = { validateStream: false };
  return isColoured(stream, process.env) ? styleText(colour, text, style) : text;
}

export function isColoured(stream: NodeJS.WriteStream, environment: NodeJS.ProcessEnv): boolean {
  if (environment.NO_COLOR || environment.FORCE_COLOR === '0') return false;
  return stream.isTTY === true && environment.TERM !== 'dumb';
}
