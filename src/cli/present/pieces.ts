// An answer that is too long to hold goes out piece by piece, as fast as it is read.

/**
 * False as soon as nobody reads any more (`tlsmith … | head`). Between two pieces signals are heard.
 */
export function writePiece(text: string, stdout: NodeJS.WritableStream): Promise<boolean> {
  return new Promise((resolve) => {
    stdout.write(text, (error) => {
      setImmediate(() => resolve(!error));
    });
  });
}
