// `folder/name` as a person would write it. Reading and writing both join paths, on every platform
// with forward slashes.

/** With the folder as the person typed it. */
export function pathIn(folder: string, name: string): string {
  return folder.endsWith('/') ? `${folder}${name}` : `${folder}/${name}`;
}
