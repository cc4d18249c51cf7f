/**
 * n8n resolves every parameter of a declarative node with `$credentials` in scope, so that an expression of whoever may use
 * the credential could read the key. `requestDefaults` is resolved first, so what is in it can prevent that, twice:
 * n8n's older expression engine hands on the object itself, from which the key is taken here (requests are signed with
 * another copy); its newer one hands on copies, so there an expression that names the credential ends the run before it.
 */
const WITHOUT_KEY = '[$credentials.apiKey = ""]';

/** All expressions among the parameters, as they were written. `$rawParameter` resolves nothing. */
const EXPRESSIONS = '(JSON.stringify($rawParameter).match(/"=(?:[^"\\\\]|\\\\.)*"/g) || [])';

/** Ways to name the credential: as it is, through an expression in a text, or with an escaped letter. */
const NAMES_CREDENTIAL =
	'/\\$credentials|evaluateExpression|\\\\u\\{?0*[4-7][0-9a-f](?![0-9a-f]{2})|\\\\u00[4-7]|\\\\x[4-7]/i';

/** n8n throws away errors of expressions, save those of a reference to a node: its message holds the name of the node. */
const REFUSE = '$("none: no parameter of Wonda TikTok may refer to the credential").first()';

const BASE_URL =
	'(typeof $credentials.baseUrl === "string" ? $credentials.baseUrl.trim().replace(/(?<!\\/)\\/+$/, "") : "")';

/** The base URL of the credential, without slashes at its end; one that is no text gives none. */
export const baseUrl = `={{ ${WITHOUT_KEY} && ${EXPRESSIONS}.some((text) => ${NAMES_CREDENTIAL}.test(text)) ? ${REFUSE} : ${BASE_URL} }}`;
