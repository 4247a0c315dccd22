-- What a release looks like to each audience: the files that were drawn of it, so that what was signed off can be given
-- though the framework has changed since.

-- What files say, once however many say it, by its SHA-256.
CREATE TABLE content (
    sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
    bytes BYTEA NOT NULL
);

-- A copy for an audience: the fingerprint of its files, or why there is none.
CREATE TABLE audience_copy (
    release BIGINT NOT NULL REFERENCES release (id) ON DELETE CASCADE,
    audience TEXT NOT NULL CHECK (length(audience) > 0),
    fingerprint TEXT CHECK (length(fingerprint) = 64),
    refused TEXT CHECK (length(refused) > 0),
    PRIMARY KEY (release, audience),
    CHECK ((fingerprint IS NULL) <> (refused IS NULL))
);

CREATE TABLE copy_file (
    release BIGINT NOT NULL,
    audience TEXT NOT NULL,
    path TEXT NOT NULL CHECK (length(path) > 0),
    content_type TEXT NOT NULL CHECK (length(content_type) > 0),
    sha256 TEXT NOT NULL REFERENCES content (sha256),
    PRIMARY KEY (release, audience, path),
    FOREIGN KEY (release, audience) REFERENCES audience_copy (release, audience) ON DELETE CASCADE
);

-- Whether anything still says it.
CREATE INDEX copy_file_content ON copy_file (sha256);

CREATE FUNCTION content_guarded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        RAISE EXCEPTION 'content cannot be changed';
    END IF;
    IF EXISTS (SELECT 1 FROM copy_file WHERE sha256 = OLD.sha256) THEN
        RAISE EXCEPTION 'content that a copy has cannot be removed';
    END IF;
    RETURN OLD;
END
$$;

CREATE TRIGGER content_guarded BEFORE UPDATE OR DELETE ON content
FOR EACH ROW EXECUTE FUNCTION content_guarded();

-- Copies go only with a withdrawal that has taken the front already.
CREATE FUNCTION copy_guarded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NOT EXISTS (SELECT 1 FROM release WHERE id = NEW.release AND state = 'draft') THEN
            RAISE EXCEPTION 'only a draft is given copies';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' THEN
        IF EXISTS (SELECT 1 FROM release WHERE id = OLD.release AND seal IS NOT NULL AND front IS NOT NULL) THEN
            RAISE EXCEPTION 'a release that is signed off cannot be changed';
        END IF;
        RETURN OLD;
    END IF;
    IF EXISTS (SELECT 1 FROM release WHERE id IN (OLD.release, NEW.release) AND seal IS NOT NULL) THEN
        RAISE EXCEPTION 'a release that is signed off cannot be changed';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER audience_copy_guarded BEFORE INSERT OR UPDATE OR DELETE ON audience_copy
FOR EACH ROW EXECUTE FUNCTION copy_guarded();
CREATE TRIGGER copy_file_guarded BEFORE INSERT OR UPDATE OR DELETE ON copy_file
FOR EACH ROW EXECUTE FUNCTION copy_guarded();

CREATE TRIGGER content_not_emptied BEFORE TRUNCATE ON content
FOR EACH STATEMENT EXECUTE FUNCTION emptying_refused();
CREATE TRIGGER audience_copy_not_emptied BEFORE TRUNCATE ON audience_copy
FOR EACH STATEMENT EXECUTE FUNCTION emptying_refused();
CREATE TRIGGER copy_file_not_emptied BEFORE TRUNCATE ON copy_file
FOR EACH STATEMENT EXECUTE FUNCTION emptying_refused();
