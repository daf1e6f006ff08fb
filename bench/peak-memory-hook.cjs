// Measures the peak memory of the Node process that it is preloaded into: writes VmHWM in KiB when the process ends.
const { readFileSync, writeFileSync } = process.getBuiltinModule('node:fs');

process.on('exit', () => {
  const [, size] = /^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'));
  writeFileSync(process.env.BENCH_PEAK_MEMORY, size);
});
