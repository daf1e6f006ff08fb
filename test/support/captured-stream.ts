// A stream that keeps what is written, as a terminal or as a pipe.
export interface CapturedStream {
  stream: NodeJS.WriteStream;
  text(): string;
}

export function capturedStream(isTTY: boolean): CapturedStream {
  let text = '';
  const stream = {
    isTTY,
    write: (chunk: string, told?: () => void) => {
      text += chunk;
      told?.();
      return true;
    },
  } as unknown as NodeJS.WriteStream;
  return { stream, text: () => text };
}

export interface CapturedOutput {
  stdout: NodeJS.WriteStream;
  stderr: NodeJS.WriteStream;
  isQuiet: boolean;
  /** What was written to both. */
  said(): { stdout: string; stderr: string };
}

export function capturedOutput(isTTY: boolean, isQuiet = false): CapturedOutput {
  const stdout = capturedStream(isTTY);
  const stderr = capturedStream(isTTY);
  return {
    stdout: stdout.stream,
    stderr: stderr.stream,
    isQuiet,
    said: () => ({ stdout: stdout.text(), stderr: stderr.text() }),
  };
}
