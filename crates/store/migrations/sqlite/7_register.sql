-- What people keep beside the figures: actions, contracts, queries, what goes to which meeting. What an entry is about is
-- set for good; it is JSON, as the program writes it, and so is what is said of it. Entries are numbered at each place,
-- so that a number tells nothing of other places; no place is the council as a whole.
CREATE TABLE registered (
    kind TEXT NOT NULL CHECK (length(kind) > 0),
    place TEXT NOT NULL,
    id INTEGER NOT NULL,
    about TEXT NOT NULL CHECK (json_valid(about)),
    PRIMARY KEY (kind, place, id)
) STRICT;

-- Everything that was ever said of it: the last version is how it stands.
CREATE TABLE registered_version (
    kind TEXT NOT NULL,
    place TEXT NOT NULL,
    id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    content TEXT NOT NULL CHECK (json_valid(content)),
    account INTEGER NOT NULL REFERENCES account (id),
    at TEXT NOT NULL,
    PRIMARY KEY (kind, place, id, number),
    FOREIGN KEY (kind, place, id) REFERENCES registered (kind, place, id)
) STRICT;

-- `OR REPLACE` would need a number that is there already.
CREATE TRIGGER registered_next BEFORE INSERT ON registered
WHEN NEW.id <> (SELECT coalesce(max(id), 0) + 1 FROM registered WHERE kind = NEW.kind AND place = NEW.place)
BEGIN
    SELECT RAISE(ABORT, 'an entry follows the last one');
END;

CREATE TRIGGER registered_unchanged BEFORE UPDATE ON registered
BEGIN
    SELECT RAISE(ABORT, 'what an entry is about cannot be changed');
END;

CREATE TRIGGER registered_kept BEFORE DELETE ON registered
BEGIN
    SELECT RAISE(ABORT, 'an entry cannot be removed');
END;

CREATE TRIGGER registered_version_next BEFORE INSERT ON registered_version
WHEN NEW.number <> (
    SELECT coalesce(max(number), 0) + 1 FROM registered_version
    WHERE kind = NEW.kind AND place = NEW.place AND id = NEW.id
)
BEGIN
    SELECT RAISE(ABORT, 'a version follows the last one');
END;

CREATE TRIGGER registered_version_unchanged BEFORE UPDATE ON registered_version
BEGIN
    SELECT RAISE(ABORT, 'what was said cannot be changed');
END;

CREATE TRIGGER registered_version_kept BEFORE DELETE ON registered_version
BEGIN
    SELECT RAISE(ABORT, 'what was said cannot be removed');
END;
