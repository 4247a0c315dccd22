-- What a release looks like to each audience: the files that were drawn of it, so that what was signed off can be given
-- though the framework has changed since.

-- What files say, once however many say it, by its SHA-256.
CREATE TABLE content (
    sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
    bytes BLOB NOT NULL
) STRICT;

-- A copy for an audience: the fingerprint of its files, or why there is none.
CREATE TABLE audience_copy (
    release INTEGER NOT NULL REFERENCES release (id) ON DELETE CASCADE,
    audience TEXT NOT NULL CHECK (length(audience) > 0),
    fingerprint TEXT CHECK (length(fingerprint) = 64),
    refused TEXT CHECK (length(refused) > 0),
    PRIMARY KEY (release, audience),
    CHECK ((fingerprint IS NULL) <> (refused IS NULL))
) STRICT;

CREATE TABLE copy_file (
    release INTEGER NOT NULL,
    audience TEXT NOT NULL,
    path TEXT NOT NULL CHECK (length(path) > 0),
    content_type TEXT NOT NULL CHECK (length(content_type) > 0),
    sha256 TEXT NOT NULL REFERENCES content (sha256),
    PRIMARY KEY (release, audience, path),
    FOREIGN KEY (release, audience) REFERENCES audience_copy (release, audience) ON DELETE CASCADE
) STRICT;

-- Whether anything still says it.
CREATE INDEX copy_file_content ON copy_file (sha256);

CREATE TRIGGER content_not_replaced BEFORE INSERT ON content
WHEN EXISTS (SELECT 1 FROM content WHERE sha256 = NEW.sha256 AND bytes <> NEW.bytes)
BEGIN
    SELECT RAISE(ABORT, 'content cannot be changed');
END;

CREATE TRIGGER content_changed BEFORE UPDATE ON content
BEGIN
    SELECT RAISE(ABORT, 'content cannot be changed');
END;

CREATE TRIGGER content_removed BEFORE DELETE ON content
WHEN EXISTS (SELECT 1 FROM copy_file WHERE sha256 = OLD.sha256)
BEGIN
    SELECT RAISE(ABORT, 'content that a copy has cannot be removed');
END;

CREATE TRIGGER audience_copy_added BEFORE INSERT ON audience_copy
WHEN NOT EXISTS (SELECT 1 FROM release WHERE id = NEW.release AND state = 'draft')
BEGIN
    SELECT RAISE(ABORT, 'only a draft is given copies');
END;

CREATE TRIGGER audience_copy_changed BEFORE UPDATE ON audience_copy
WHEN EXISTS (SELECT 1 FROM release WHERE id IN (OLD.release, NEW.release) AND seal IS NOT NULL)
BEGIN
    SELECT RAISE(ABORT, 'a release that is signed off cannot be changed');
END;

-- Copies go only with a withdrawal that has taken the front already.
CREATE TRIGGER audience_copy_removed BEFORE DELETE ON audience_copy
WHEN EXISTS (SELECT 1 FROM release WHERE id = OLD.release AND seal IS NOT NULL AND front IS NOT NULL)
BEGIN
    SELECT RAISE(ABORT, 'a release that is signed off cannot be changed');
END;

CREATE TRIGGER copy_file_added BEFORE INSERT ON copy_file
WHEN NOT EXISTS (SELECT 1 FROM release WHERE id = NEW.release AND state = 'draft')
BEGIN
    SELECT RAISE(ABORT, 'only a draft is given copies');
END;

CREATE TRIGGER copy_file_changed BEFORE UPDATE ON copy_file
WHEN EXISTS (SELECT 1 FROM release WHERE id IN (OLD.release, NEW.release) AND seal IS NOT NULL)
BEGIN
    SELECT RAISE(ABORT, 'a release that is signed off cannot be changed');
END;

CREATE TRIGGER copy_file_removed BEFORE DELETE ON copy_file
WHEN EXISTS (SELECT 1 FROM release WHERE id = OLD.release AND seal IS NOT NULL AND front IS NOT NULL)
BEGIN
    SELECT RAISE(ABORT, 'a release that is signed off cannot be changed');
END;
