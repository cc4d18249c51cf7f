/** Expressions of an author who may use the credential, but not see it. */
export const CURIOUS = [
	'={{ $credentials.apiKey }}',
	'={{ $json.leak = $credentials.apiKey }}',
	'={{ $($credentials.apiKey).first().json.id }}',
	'={{ $node[$credentials.apiKey].json.id }}',
	'={{ $items($credentials.apiKey) }}',
	'={{ $cr\\u0065dentials.apiKey }}',
	'={{ $cr\\u{65}dentials.apiKey }}',
	'={{ $evaluateExpression("$cred" + "entials.apiKey") }}',
	'={{ Object.assign($json, $credentials) }}',
];
