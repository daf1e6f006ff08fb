// Environment variables for the time of one test.

/** Runs `action` with these variables set, or unset where undefined; puts the old ones back. */
export async function withEnvironment<T>(
  variables: Readonly<Record<string, string | undefined>>,
  action: () => T | Promise<T>,
): Promise<T> {
  const old = Object.keys(variables).map((name) => [name, process.env[name]] as const);
  const apply = (entries: Iterable<readonly [string, string | undefined]>) => {
    for (const [name, value] of entries) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
  apply(Object.entries(variables));
  try {
    return await action();
  } finally {
    apply(old);
  }
}
