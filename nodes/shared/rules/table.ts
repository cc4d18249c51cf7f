import type { FieldRule, Rule, Rules } from './rule';
import { brandedContent, caption, coverIndex, limit, mediaIds, source } from './posts';
import { scheduledAt, timezone, zoneName } from './scheduleTime';
import { accountId, id, oneOf, seconds, toggle, whereWaited } from './values';

const inBody = (label: string, rule: Rule): FieldRule => ({ label, rule, sent: 'body' });

const inQuery = (label: string, rule: Rule): FieldRule => ({ label, rule, sent: 'qs' });

const inN8n = (label: string, rule: Rule): FieldRule => ({ label, rule });

const mediaId = id('an ID of your library', 'choose it from the list, or enter its ID');

const jobId = id('the outputJobId of a post', 'enter the outputJobId of a post');

const privacyLevel = oneOf(
	'PUBLIC_TO_EVERYONE',
	'MUTUAL_FOLLOW_FRIENDS',
	'FOLLOWER_OF_CREATOR',
	'SELF_ONLY',
);

const kind = oneOf('image', 'video', 'audio');

const origin = oneOf('user_upload', 'model_generated', 'editor_output', 'scrape', 'import');

/**
 * What every field may be, by parameter path; collections are nothing but what was added to them. A rule that looks at other fields stands below theirs. Those of files are not
 * among them: files know these rules, not the other way round.
 */
export const RULES: Rules = {
	tiktokAccountId: inBody('TikTok Account', accountId),
	source: inN8n('Source', source),
	mediaId: inBody('Media ID', mediaId),
	mediaIds: inBody('Media IDs', mediaIds),
	outputJobId: inN8n('Job ID', jobId),
	timezone: inN8n('Timezone', timezone),
	'additionalFields.timezone': inN8n('Timezone (Old)', zoneName),
	scheduledAt: inBody('Scheduled At', scheduledAt),
	caption: inBody('Caption', caption),
	privacyLevel: inBody('Privacy Level', privacyLevel),
	waitForCompletion: inN8n('Wait for Completion', toggle),
	'waitOptions.maxPollInterval': inN8n('Max Poll Interval (Seconds)', whereWaited(seconds)),
	'waitOptions.onTimeout': inN8n('On Timeout', whereWaited(oneOf('error', 'output'))),
	'waitOptions.timeout': inN8n('Timeout (Seconds)', whereWaited(seconds)),
	'additionalFields.postMode': inBody('Post Mode', oneOf('direct', 'inbox')),
	'additionalFields.brandedContent': inBody('Branded Content', brandedContent),
	'additionalFields.brandOrganic': inBody('Brand Organic', toggle),
	'additionalFields.coverIndex': inBody('Cover Index', coverIndex),
	'additionalFields.disableComment': inBody('Disable Comment', toggle),
	'additionalFields.disableDuet': inBody('Disable Duet', toggle),
	'additionalFields.disableStitch': inBody('Disable Stitch', toggle),
	'additionalFields.discloseCommercial': inBody('Disclose Commercial', toggle),
	'additionalFields.isAigc': inBody('Is AI-Generated Content', toggle),
	returnAll: inN8n('Return All', toggle),
	limit: inQuery('Limit', limit),
	'filters.kind': inQuery('Kind', kind),
	'filters.source': inQuery('Source', origin),
};
