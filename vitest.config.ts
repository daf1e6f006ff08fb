// Five suites: unit (mirrors src), properties (what takes thousands of runs, megabytes or every combination to tell),
// contracts (drift), journeys (the built program), peers (strangers judge what we make).
import { existsSync, statfsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

const unit = [
  'bin',
  'pki',
  'formats',
  'targets',
  'tls',
  'checks',
  'app',
  'cli',
  'io',
  'library',
  'lint',
];

/** Ten times what the slowest test or hook of a suite takes on an idle machine of two cores: a busy one must not fail what is right. */
const patience = (seconds: number) => ({
  testTimeout: seconds * 10_000,
  hookTimeout: seconds * 10_000,
});

/** Temporary folders in memory, where there is plenty: every file is synced to its disk, and a kit has twenty. */
const inMemory = '/dev/shm';
const env: Record<string, string> =
  existsSync(inMemory) && freeOctetsOf(inMemory) > 2 ** 30 ? { TMPDIR: inMemory } : {};

/** Imported as it is by tests that run the program in their own process. */
const builtProgram = { deps: { external: [/\/dist\//] } };

function freeOctetsOf(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

export default defineConfig({
  test: {
    // By default one core is left idle, which on a machine of two is half of it.
    maxWorkers: '100%',
    // Forks everywhere: two heaps are collected apart, which is a quarter less work than threads in one.
    // A module that did not change is not compiled again by the next run.
    experimental: { fsModuleCache: true },
    projects: [
      {
        test: {
          name: 'unit',
          include: unit.map((room) => `test/${room}/**/*.test.ts`),
          pool: 'forks',
          env,
          isolate: false,
          ...patience(30),
        },
      },
      {
        test: {
          name: 'properties',
          include: ['test/properties/**/*.test.ts'],
          pool: 'forks',
          env,
          isolate: false,
          ...patience(30),
        },
      },
      {
        test: {
          name: 'contracts',
          include: ['test/contracts/**/*.test.ts'],
          pool: 'forks',
          isolate: false,
          server: builtProgram,
          ...patience(60),
        },
      },
      {
        test: {
          name: 'journeys',
          include: ['test/journeys/**/*.test.ts'],
          pool: 'forks',
          isolate: false,
          server: builtProgram,
          ...patience(120),
        },
      },
      {
        test: {
          name: 'peers',
          include: ['test/peers/**/*.test.ts'],
          pool: 'forks',
          isolate: false,
          server: builtProgram,
          ...patience(180),
        },
      },
    ],
  },
});
