CREATE TABLE failed_sign_in (
	key VARCHAR NOT NULL, 
	count INTEGER NOT NULL, 
	last_at DATETIME NOT NULL, 
	CONSTRAINT pk_failed_sign_in PRIMARY KEY (key)
);

CREATE TABLE "user" (
	id INTEGER NOT NULL, 
	email VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	password_hash VARCHAR NOT NULL, 
	role VARCHAR(16) NOT NULL, 
	joined_at DATETIME NOT NULL, 
	CONSTRAINT pk_user PRIMARY KEY (id), 
	CONSTRAINT uq_user_email UNIQUE (email), 
	CONSTRAINT ck_user_role CHECK (role IN ('learner', 'admin'))
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
	CONSTRAINT pk_certificate PRIMARY KEY (id), 
	CONSTRAINT uq_certificate_user_id_programme_id_serial UNIQUE (user_id, programme_id, serial), 
	CONSTRAINT fk_certificate_user_id FOREIGN KEY(user_id) REFERENCES "user" (id) ON DELETE SET NULL, 
	CONSTRAINT uq_certificate_code UNIQUE (code)
);

CREATE TABLE completion (
	user_id INTEGER NOT NULL, 
	page_id VARCHAR NOT NULL, 
	edition VARCHAR NOT NULL, 
	completed_at DATETIME NOT NULL, 
	CONSTRAINT pk_completion PRIMARY KEY (user_id, page_id), 
	CONSTRAINT fk_completion_user_id FOREIGN KEY(user_id) REFERENCES "user" (id) ON DELETE CASCADE
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
	CONSTRAINT pk_entry PRIMARY KEY (id), 
	CONSTRAINT uq_entry_user_id_exercise_id UNIQUE (user_id, exercise_id), 
	CONSTRAINT ck_entry_version CHECK (version > 0), 
	CONSTRAINT fk_entry_user_id FOREIGN KEY(user_id) REFERENCES "user" (id) ON DELETE CASCADE
);

CREATE TABLE sign_in (
	id VARCHAR NOT NULL, 
	user_id INTEGER NOT NULL, 
	device VARCHAR NOT NULL, 
	started_at DATETIME NOT NULL, 
	used_at DATETIME NOT NULL, 
	CONSTRAINT pk_sign_in PRIMARY KEY (id), 
	CONSTRAINT fk_sign_in_user_id FOREIGN KEY(user_id) REFERENCES "user" (id) ON DELETE CASCADE
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

