import path from 'node:path';

import type { N8nInstall } from '../install/installN8n.mts';
import { machineEnvironment } from '../machine/processes.mts';

/**
 * The environment of every n8n command of one host. It depends neither on the n8n settings nor on the proxies of whoever
 * starts it.
 *
 * @param userFolder holds all that n8n writes.
 * @param extra settings of this host's own, which win.
 */
export function n8nEnvironment(
	install: N8nInstall,
	userFolder: string,
	extra: NodeJS.ProcessEnv = {},
): NodeJS.ProcessEnv {
	return {
		...machineEnvironment(),
		PATH: [path.dirname(install.node), process.env.PATH].join(path.delimiter),
		HOME: userFolder,
		TMPDIR: userFolder,
		NODE_ENV: 'production',
		NODE_COMPILE_CACHE: install.compileCache,
		NO_COLOR: '1',
		// "Tomorrow at nine" means the user's nine; n8n's own default is New York.
		GENERIC_TIMEZONE: Intl.DateTimeFormat().resolvedOptions().timeZone,
		N8N_USER_FOLDER: userFolder,
		...SETTINGS,
		...extra,
	};
}

const SETTINGS = {
	// Reachable from this machine alone, over plain HTTP.
	N8N_HOST: '127.0.0.1',
	N8N_LISTEN_ADDRESS: '127.0.0.1',
	N8N_PROTOCOL: 'http',
	N8N_SECURE_COOKIE: 'false',
	N8N_RUNNERS_BROKER_LISTEN_ADDRESS: '127.0.0.1',

	// Nothing is asked of, or told to, anybody outside.
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	// n8n's list of MCP servers comes from outside at every start.
	N8N_DISABLED_MODULES: 'mcp-registry',
	// The Community nodes screen asks npm for newer versions, which takes a minute where no registry is in reach.
	npm_config_offline: 'true',
	npm_config_update_notifier: 'false',

	// The package is loaded from the user folder, and never fetched from a registry in its stead.
	N8N_COMMUNITY_PACKAGES_ENABLED: 'true',
	N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
	N8N_REINSTALL_MISSING_PACKAGES: 'false',

	// The sandbox is a local address; n8n's protection against those is off by default, and must stay off here.
	N8N_SSRF_PROTECTION_ENABLED: 'false',
	N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',

	// One JSON object a line: an execution's data can be told from the log around it.
	N8N_LOG_LEVEL: 'info',
	N8N_LOG_OUTPUT: 'console',
	N8N_LOG_FORMAT: 'json',
};
