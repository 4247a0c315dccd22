-- Those who use the service. An account is never removed: the audit log tells of it.
CREATE TABLE account (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (length(name) > 0),
    title TEXT NOT NULL CHECK (length(title) > 0),
    password TEXT,
    issuer TEXT,
    subject TEXT,
    made_at TEXT NOT NULL,
    disabled_at TEXT,
    UNIQUE (issuer, subject),
    CHECK ((issuer IS NULL) = (subject IS NULL))
) STRICT;

-- The roles of accounts; an empty place is everywhere.
CREATE TABLE account_role (
    account INTEGER NOT NULL REFERENCES account (id),
    role TEXT NOT NULL CHECK (role IN (
        'reader', 'observer', 'manager', 'commissioner', 'provider', 'analyst', 'checker', 'director',
        'information-governance', 'administrator'
    )),
    place TEXT NOT NULL,
    PRIMARY KEY (account, role, place)
) STRICT;

-- Links by which somebody sets a password, once. Of these and of all other secrets only the SHA-256 is kept.
CREATE TABLE invitation (
    digest TEXT PRIMARY KEY CHECK (length(digest) = 64),
    account INTEGER NOT NULL REFERENCES account (id),
    ends_at TEXT NOT NULL
) STRICT;

CREATE TABLE session (
    digest TEXT PRIMARY KEY CHECK (length(digest) = 64),
    account INTEGER NOT NULL REFERENCES account (id),
    begun_at TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    ends_at TEXT NOT NULL
) STRICT;

CREATE TABLE api_token (
    id INTEGER PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES account (id),
    label TEXT NOT NULL CHECK (length(label) > 0),
    digest TEXT NOT NULL UNIQUE CHECK (length(digest) = 64),
    scope TEXT NOT NULL CHECK (scope IN ('published', 'work')),
    made_at TEXT NOT NULL,
    ends_at TEXT NOT NULL,
    revoked_at TEXT
) STRICT;

-- Who did what when. Each entry has the digest of the one before it.
CREATE TABLE audit (
    number INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    actor TEXT NOT NULL CHECK (length(actor) > 0),
    deed TEXT NOT NULL CHECK (length(deed) > 0),
    about TEXT NOT NULL,
    detail TEXT NOT NULL,
    previous TEXT,
    digest TEXT NOT NULL CHECK (length(digest) = 64)
) STRICT;

-- `OR REPLACE` would need a number that is there already.
CREATE TRIGGER audit_chained BEFORE INSERT ON audit
WHEN NOT (
    NEW.number = (SELECT coalesce(max(number), 0) + 1 FROM audit)
    AND NEW.previous IS (SELECT digest FROM audit WHERE number = NEW.number - 1)
)
BEGIN
    SELECT RAISE(ABORT, 'an entry of the audit log follows the last one');
END;

CREATE TRIGGER audit_unchanged BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit log cannot be changed');
END;

CREATE TRIGGER audit_kept BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit log cannot be changed');
END;
