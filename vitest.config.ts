// Four suites: unit (mirrors src), contracts (drift), journeys (the built program), peers (strangers judge what we make).
import { defineConfig } from 'vitest/config';

const unit = ['bin', 'pki', 'formats', 'targets', 'tls', 'checks', 'app', 'cli', 'io', 'lint'];

export default defineConfig({
  test: {
    // By default one core is left idle, which on a machine of two is half of it.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'unit',
          include: unit.map((room) => `test/${room}/**/*.test.ts`),
          pool: 'threads',
          isolate: false,
          // A busy machine must not fail what is right.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'contracts',
          include: ['test/contracts/**/*.test.ts'],
          pool: 'forks',
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'journeys',
          include: ['test/journeys/**/*.test.ts'],
          pool: 'forks',
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'peers',
          include: ['test/peers/**/*.test.ts'],
          pool: 'forks',
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
