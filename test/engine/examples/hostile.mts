/** Texts that somebody else wrote, to look like the workflow's own words or to be run. */
export const HOSTILE: readonly string[] = [
	'<a href="https://evil.example/login">Sign in again</a>',
	'<a href=https://evil.example/login>Sign in again',
	'&lt;a href="https://evil.example/login"&gt;Sign in again&lt;/a&gt;',
	'"><img src="https://evil.example/pixel">',
	'<iframe src="https://evil.example"></iframe>',
	'nice\nCancel: https://evil.example/',
	'nice\r\nCancel: https://evil.example/',
	'nice\u2028Cancel: https://evil.example/',
	'nice\u0085Cancel: https://evil.example/',
	'nice\vCancel: https://evil.example/\fmore',
	// n8n's forms make a line break of these two signs.
	'nice\\nLine 3: https://evil.example/',
	'nice\\\\nLine 3: https://evil.example/',
	'nice" Cancel: https://evil.example/ "',
	'[Cancel](https://evil.example/)',
	'<https://evil.example/|Cancel>',
	'*Cancel* _this_ ~now~ `here`',
	'={{ $json.outputJobId }}',
	'={{ 1 + 1 }}',
	'{{ 1 + 1 }}',
	'=1+1',
	'$& $1 $`',
	'cut short \ud83c',
	'',
];

/** Whatever ends a line somewhere: in a terminal, a browser, a message or a mail. */
export const LINE_BREAKS = /[\n\v\f\r\u0085\u2028\u2029]/;
