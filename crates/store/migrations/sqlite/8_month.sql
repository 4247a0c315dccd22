-- What others said of a text, beside it.
CREATE TABLE commentary_remark (
    commentary INTEGER NOT NULL,
    position INTEGER NOT NULL,
    version INTEGER NOT NULL,
    text TEXT CHECK (length(text) > 0),
    role TEXT NOT NULL,
    account INTEGER,
    at TEXT NOT NULL,
    PRIMARY KEY (commentary, position),
    FOREIGN KEY (commentary, version) REFERENCES commentary_version (commentary, number)
) STRICT;

CREATE TRIGGER commentary_remark_added BEFORE INSERT ON commentary_remark
WHEN NEW.position <> (SELECT count(*) + 1 FROM commentary_remark WHERE commentary = NEW.commentary)
BEGIN
    SELECT RAISE(ABORT, 'remarks come one after the other');
END;

-- Like a text, a remark loses what it says when the text is removed, and nothing else.
CREATE TRIGGER commentary_remark_changed BEFORE UPDATE ON commentary_remark
WHEN NEW.text IS NOT NULL
    OR NEW.commentary IS NOT OLD.commentary OR NEW.position IS NOT OLD.position OR NEW.version IS NOT OLD.version
    OR NEW.role IS NOT OLD.role OR NEW.account IS NOT OLD.account OR NEW.at IS NOT OLD.at
    OR coalesce((SELECT step FROM commentary_step WHERE commentary = OLD.commentary
        ORDER BY position DESC LIMIT 1), 'draft') <> 'removed'
BEGIN
    SELECT RAISE(ABORT, 'what was said cannot be changed');
END;

CREATE TRIGGER commentary_remark_removed BEFORE DELETE ON commentary_remark
BEGIN
    SELECT RAISE(ABORT, 'what was said cannot be removed');
END;

-- The account that drafted a release: it neither checks the release nor signs it off. A release that was drafted with the
-- command line has none.
CREATE TABLE drafted_by (
    release INTEGER PRIMARY KEY REFERENCES release (id) ON DELETE CASCADE,
    account INTEGER NOT NULL
) STRICT;

CREATE TRIGGER drafted_by_added BEFORE INSERT ON drafted_by
WHEN EXISTS (SELECT 1 FROM drafted_by WHERE release = NEW.release)
    OR EXISTS (SELECT 1 FROM release WHERE id = NEW.release AND seal IS NOT NULL)
BEGIN
    SELECT RAISE(ABORT, 'who drafted a release cannot be changed');
END;

CREATE TRIGGER drafted_by_changed BEFORE UPDATE ON drafted_by
BEGIN
    SELECT RAISE(ABORT, 'who drafted a release cannot be changed');
END;

CREATE TRIGGER drafted_by_removed BEFORE DELETE ON drafted_by
WHEN EXISTS (SELECT 1 FROM release WHERE id = OLD.release AND seal IS NOT NULL)
BEGIN
    SELECT RAISE(ABORT, 'who drafted a release cannot be changed');
END;
