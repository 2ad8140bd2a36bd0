import { sha256 } from '../core/hash.ts';

/**
 * All that runs in the page: it shows and hides what the page holds already. Without it everything but the item
 * rows' details can be read.
 */
export const script = `(() => {
  const rows = document.querySelectorAll('button.open');
  const texts = document.querySelectorAll('.texts');
  const open = (button, on) => {
    button.setAttribute('aria-expanded', String(on));
    document.getElementById(button.getAttribute('aria-controls')).hidden = !on;
  };
  for (const button of rows)
    button.addEventListener('click', () => open(button, button.getAttribute('aria-expanded') !== 'true'));
  let shown = false;
  const reveal = document.getElementById('reveal');
  reveal?.addEventListener('click', () => {
    shown = !shown;
    reveal.textContent = (shown ? 'Hide' : 'Show') + ' prompts and responses';
    for (const each of texts) each.hidden = !shown;
    for (const button of rows) open(button, shown);
  });
})();`;

/** What the page may load and run: nothing but its own style and this script. */
export const contentPolicy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  `script-src 'sha256-${Buffer.from(sha256(script), 'hex').toString('base64')}'`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');
