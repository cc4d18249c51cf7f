import { createHash } from 'node:crypto';
import { SCRIPT } from './script.mts';

/** What a browser may run and load on the pages: their own script and style, and nothing from elsewhere. */
export const PAGE_POLICY = [
	"default-src 'none'",
	"base-uri 'none'",
	"form-action 'none'",
	"connect-src 'self'",
	'img-src data:',
	"style-src 'unsafe-inline'",
	`script-src 'sha256-${createHash('sha256').update(SCRIPT).digest('base64')}'`,
].join('; ');
