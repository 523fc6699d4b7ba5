CREATE TABLE audit_entry (
	id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	actor_id INTEGER, 
	actor VARCHAR NOT NULL, 
	act VARCHAR NOT NULL, 
	about_id INTEGER, 
	about VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	CONSTRAINT pk_audit_entry PRIMARY KEY (id)
);

CREATE TABLE counted (
	user_id INTEGER NOT NULL, 
	attributes JSON NOT NULL, 
	marks JSON NOT NULL, 
	active_until DATE, 
	CONSTRAINT pk_counted PRIMARY KEY (user_id)
);

CREATE TABLE counting (
	id INTEGER NOT NULL, 
	key BLOB NOT NULL, 
	shape VARCHAR NOT NULL, 
	batches INTEGER NOT NULL, 
	anew_after INTEGER, 
	counted_at DATETIME NOT NULL, 
	teams_at DATETIME, 
	shape_at DATETIME, 
	CONSTRAINT pk_counting PRIMARY KEY (id), 
	CONSTRAINT ck_counting_one CHECK (id = 1)
);

CREATE TABLE failed_try (
	key VARCHAR NOT NULL, 
	count INTEGER NOT NULL, 
	last_at DATETIME NOT NULL, 
	CONSTRAINT pk_failed_try PRIMARY KEY (key)
);

CREATE TABLE lane (
	family VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	lane INTEGER NOT NULL, 
	CONSTRAINT pk_lane PRIMARY KEY (family, name)
);

CREATE TABLE mail_opt_out (
	address VARCHAR NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	since DATETIME NOT NULL, 
	CONSTRAINT pk_mail_opt_out PRIMARY KEY (address, kind), 
	CONSTRAINT ck_mail_opt_out_kind CHECK (kind IN ('session', 'reminder', 'follow_up', 'invitation', 'account'))
);

CREATE TABLE organisation (
	id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	key VARCHAR NOT NULL, 
	block VARCHAR NOT NULL, 
	initials VARCHAR NOT NULL, 
	merged_into INTEGER, 
	kept_at DATETIME, 
	CONSTRAINT pk_organisation PRIMARY KEY (id), 
	CONSTRAINT ck_organisation_merged_into_another CHECK (merged_into <> id), 
	CONSTRAINT uq_organisation_key UNIQUE (key), 
	CONSTRAINT fk_organisation_merged_into FOREIGN KEY(merged_into) REFERENCES organisation (id) ON DELETE CASCADE
);

CREATE TABLE recount (
	id INTEGER NOT NULL, 
	user_id INTEGER NOT NULL, 
	CONSTRAINT pk_recount PRIMARY KEY (id)
);

CREATE TABLE removed_withdrawn (
	place INTEGER NOT NULL, 
	CONSTRAINT pk_removed_withdrawn PRIMARY KEY (place)
);

CREATE TABLE signing_key (
	id VARCHAR NOT NULL, 
	public VARCHAR NOT NULL, 
	began_at DATETIME NOT NULL, 
	ended_at DATETIME, 
	stolen_since DATE, 
	CONSTRAINT pk_signing_key PRIMARY KEY (id)
);

CREATE TABLE tally (
	key VARCHAR NOT NULL, 
	family VARCHAR NOT NULL, 
	month VARCHAR NOT NULL, 
	kept INTEGER NOT NULL, 
	organisation VARCHAR NOT NULL, 
	sector VARCHAR NOT NULL, 
	nation VARCHAR NOT NULL, 
	role VARCHAR NOT NULL, 
	stage VARCHAR NOT NULL, 
	cohort VARCHAR NOT NULL, 
	counts BLOB NOT NULL, 
	CONSTRAINT pk_tally PRIMARY KEY (key)
);

CREATE TABLE team (
	id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	code VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	closed_at DATETIME, 
	CONSTRAINT pk_team PRIMARY KEY (id), 
	CONSTRAINT ck_team_name CHECK (name <> ''), 
	CONSTRAINT uq_team_code UNIQUE (code)
);

CREATE TABLE "user" (
	id INTEGER NOT NULL, 
	email VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	password_hash VARCHAR NOT NULL, 
	role VARCHAR(16) NOT NULL, 
	joined_at DATETIME NOT NULL, 
	confirmed_at DATETIME, 
	used_at DATETIME, 
	ended_at DATETIME, 
	CONSTRAINT pk_user PRIMARY KEY (id), 
	CONSTRAINT uq_user_email UNIQUE (email), 
	CONSTRAINT ck_user_role CHECK (role IN ('learner', 'admin'))
);

CREATE TABLE authenticator (
	user_id INTEGER NOT NULL, 
	secret BLOB NOT NULL, 
	made_at DATETIME NOT NULL, 
	last_step INTEGER NOT NULL, 
	CONSTRAINT pk_authenticator PRIMARY KEY (user_id), 
	CONSTRAINT fk_authenticator_user_id FOREIGN KEY(user_id) REFERENCES "user" (id) ON DELETE CASCADE
);

CREATE TABLE certificate (
	id INTEGER NOT NULL, 
	user_id INTEGER, 
	programme_id VARCHAR NOT NULL, 
	serial INTEGER NOT NULL, 
	code VARCHAR NOT NULL, 
	holder VARCHAR NOT NULL, 
	programme VARCHAR NOT NULL, 
	edition VARCHAR NOT NULL, 
	provider VARCHAR NOT NULL, 
	statement VARCHAR NOT NULL, 
	language VARCHAR NOT NULL, 
	modules JSON NOT NULL, 
	minutes INTEGER NOT NULL, 
	issued_at DATETIME NOT NULL, 
	withdrawn_at DATETIME, 
	withdrawn_because VARCHAR, 
	credential VARCHAR, 
	jwt VARCHAR, 
	compact VARCHAR, 
	replaces VARCHAR, 
	salt VARCHAR DEFAULT '' NOT NULL, 
	shows_name BOOLEAN DEFAULT false NOT NULL, 
	minutes_together INTEGER DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_certificate PRIMARY KEY (id), 
	CONSTRAINT uq_certificate_user_id_programme_id_serial UNIQUE (user_id, programme_id, serial), 
	CONSTRAINT fk_certificate_user_id FOREIGN KEY(user_id) REFERENCES "user" (id) ON DELETE SET NULL, 
	CONSTRAINT uq_certificate_code UNIQUE (code)
);

CREATE TABLE complaint (
	id INTEGER NOT NULL, 
	number VARCHAR NOT NULL, 
	user_id INTEGER, 
	name VARCHAR NOT NULL, 
	email VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	made_at DATETIME NOT NULL, 
	answered_at DATETIME, 
	outcome VARCHAR NOT NULL, 
	CONSTRAINT pk_complaint PRIMARY KEY (id), 
	CONSTRAINT uq_complaint_number UNIQUE (number), 
	CONSTRAINT fk_complaint_user_id FOREIGN KEY(user_id) REFERENCES "user" (id) ON DELETE SET NULL
);

CREATE TABLE completion (
	user_id INTEGER NOT NULL, 
	page_id VARCHAR NOT NULL, 
	edition VARCHAR NOT NULL, 
	completed_at DATETIME NOT NULL, 
	CONSTRAINT pk_completion PRIMARY KEY (user_id, page_id), 
	CONSTRAINT fk_completion_user_id FOREIGN KEY(user_id) REFERENCES "user" (id) ON DELETE CASCADE
);

CREATE TABLE departure (
	user_id INTEGER NOT NULL, 
	asked_at DATETIME NOT NULL, 
	due_at DATETIME NOT NULL, 
	keeps_certificate BOOLEAN NOT NULL, 
	shared_notes VARCHAR NOT NULL, 
	is_unused BOOLEAN NOT NULL, 
	CONSTRAINT pk_departure PRIMARY KEY (user_id), 
	CONSTRAINT fk_departure_user_id FOREIGN KEY(user_id) REFERENCES "user" (id) ON DELETE CASCADE
);

CREATE TABLE entry (
	id INTEGER NOT NULL, 
	user_id INTEGER NOT NULL, 
	exercise_id VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	title VARCHAR NOT NULL, 
	answers JSON NOT NULL, 
	wording JSON NOT NULL, 
	firsts JSON NOT NULL, 
	edition VARCHAR NOT NULL, 
	sitting_at DATETIME NOT NULL, 
	saved_at DATETIME NOT NULL, 
	has_aside BOOLEAN NOT NULL, 
	is_shared BOOLEAN NOT NULL, 
	is_quotable BOOLEAN NOT NULL, 
	CONSTRAINT pk_entry PRIMARY KEY (id), 
	CONSTRAINT uq_entry_user_id_exercise_id UNIQUE (user_id, exercise_id), 
	CONSTRAINT ck_entry_version CHECK (version > 0), 
	CONSTRAINT fk_entry_user_id FOREIGN KEY(user_id) REFERENCES "user" (id) ON DELETE CASCADE
);

CREATE TABLE follow_up (
	id INTEGER NOT NULL, 
	user_id INTEGER NOT NULL, 
	moment VARCHAR(16) NOT NULL, 
	next_at DATETIME, 
	sent_at DATETIME, 
	reminded_at DATETIME, 
	answered_at DATETIME, 
	answers JSON NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_follow_up PRIMARY KEY (id), 
	CONSTRAINT uq_follow_up_user_id_moment UNIQUE (user_id, moment), 
	CONSTRAINT ck_follow_up_reminded CHECK (reminded_at IS NULL OR sent_at IS NOT NULL), 
	CONSTRAINT fk_follow_up_user_id FOREIGN KEY(user_id) REFERENCES "user" (id) ON DELETE CASCADE, 
	CONSTRAINT ck_follow_up_moment CHECK (moment IN ('end', '3', '6'))
);

CREATE TABLE follow_up_consent (
	user_id INTEGER NOT NULL, 
	given_at DATETIME NOT NULL, 
	wording VARCHAR NOT NULL, 
	withdrawn_at DATETIME, 
	CONSTRAINT pk_follow_up_consent PRIMARY KEY (user_id), 
	CONSTRAINT fk_follow_up_consent_user_id FOREIGN KEY(user_id) REFERENCES "user" (id) ON DELETE CASCADE
);

CREATE TABLE identity (
	id INTEGER NOT NULL, 
	user_id INTEGER NOT NULL, 
	issuer VARCHAR NOT NULL, 
	subject VARCHAR NOT NULL, 
	email VARCHAR NOT NULL, 
	linked_at DATETIME NOT NULL, 
	CONSTRAINT pk_identity PRIMARY KEY (id), 
	CONSTRAINT uq_identity_issuer_subject UNIQUE (issuer, subject), 
	CONSTRAINT fk_identity_user_id FOREIGN KEY(user_id) REFERENCES "user" (id) ON DELETE CASCADE
);

CREATE TABLE invitation (
	id INTEGER NOT NULL, 
	organisation_id INTEGER NOT NULL, 
	email VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	by_id INTEGER, 
	made_at DATETIME NOT NULL, 
	mailed_at DATETIME, 
	CONSTRAINT pk_invitation PRIMARY KEY (id), 
	CONSTRAINT uq_invitation_organisation_id_email UNIQUE (organisation_id, email), 
	CONSTRAINT fk_invitation_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id) ON DELETE CASCADE, 
	CONSTRAINT fk_invitation_by_id FOREIGN KEY(by_id) REFERENCES "user" (id) ON DELETE SET NULL
);

CREATE TABLE letter (
	id INTEGER NOT NULL, 
	user_id INTEGER NOT NULL, 
	text VARCHAR NOT NULL, 
	written_at DATETIME NOT NULL, 
	opens_at DATETIME NOT NULL, 
	told_at DATETIME, 
	CONSTRAINT pk_letter PRIMARY KEY (id), 
	CONSTRAINT ck_letter_text CHECK (text <> ''), 
	CONSTRAINT fk_letter_user_id FOREIGN KEY(user_id) REFERENCES "user" (id) ON DELETE CASCADE
);

CREATE TABLE live_session (
	id INTEGER NOT NULL, 
	team_id INTEGER NOT NULL, 
	module_id VARCHAR NOT NULL, 
	length INTEGER NOT NULL, 
	starts_at DATETIME NOT NULL, 
	time_zone VARCHAR NOT NULL, 
	place VARCHAR, 
	link VARCHAR, 
	uid VARCHAR NOT NULL, 
	sequence INTEGER NOT NULL, 
	series VARCHAR, 
	created_at DATETIME NOT NULL, 
	reminded_at DATETIME, 
	cancelled_at DATETIME, 
	started_at DATETIME, 
	ended_at DATETIME, 
	days INTEGER, 
	CONSTRAINT pk_live_session PRIMARY KEY (id), 
	CONSTRAINT ck_live_session_length CHECK (length > 0), 
	CONSTRAINT ck_live_session_sequence CHECK (sequence >= 0), 
	CONSTRAINT ck_live_session_days CHECK (days > 0), 
	CONSTRAINT fk_live_session_team_id FOREIGN KEY(team_id) REFERENCES team (id) ON DELETE CASCADE, 
	CONSTRAINT uq_live_session_uid UNIQUE (uid)
);

CREATE TABLE mail (
	id INTEGER NOT NULL, 
	key VARCHAR, 
	kind VARCHAR(16) NOT NULL, 
	to_address VARCHAR NOT NULL, 
	user_id INTEGER, 
	subject VARCHAR NOT NULL, 
	body VARCHAR NOT NULL, 
	attachments JSON NOT NULL, 
	created_at DATETIME NOT NULL, 
	due_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	tries INTEGER NOT NULL, 
	sent_at DATETIME, 
	failed_at DATETIME, 
	last_error VARCHAR, 
	by_user_id INTEGER, 
	CONSTRAINT pk_mail PRIMARY KEY (id), 
	CONSTRAINT uq_mail_key UNIQUE (key), 
	CONSTRAINT ck_mail_kind CHECK (kind IN ('session', 'reminder', 'follow_up', 'invitation', 'account')), 
	CONSTRAINT fk_mail_user_id FOREIGN KEY(user_id) REFERENCES "user" (id) ON DELETE CASCADE
);

CREATE TABLE mailed_link (
	id INTEGER NOT NULL, 
	purpose VARCHAR(16) NOT NULL, 
	user_id INTEGER, 
	email VARCHAR NOT NULL, 
	secret_hash VARCHAR NOT NULL, 
	code_hash VARCHAR NOT NULL, 
	browser_hash VARCHAR NOT NULL, 
	made_at DATETIME NOT NULL, 
	ends_at DATETIME NOT NULL, 
	tries INTEGER NOT NULL, 
	used_at DATETIME, 
	CONSTRAINT pk_mailed_link PRIMARY KEY (id), 
	CONSTRAINT ck_mailed_link_purpose CHECK (purpose IN ('sign_in', 'sign_up', 'new_password', 'new_address', 'confirm', 'join', 'proof')), 
	CONSTRAINT fk_mailed_link_user_id FOREIGN KEY(user_id) REFERENCES "user" (id) ON DELETE CASCADE, 
	CONSTRAINT uq_mailed_link_secret_hash UNIQUE (secret_hash)
);

CREATE TABLE membership (
	team_id INTEGER NOT NULL, 
	user_id INTEGER NOT NULL, 
	is_convenor BOOLEAN NOT NULL, 
	shows_progress BOOLEAN NOT NULL, 
	joined_at DATETIME NOT NULL, 
	CONSTRAINT pk_membership PRIMARY KEY (team_id, user_id), 
	CONSTRAINT fk_membership_team_id FOREIGN KEY(team_id) REFERENCES team (id) ON DELETE CASCADE, 
	CONSTRAINT fk_membership_user_id FOREIGN KEY(user_id) REFERENCES "user" (id) ON DELETE CASCADE
);

CREATE TABLE organisation_admin (
	user_id INTEGER NOT NULL, 
	organisation_id INTEGER NOT NULL, 
	given_at DATETIME NOT NULL, 
	CONSTRAINT pk_organisation_admin PRIMARY KEY (user_id), 
	CONSTRAINT fk_organisation_admin_user_id FOREIGN KEY(user_id) REFERENCES "user" (id) ON DELETE CASCADE, 
	CONSTRAINT fk_organisation_admin_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id) ON DELETE CASCADE
);

CREATE TABLE organisation_merge (
	id INTEGER NOT NULL, 
	organisation_id INTEGER NOT NULL, 
	into_id INTEGER NOT NULL, 
	admin_id INTEGER, 
	merged_at DATETIME NOT NULL, 
	reason VARCHAR NOT NULL, 
	CONSTRAINT pk_organisation_merge PRIMARY KEY (id), 
	CONSTRAINT ck_organisation_merge_reason CHECK (reason <> ''), 
	CONSTRAINT fk_organisation_merge_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id) ON DELETE CASCADE, 
	CONSTRAINT fk_organisation_merge_into_id FOREIGN KEY(into_id) REFERENCES organisation (id) ON DELETE CASCADE, 
	CONSTRAINT fk_organisation_merge_admin_id FOREIGN KEY(admin_id) REFERENCES "user" (id) ON DELETE SET NULL
);

CREATE TABLE passkey (
	id INTEGER NOT NULL, 
	user_id INTEGER NOT NULL, 
	credential_id BLOB NOT NULL, 
	public_key BLOB NOT NULL, 
	sign_count INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	made_at DATETIME NOT NULL, 
	used_at DATETIME, 
	CONSTRAINT pk_passkey PRIMARY KEY (id), 
	CONSTRAINT fk_passkey_user_id FOREIGN KEY(user_id) REFERENCES "user" (id) ON DELETE CASCADE, 
	CONSTRAINT uq_passkey_credential_id UNIQUE (credential_id)
);

CREATE TABLE profile (
	user_id INTEGER NOT NULL, 
	organisation_id INTEGER, 
	typed VARCHAR, 
	sector VARCHAR(16), 
	nation VARCHAR(16), 
	role VARCHAR(16), 
	stage VARCHAR(16), 
	CONSTRAINT pk_profile PRIMARY KEY (user_id), 
	CONSTRAINT fk_profile_user_id FOREIGN KEY(user_id) REFERENCES "user" (id) ON DELETE CASCADE, 
	CONSTRAINT fk_profile_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id) ON DELETE SET NULL, 
	CONSTRAINT ck_profile_sector CHECK (sector IN ('health', 'council', 'education', 'housing', 'voluntary', 'emergency', 'government', 'business', 'other')), 
	CONSTRAINT ck_profile_nation CHECK (nation IN ('england', 'scotland', 'wales', 'northern_ireland', 'elsewhere')), 
	CONSTRAINT ck_profile_workrole CHECK (role IN ('leadership', 'management', 'public_health', 'people', 'buying', 'estates', 'green', 'communities', 'care', 'research', 'other')), 
	CONSTRAINT ck_profile_stage CHECK (stage IN ('new', 'started', 'established', 'unsure'))
);

CREATE TABLE recovery_code (
	id INTEGER NOT NULL, 
	user_id INTEGER NOT NULL, 
	code_hash VARCHAR NOT NULL, 
	used_at DATETIME, 
	CONSTRAINT pk_recovery_code PRIMARY KEY (id), 
	CONSTRAINT uq_recovery_code_user_id_code_hash UNIQUE (user_id, code_hash), 
	CONSTRAINT fk_recovery_code_user_id FOREIGN KEY(user_id) REFERENCES "user" (id) ON DELETE CASCADE
);

CREATE TABLE sign_in (
	id VARCHAR NOT NULL, 
	user_id INTEGER NOT NULL, 
	device VARCHAR NOT NULL, 
	started_at DATETIME NOT NULL, 
	used_at DATETIME NOT NULL, 
	proved_at DATETIME NOT NULL, 
	second_at DATETIME, 
	CONSTRAINT pk_sign_in PRIMARY KEY (id), 
	CONSTRAINT fk_sign_in_user_id FOREIGN KEY(user_id) REFERENCES "user" (id) ON DELETE CASCADE
);

CREATE TABLE action (
	id INTEGER NOT NULL, 
	team_id INTEGER NOT NULL, 
	live_session_id INTEGER, 
	step VARCHAR, 
	what VARCHAR NOT NULL, 
	owner_id INTEGER, 
	owner_name VARCHAR, 
	by DATE, 
	first_step VARCHAR NOT NULL, 
	status VARCHAR(16) NOT NULL, 
	learned VARCHAR, 
	made_at DATETIME NOT NULL, 
	settled_at DATETIME, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_action PRIMARY KEY (id), 
	CONSTRAINT ck_action_what CHECK (what <> ''), 
	CONSTRAINT ck_action_owner CHECK (owner_id IS NULL OR owner_name IS NULL), 
	CONSTRAINT ck_action_settled CHECK ((status = 'open') = (settled_at IS NULL)), 
	CONSTRAINT ck_action_version CHECK (version > 0), 
	CONSTRAINT fk_action_team_id FOREIGN KEY(team_id) REFERENCES team (id) ON DELETE CASCADE, 
	CONSTRAINT fk_action_live_session_id FOREIGN KEY(live_session_id) REFERENCES live_session (id) ON DELETE SET NULL, 
	CONSTRAINT fk_action_owner_id FOREIGN KEY(owner_id) REFERENCES "user" (id) ON DELETE SET NULL, 
	CONSTRAINT ck_action_status CHECK (status IN ('open', 'done', 'changed', 'dropped'))
);

CREATE TABLE entry_version (
	id INTEGER NOT NULL, 
	entry_id INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	is_aside BOOLEAN NOT NULL, 
	answers JSON NOT NULL, 
	wording JSON NOT NULL, 
	edition VARCHAR NOT NULL, 
	saved_at DATETIME NOT NULL, 
	CONSTRAINT pk_entry_version PRIMARY KEY (id), 
	CONSTRAINT fk_entry_version_entry_id FOREIGN KEY(entry_id) REFERENCES entry (id) ON DELETE CASCADE
);

CREATE TABLE follow_up_quotation (
	follow_up_id INTEGER NOT NULL, 
	naming VARCHAR(16) NOT NULL, 
	described VARCHAR, 
	passage VARCHAR NOT NULL, 
	consented_at DATETIME NOT NULL, 
	consent VARCHAR NOT NULL, 
	CONSTRAINT pk_follow_up_quotation PRIMARY KEY (follow_up_id), 
	CONSTRAINT ck_follow_up_quotation_described CHECK ((naming = 'described') = (described IS NOT NULL)), 
	CONSTRAINT ck_follow_up_quotation_passage CHECK (passage <> ''), 
	CONSTRAINT fk_follow_up_quotation_follow_up_id FOREIGN KEY(follow_up_id) REFERENCES follow_up (id) ON DELETE CASCADE, 
	CONSTRAINT ck_follow_up_quotation_naming CHECK (naming IN ('named', 'described', 'unnamed'))
);

CREATE TABLE line (
	id INTEGER NOT NULL, 
	live_session_id INTEGER NOT NULL, 
	step VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	written_at DATETIME NOT NULL, 
	CONSTRAINT pk_line PRIMARY KEY (id), 
	CONSTRAINT fk_line_live_session_id FOREIGN KEY(live_session_id) REFERENCES live_session (id) ON DELETE CASCADE
);

CREATE TABLE live_run (
	live_session_id INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	state JSON NOT NULL, 
	roles JSON NOT NULL, 
	is_swapped BOOLEAN NOT NULL, 
	is_room BOOLEAN NOT NULL, 
	secret VARCHAR NOT NULL, 
	over_at DATETIME, 
	settled_at DATETIME, 
	reminded_of VARCHAR, 
	CONSTRAINT pk_live_run PRIMARY KEY (live_session_id), 
	CONSTRAINT ck_live_run_version CHECK (version > 0), 
	CONSTRAINT fk_live_run_live_session_id FOREIGN KEY(live_session_id) REFERENCES live_session (id) ON DELETE CASCADE
);

CREATE TABLE participant (
	id INTEGER NOT NULL, 
	live_session_id INTEGER NOT NULL, 
	user_id INTEGER, 
	name VARCHAR, 
	code VARCHAR, 
	minutes INTEGER, 
	is_by_name BOOLEAN NOT NULL, 
	claimed VARCHAR, 
	CONSTRAINT pk_participant PRIMARY KEY (id), 
	CONSTRAINT uq_participant_live_session_id_user_id UNIQUE (live_session_id, user_id), 
	CONSTRAINT fk_participant_live_session_id FOREIGN KEY(live_session_id) REFERENCES live_session (id) ON DELETE CASCADE, 
	CONSTRAINT fk_participant_user_id FOREIGN KEY(user_id) REFERENCES "user" (id) ON DELETE SET NULL, 
	CONSTRAINT uq_participant_code UNIQUE (code)
);

CREATE TABLE quotation (
	id INTEGER NOT NULL, 
	entry_id INTEGER NOT NULL, 
	naming VARCHAR(16) NOT NULL, 
	described VARCHAR, 
	passage VARCHAR NOT NULL, 
	consented_at DATETIME NOT NULL, 
	consent VARCHAR NOT NULL, 
	CONSTRAINT pk_quotation PRIMARY KEY (id), 
	CONSTRAINT ck_quotation_described CHECK ((naming = 'described') = (described IS NOT NULL)), 
	CONSTRAINT ck_quotation_passage CHECK (passage <> ''), 
	CONSTRAINT uq_quotation_entry_id UNIQUE (entry_id), 
	CONSTRAINT fk_quotation_entry_id FOREIGN KEY(entry_id) REFERENCES entry (id) ON DELETE CASCADE, 
	CONSTRAINT ck_quotation_naming CHECK (naming IN ('named', 'described', 'unnamed'))
);

CREATE TABLE reply (
	id INTEGER NOT NULL, 
	live_session_id INTEGER NOT NULL, 
	user_id INTEGER, 
	address VARCHAR, 
	answer VARCHAR(16) NOT NULL, 
	sequence INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_reply PRIMARY KEY (id), 
	CONSTRAINT ck_reply_who CHECK ((user_id IS NULL) <> (address IS NULL)), 
	CONSTRAINT uq_reply_live_session_id_user_id UNIQUE (live_session_id, user_id), 
	CONSTRAINT uq_reply_live_session_id_address UNIQUE (live_session_id, address), 
	CONSTRAINT fk_reply_live_session_id FOREIGN KEY(live_session_id) REFERENCES live_session (id) ON DELETE CASCADE, 
	CONSTRAINT fk_reply_user_id FOREIGN KEY(user_id) REFERENCES "user" (id) ON DELETE CASCADE, 
	CONSTRAINT ck_reply_answer CHECK (answer IN ('yes', 'no', 'maybe'))
);

CREATE TABLE share (
	entry_id INTEGER NOT NULL, 
	team_id INTEGER NOT NULL, 
	shared_at DATETIME NOT NULL, 
	CONSTRAINT pk_share PRIMARY KEY (entry_id, team_id), 
	CONSTRAINT fk_share_entry_id FOREIGN KEY(entry_id) REFERENCES entry (id) ON DELETE CASCADE, 
	CONSTRAINT fk_share_team_id FOREIGN KEY(team_id) REFERENCES team (id) ON DELETE CASCADE
);

CREATE TABLE ballot (
	participant_id INTEGER NOT NULL, 
	step VARCHAR NOT NULL, 
	dots JSON NOT NULL, 
	CONSTRAINT pk_ballot PRIMARY KEY (participant_id, step), 
	CONSTRAINT fk_ballot_participant_id FOREIGN KEY(participant_id) REFERENCES participant (id) ON DELETE CASCADE
);

CREATE TABLE card (
	id INTEGER NOT NULL, 
	participant_id INTEGER NOT NULL, 
	user_id INTEGER, 
	step VARCHAR NOT NULL, 
	answers JSON NOT NULL, 
	wording JSON NOT NULL, 
	visibility VARCHAR(16), 
	CONSTRAINT pk_card PRIMARY KEY (id), 
	CONSTRAINT uq_card_participant_id_step UNIQUE (participant_id, step), 
	CONSTRAINT fk_card_participant_id FOREIGN KEY(participant_id) REFERENCES participant (id) ON DELETE CASCADE, 
	CONSTRAINT fk_card_user_id FOREIGN KEY(user_id) REFERENCES "user" (id) ON DELETE CASCADE, 
	CONSTRAINT ck_card_visibility CHECK (visibility IN ('named', 'unnamed', 'withheld'))
);

CREATE TABLE opening (
	entry_id INTEGER NOT NULL, 
	team_id INTEGER NOT NULL, 
	user_id INTEGER NOT NULL, 
	opened_at DATETIME NOT NULL, 
	CONSTRAINT pk_opening PRIMARY KEY (entry_id, team_id, user_id), 
	CONSTRAINT fk_opening_entry_id_team_id FOREIGN KEY(entry_id, team_id) REFERENCES share (entry_id, team_id) ON DELETE CASCADE, 
	CONSTRAINT fk_opening_user_id FOREIGN KEY(user_id) REFERENCES "user" (id) ON DELETE CASCADE
);

CREATE TABLE presence (
	participant_id INTEGER NOT NULL, 
	process VARCHAR NOT NULL, 
	until DATETIME NOT NULL, 
	CONSTRAINT pk_presence PRIMARY KEY (participant_id, process), 
	CONSTRAINT fk_presence_participant_id FOREIGN KEY(participant_id) REFERENCES participant (id) ON DELETE CASCADE
);

CREATE TABLE repair (
	id INTEGER NOT NULL, 
	participant_id INTEGER NOT NULL, 
	minutes INTEGER NOT NULL, 
	before INTEGER, 
	reason VARCHAR NOT NULL, 
	by_user_id INTEGER, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_repair PRIMARY KEY (id), 
	CONSTRAINT ck_repair_minutes CHECK (minutes >= 0), 
	CONSTRAINT fk_repair_participant_id FOREIGN KEY(participant_id) REFERENCES participant (id) ON DELETE CASCADE, 
	CONSTRAINT fk_repair_by_user_id FOREIGN KEY(by_user_id) REFERENCES "user" (id) ON DELETE SET NULL
);

CREATE TABLE stay (
	id INTEGER NOT NULL, 
	participant_id INTEGER NOT NULL, 
	came_at DATETIME NOT NULL, 
	left_at DATETIME, 
	has_left BOOLEAN NOT NULL, 
	CONSTRAINT pk_stay PRIMARY KEY (id), 
	CONSTRAINT fk_stay_participant_id FOREIGN KEY(participant_id) REFERENCES participant (id) ON DELETE CASCADE
);

