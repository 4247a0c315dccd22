-- Those who use the service. An account is never removed: the audit log tells of it.
CREATE TABLE account (
    id BIGINT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (length(name) > 0),
    title TEXT NOT NULL CHECK (length(title) > 0),
    password TEXT,
    issuer TEXT,
    subject TEXT,
    made_at TEXT NOT NULL,
    disabled_at TEXT,
    UNIQUE (issuer, subject),
    CHECK ((issuer IS NULL) = (subject IS NULL))
);

-- The roles of accounts; an empty place is everywhere.
CREATE TABLE account_role (
    account BIGINT NOT NULL REFERENCES account (id),
    role TEXT NOT NULL CHECK (role IN (
        'reader', 'observer', 'manager', 'commissioner', 'provider', 'analyst', 'checker', 'director',
        'information-governance', 'administrator'
    )),
    place TEXT NOT NULL,
    PRIMARY KEY (account, role, place)
);

-- Links by which somebody sets a password, once. Of these and of all other secrets only the SHA-256 is kept.
CREATE TABLE invitation (
    digest TEXT PRIMARY KEY CHECK (length(digest) = 64),
    account BIGINT NOT NULL REFERENCES account (id),
    ends_at TEXT NOT NULL
);

CREATE TABLE session (
    digest TEXT PRIMARY KEY CHECK (length(digest) = 64),
    account BIGINT NOT NULL REFERENCES account (id),
    begun_at TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    ends_at TEXT NOT NULL
);

CREATE TABLE api_token (
    id BIGINT PRIMARY KEY,
    account BIGINT NOT NULL REFERENCES account (id),
    label TEXT NOT NULL CHECK (length(label) > 0),
    digest TEXT NOT NULL UNIQUE CHECK (length(digest) = 64),
    scope TEXT NOT NULL CHECK (scope IN ('published', 'work')),
    made_at TEXT NOT NULL,
    ends_at TEXT NOT NULL,
    revoked_at TEXT
);

-- Who did what when. Each entry has the digest of the one before it.
CREATE TABLE audit (
    number BIGINT PRIMARY KEY,
    at TEXT NOT NULL,
    actor TEXT NOT NULL CHECK (length(actor) > 0),
    deed TEXT NOT NULL CHECK (length(deed) > 0),
    about TEXT NOT NULL,
    detail TEXT NOT NULL,
    previous TEXT,
    digest TEXT NOT NULL CHECK (length(digest) = 64)
);

CREATE FUNCTION audit_guarded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM audit)
            OR NEW.previous IS DISTINCT FROM (SELECT digest FROM audit WHERE number = NEW.number - 1)
        THEN
            RAISE EXCEPTION 'an entry of the audit log follows the last one';
        END IF;
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the audit log cannot be changed';
END
$$;

CREATE TRIGGER audit_guarded BEFORE INSERT OR UPDATE OR DELETE ON audit
FOR EACH ROW EXECUTE FUNCTION audit_guarded();

CREATE FUNCTION audit_not_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit log cannot be changed';
END
$$;

CREATE TRIGGER audit_not_emptied BEFORE TRUNCATE ON audit
FOR EACH STATEMENT EXECUTE FUNCTION audit_not_emptied();
