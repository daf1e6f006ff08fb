// keytool of a JDK: one process answers all questions of a suite, since starting it takes long.
import { afterAll } from 'vitest';
import { PeerProcess } from './peer-process.js';
import { PACKAGE_ROOT } from './run-cli.js';
import { PATIENT_JVM } from './store-peers.js';

export interface KeytoolAnswer {
  exitCode: number;
  /** Of both streams. */
  stdout: string;
}

export interface Keytool {
  ask(...args: readonly string[]): Promise<KeytoolAnswer>;
  /** It must succeed; answers what it said. */
  does(...args: readonly string[]): Promise<string>;
}

/** Call it inside the suite that asks. Of the options for the JVM (`-J`) it takes properties. */
export function keytoolOf(java: string): Keytool {
  let asked: PeerProcess | undefined;
  afterAll(() => asked?.end());
  const ask = async (...args: readonly string[]) => {
    asked ??= new PeerProcess(java, [
      ...[...PATIENT_JVM, '--add-opens', 'java.base/sun.security.tools.keytool=ALL-UNNAMED'],
      `${PACKAGE_ROOT}test/peers/java/Keytool.java`,
    ]);
    const [exitCode, said = ''] = await asked.ask(...args);
    return { exitCode: Number(exitCode), stdout: Buffer.from(said, 'base64').toString() };
  };
  return {
    ask,
    async does(...args) {
      const { exitCode, stdout } = await ask(...args);
      if (exitCode !== 0) throw new Error(`keytool ${args.join(' ')}: ${stdout}`);
      return stdout;
    },
  };
}
