// Foreign text in a page that is Markdown.
import { escapeUnseen } from '../../quote.js';

/** Code that survives backticks in the text. */
export function code(text: string): string {
  const safe = escapeUnseen(text);
  return safe.includes('`') ? `\`\` ${safe} \`\`` : `\`${safe}\``;
}
